"""For whom a document may be made, what of the file goes into it, and who may put in a template. Pure."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from safeconduct.cases.answering import Content, answer
from safeconduct.consent.rules import NOT_YOURS_TO_REFER, Recipient, kept_out
from safeconduct.rights.documents.fields import FIELDS, Field
from safeconduct.rights.documents.kinds import KINDS, Document
from safeconduct.vocabulary.codes import Profession, Purpose
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused, Words
from safeconduct.vocabulary.sections import NEVER_SENT, Section

OTHER_PURPOSE = Reason(
    "document_for_another_purpose",
    _("The person agreed to something else than what this document is for."),
    _("Ask the person, or make it for their own use."),
)
STOPPED = Reason(
    "document_consent_over",
    _("This consent does not hold any more."),
    _("Ask the person again, or make it for their own use."),
)
NEVER = Reason(
    "document_never",
    _("The person has said that nothing may ever go there."),
    _("Speak with the person. Only they change this list, under Safety."),
)
SAFETY_CLOSED = Reason(
    "document_safety_closed",
    _("Safety is closed to you, so you cannot see to whom nothing may ever go."),
    _("Ask whoever leads the case to make the document."),
)
NO_TEMPLATE = Reason(
    "document_no_template",
    _("For a reader in this country there is no template in this language."),
    _("Choose another language."),
)
NOT_YOUR_TEMPLATE = Reason(
    "template_not_yours",
    _("Templates are put in by a lawyer or an administrator of the agency."),
    _("Ask one of them."),
)
NOT_YOUR_CHECK = Reason(
    "template_check_not_yours",
    _("A template is checked by a lawyer of its country who did not put it in."),
    _("Ask another lawyer of your agency."),
)
NOTHING_TO_CHECK = Reason(
    "template_nothing_to_check",
    _("Only the newest version is checked, and only once."),
    _("Look at the newest version."),
)


class Missing(StrEnum):
    """Why a line of a document stays blank."""

    CLOSED = "closed"
    NOT_IN_FILE = "not_in_file"
    NOT_AGREED = "not_agreed"
    NOT_YOURS = "not_yours"
    LATER = "later"
    OWN_ONLY = "own_only"
    BY_HAND = "by_hand"
    NOT_CHOSEN = "not_chosen"
    NOT_KNOWN = "not_known"
    ADDRESSEE = "addressee"
    ASKED_FOR = "asked_for"


GRANTED = frozenset({"reflection_from", "reflection_until"})
"""What a request for the time to reflect asks for: nobody can enter it before."""
WHY: Mapping[Missing, Words] = {
    Missing.CLOSED: _("Closed to you."),
    Missing.NOT_IN_FILE: _("Nothing is written there."),
    Missing.NOT_AGREED: _("The person has not agreed that this reader learns it."),
    Missing.NOT_YOURS: NOT_YOURS_TO_REFER.sentence,
    Missing.LATER: _("Not in a letter of referral: it goes once they have accepted."),
    Missing.OWN_ONLY: _("Goes to the person, and to no other agency."),
    Missing.BY_HAND: _("No consent names this reader. The person says what is written here."),
    Missing.NOT_CHOSEN: _("No claim or matter was chosen."),
    Missing.NOT_KNOWN: _("Not known for this country"),
    Missing.ADDRESSEE: _("Written below, or by hand."),
    Missing.ASKED_FOR: _("Whoever grants it writes this day."),
}


@dataclass(frozen=True, slots=True)
class Agreed:
    """One live consent: what may leave, to which team, and for what."""

    consent: UUID
    team: UUID
    purpose: Purpose
    sections: frozenset[Section]


class For(StrEnum):
    """Who gets it."""

    PERSON = "person"
    AGREED = "agreed"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom it is made, as the rule needs it."""

    whom: For
    agreed: Agreed | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One field as it stands in this document: its words, or why there are none."""

    field: Field
    value: str = ""
    missing: Missing | None = None


def may_make(
    kind: Document, agreed: Agreed, whom: Recipient, name: str, *,
    conditions: AbstractSet[str], holds: bool, safety: Content | None,
) -> Decision:  # fmt: skip
    """Whether this kind may be filled for this reader. `safety` is None where it is closed to the maker."""
    if not holds:
        return Refused(STOPPED)
    if agreed.purpose not in KINDS[kind].purposes:
        return Refused(OTHER_PURPOSE)
    if refused := kept_out(conditions, whom):
        return Refused(refused)
    if safety is None:
        return Refused(SAFETY_CLOSED)
    return Refused(NEVER) if _is_never(safety, whom, name) else Allowed()


def _is_never(safety: Content, whom: Recipient, name: str) -> bool:
    """The person's own list, read as `referrals/never.py` reads it."""
    names = (answer(safety, "never_agencies") or "").splitlines()
    return (
        whom.country in (answer(safety, "never_countries") or ())
        or whom.sector in (answer(safety, "never_kinds") or ())
        or _same(name) in {_same(one) for one in names if one.strip()}
    )


def _same(name: str) -> str:
    return " ".join(name.split()).casefold()


def why_blank(
    field: Field, kind: Document, reader: Reader, *, opens: AbstractSet[Section], refers: AbstractSet[Section]
) -> Missing | None:
    """Why this field may not be filled; None where it may, if the file has it."""
    section = field.section
    if section is None:
        return None
    if reader.whom is For.OTHER:
        return Missing.BY_HAND
    if section not in opens or (section in NEVER_SENT and not field.is_own):
        return Missing.CLOSED
    if reader.whom is For.PERSON:
        return None
    if field.is_own:
        return Missing.OWN_ONLY
    if reader.agreed is None or section not in reader.agreed.sections:
        return Missing.NOT_AGREED
    if section not in KINDS[kind].sections:
        return Missing.LATER
    return None if section in refers else Missing.NOT_YOURS


def lines(
    kind: Document, reader: Reader, used: AbstractSet[str], *,
    opens: AbstractSet[Section], refers: AbstractSet[Section],
    contents: Mapping[Section, Content], said: Mapping[str, str], is_chosen: bool = False,
) -> tuple[Line, ...]:  # fmt: skip
    """Every used field with its words, or why it stays blank. `said` are the words that no section has."""
    found: list[Line] = []
    for field in (one for one in FIELDS if one.name in used):
        why = why_blank(field, kind, reader, opens=opens, refers=refers)
        value = "" if why else _value(field, contents, said)
        found.append(
            Line(field, value, why if value or why else _unwritten(field, kind, is_chosen=is_chosen))
        )
    return tuple(found)


def _unwritten(field: Field, kind: Document, *, is_chosen: bool) -> Missing:
    if kind is Document.REFLECTION and field.name in GRANTED:
        return Missing.ASKED_FOR
    if field.name == "recipient" and kind is not Document.MANDATE:
        return Missing.ADDRESSEE
    if field.is_chosen and not is_chosen:
        return Missing.NOT_CHOSEN
    return Missing.NOT_KNOWN if field.name == "reflection_law" else Missing.NOT_IN_FILE


def _value(field: Field, contents: Mapping[Section, Content], said: Mapping[str, str]) -> str:
    if field.read is None or field.section is None:
        return said.get(field.name, "")
    return field.read(contents[field.section]) if field.section in contents else ""


def may_put_in(profession: str) -> Decision:
    """Whether a member of this profession puts in templates for the agency."""
    return (
        Allowed()
        if profession in {Profession.LAWYER, Profession.ADMINISTRATOR}
        else Refused(NOT_YOUR_TEMPLATE)
    )


def may_check(profession: str, country: str, *, by: UUID, put_in_by: UUID, of: str, waits: bool) -> Decision:
    """Whether this member says that a lawyer of the country has checked it: four eyes, and a lawyer's own country."""
    if not waits:
        return Refused(NOTHING_TO_CHECK)
    if profession != Profession.LAWYER or by == put_in_by or not of or of != country:
        return Refused(NOT_YOUR_CHECK)
    return Allowed()
