"""What this agency keeps of a person, as one list: file, what lies beside it, referrals, who saw. All is recorded.

Third persons stand in some answers by their nature (`ABOUT_OTHERS`); whoever prepares a copy looks at these first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from safeconduct.agencies.models import Agency, Member
from safeconduct.agencies.queries import agencies
from safeconduct.cases import persons_rights
from safeconduct.cases.beside.queries import read_received
from safeconduct.cases.fields import FIELDS
from safeconduct.cases.forms import in_words
from safeconduct.cases.models import Beside
from safeconduct.cases.queries import Reading, closed_to, read_sections
from safeconduct.cases.seen import in_full, who_saw
from safeconduct.referrals import queries, texts
from safeconduct.referrals.labels import STATES, TEXT_KINDS
from safeconduct.referrals.law.shown import law_lines
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import USED, Section, in_order

ABOUT_OTHERS = frozenset(
    {
        "safety.risk_rows", "safety.risks", "safety.mitigations", "safety.mitigation", "safety.protective",
        "logistics.who_meets", "logistics.escort", "narrative.notes", "narrative.interviews", "family.guardians",
        "family.authority", "family.decisions", "return.there_by", "return.there_risks", "return.met_by",
        "return.met_phone", "return.plan_with", "return.told", "return.travels_with", "return.lawyer_who",
        "return.contacts",
        "legal.matters", "legal.privileged_notes", "health.clinical_notes", "block.texts", "block.rights",
    }
)  # fmt: skip
"""Where other people, or the secret of a profession, are likely: a hint, decided by nobody but whoever reads."""

TEXTS, RECIPIENTS, SEEN, RIGHTS = "block.texts", "block.recipients", "block.seen", "block.rights"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer with the name by which it is chosen or left out."""

    name: str
    label: Words
    value: str


@dataclass(frozen=True, slots=True)
class Part:
    """A section, or a list beside the file."""

    title: Words
    answers: list[Answer]


@dataclass(frozen=True, slots=True)
class Kept:
    """All that the member can read out of it, and what is closed to them."""

    parts: list[Part]
    closed: list[Words]
    """Sections that only another profession opens: they are answered by whoever holds them, in a copy of their own."""

    @property
    def names(self) -> frozenset[str]:
        """The names of all answers."""
        return frozenset(answer.name for part in self.parts for answer in part.answers)


def file_of(case: UUID, *, by: Member, at: datetime) -> Kept:
    """The sections of the file as they stand now."""
    sections = in_order(USED)
    readings = read_sections(case, sections, by=by, at=at)
    parts = [_part(section, reading, label(section)) for section, reading in _ordered(readings)]
    return Kept(
        [part for part in parts if part.answers],
        [label(section) for section in closed_to(case, sections, by=by)],
    )


def everything(case: UUID, *, by: Member, at: datetime) -> Kept:
    """The file, what was received and lies beside it, the texts of its referrals, to whom it went, and who saw it."""
    own = file_of(case, by=by, at=at)
    rows = queries.of_case(case)
    known = agencies({row.other_agency_id for row in rows})
    lists = [
        *_received(case, by=by, at=at),
        Part(_("Rights"), [Answer(RIGHTS, *line) for line in persons_rights.in_full(case, by=by, at=at)]),
        Part(
            _("To whom it went"),
            [Answer(RECIPIENTS, *_went(row, known)) for row in rows if row.state != State.DRAFT],
        ),
        Part(_("Messages about the person"), list(_texts(rows, by))),
        Part(_("Who saw my data"), list(_seen(case, by, at))),
    ]
    return Kept([*own.parts, *(part for part in lists if part.answers)], own.closed)


def _ordered(readings: dict[Section, Reading]) -> list[tuple[Section, Reading]]:
    return [(section, readings[section]) for section in in_order(readings)]


def _part(section: Section, reading: Reading, title: Words) -> Part:
    found = [field for field in FIELDS[section] if field.name in reading.content]
    return Part(
        title,
        [
            Answer(f"{section}.{field.name}", field.label, in_words(field, reading.content[field.name]))
            for field in found
        ],
    )


def _received(case: UUID, *, by: Member, at: datetime) -> Iterable[Part]:
    beside = list(Beside.objects.filter(own_case=case).order_by("at").values_list("received_case", flat=True))
    if not beside:
        return
    for found in read_received(beside, {one: in_order(USED) for one in beside}, by=by, at=at).values():
        for section, reading in _ordered(found.readings):
            title = _("%(section)s, as another agency told it") % {"section": label(section)}
            yield _part(section, reading, title)


def _went(row: Referral, known: dict[UUID, Agency]) -> tuple[str, str]:
    other = known.get(row.other_agency_id)
    sections = ", ".join(str(label(Section(name))) for name in [*row.at_once, *row.held_back])
    law = "".join(f". {line}" for line in law_lines(row))
    return (
        row.reference,
        f"{in_full(other) if other else '–'}. {_day(row.created_at)}. {STATES[State(row.state)]}. {sections}{law}",
    )


def _texts(rows: Iterable[Referral], by: Member) -> Iterable[Answer]:
    for row in rows:
        for text in texts.readable(row, by=by):
            kind = TEXT_KINDS.get(text.kind, text.kind)
            yield Answer(TEXTS, f"{row.reference}, {kind}, {_day(text.at)}", text.text)


def _seen(case: UUID, by: Member, at: datetime) -> Iterable[Answer]:
    for line in who_saw(case, by=by, at=at):
        role = label(Profession(line.role)) if line.role in set(Profession) else line.role
        who = ", ".join(str(part) for part in (in_full(line.agency) if line.agency else "–", role) if part)
        made = f" ({_('Made for them as a file')})" if line.is_file else ""
        yield Answer(SEEN, _day(line.last), f"{who}: {label(line.section)}{made}")


def _day(at: datetime) -> str:
    return date_format(localtime(at), "j M Y")
