"""What a document is made of: the template that holds, the consents that live, and what of the file may go in."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import translation

from safeconduct.access.doors import may_leave
from safeconduct.access.queries import decide, disclosures, held
from safeconduct.access.rules import Action, Basis
from safeconduct.agencies.models import Member, Team
from safeconduct.agencies.queries import team, teams
from safeconduct.cases.asking.queries import today_of
from safeconduct.cases.queries import allowed_of, own_case_in_hand, read_sections
from safeconduct.consent.document import read
from safeconduct.consent.queries import current, recipient_of
from safeconduct.rights.documents import rules
from safeconduct.rights.documents.days import DAYS, days_of, law_of
from safeconduct.rights.documents.fields import FIELDS, day
from safeconduct.rights.documents.kinds import KINDS, Document
from safeconduct.rights.documents.making import fields_in
from safeconduct.rights.documents.rules import Agreed, For, Line, Reader
from safeconduct.rights.documents.shipped import words
from safeconduct.rights.documents.sources import RECIPIENT, source_of
from safeconduct.rights.documents.stock import Template, template_for
from safeconduct.rights.queries import SECTION, rights_of
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import Section, in_order


@dataclass(frozen=True, slots=True)
class Consented:
    """A live consent with the team that it names."""

    agreed: Agreed
    to: Team


def consented(case: UUID) -> list[Consented]:
    """What may leave this case now by a consent, each with its team. A ground without consent fills no document."""
    found: dict[UUID, Agreed] = {}
    for one in disclosures(case):
        if one.basis is Basis.CONSENT and one.consent is not None:
            before = found.get(one.consent)
            sections = (before.sections if before else frozenset()) | {one.section}
            found[one.consent] = Agreed(one.consent, one.team, one.purpose, sections)
    named_teams = teams({one.team for one in found.values()})
    return [Consented(one, named_teams[one.team]) for one in found.values() if one.team in named_teams]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be made, and for whom."""

    kind: Document
    language: str
    reader: Reader
    named: str = ""
    """To whom it goes, where no consent names them: typed by the member, and kept nowhere."""
    of: UUID | None = None
    """The claim or matter whose words go in."""

    @property
    def takes_addressee(self) -> bool:
        """Whether somebody types to whom it goes: no consent names them."""
        if self.reader.whom is For.OTHER:
            return True
        return self.reader.whom is For.PERSON and KINDS[self.kind].is_handed_in


@dataclass(frozen=True, slots=True)
class Draft:
    """A document before it is made: its template, and every field with its words or why it has none."""

    asked: Asked
    template: Template
    lines: tuple[Line, ...]

    @property
    def sections(self) -> list[Section]:
        """Of which sections something stands in it."""
        return [
            one for one in Section if any(line.value and line.field.section is one for line in self.lines)
        ]


def draft(case: UUID, asked: Asked, *, by: Member, at: datetime) -> Draft:
    """What would stand in it: a recorded reading of the sections that it may use.

    Raises NotFound, and NotPossible where nothing may be made for this reader.
    """
    own_case_in_hand(case)
    to = _may_reach(case, asked, by=by, at=at)
    country = to.agency.country if to else by.agency.country
    template = template_for(asked.kind, asked.language, country)
    grants = held(case)
    used = fields_in(template.content)
    opens, refers = allowed_of(by, grants, Action.OPEN), allowed_of(by, grants, Action.REFER)
    wanted = [
        one.section for one in FIELDS
        if one.section and one.read and one.name in used
        and not rules.why_blank(one, asked.kind, asked.reader, opens=opens, refers=refers)
    ]  # fmt: skip
    with translation.override(template.language):
        readings = read_sections(case, in_order(wanted), by=by, at=at, grants=grants)
        said = _said(asked, to, by=by, at=at)
        if "reflection_law" in used:
            said["reflection_law"] = law_of(country, today_of(at))
        said |= _kept(case, asked, used, opens, by=by, at=at)
        contents = {section: reading.content for section, reading in readings.items()}
        lines = rules.lines(
            asked.kind,
            asked.reader,
            used,
            opens=opens,
            refers=refers,
            contents=contents,
            said=said,
            is_chosen=asked.of is not None,
        )
    return Draft(asked, template, lines)


def _may_reach(case: UUID, asked: Asked, *, by: Member, at: datetime) -> Team | None:
    agreed = asked.reader.agreed
    if agreed is None:
        return None
    to = team(agreed.team)
    grants = held(case)
    safety = None
    if decide(by, grants, Section.SAFETY, Action.OPEN).decision:
        reading = read_sections(case, [Section.SAFETY], by=by, at=at, grants=grants).get(Section.SAFETY)
        safety = reading.content if reading else {}
    require(
        rules.may_make(
            asked.kind, agreed, recipient_of(agreed.team), to.agency.name,
            conditions=frozenset(read(current(agreed.consent).document).conditions),
            holds=may_leave(case, agreed.consent), safety=safety,
        )
    )  # fmt: skip
    return to


def _said(asked: Asked, to: Team | None, *, by: Member, at: datetime) -> dict[str, str]:
    """What is not about the person, in the language of the document."""
    agreed = asked.reader.agreed
    whom = f"{to.name}, {to.agency.name}, {country_in_full(to.agency.country)}" if to else asked.named
    if asked.reader.whom is For.PERSON and not asked.takes_addressee:
        # Who receives a power of attorney is its lawyer; where no matter was chosen the line stays blank.
        whom = "" if asked.kind is Document.MANDATE else words(asked.language)["for_the_person"]
    return {
        "agency_name": by.agency.name,
        "agency_country": str(country_in_full(by.agency.country)),
        "agency_number": by.agency.duty_number,
        "profession": str(label(Profession(by.profession))),
        "recipient": whom,
        "purpose": str(label(agreed.purpose)) if agreed else "",
        "today": day(today_of(at)),
    }


def _kept(
    case: UUID, asked: Asked, used: AbstractSet[str], opens: AbstractSet[Section], *, by: Member, at: datetime
) -> dict[str, str]:
    """What the agency or a lawyer keeps beside the file, for the person only; each reading is recorded."""
    if asked.reader.whom is not For.PERSON:
        return {}
    found: dict[str, str] = {}
    if SECTION in opens and used & DAYS:
        read = rights_of(case, by=by, at=at)
        # For the person the law of where they are, by the file; for a reader that of the reader's country.
        found |= days_of(read) | {"reflection_law": law_of(read.facts.country, read.today)}
    source = source_of(asked.kind)
    if source and asked.of and Section.LEGAL in opens:
        said = source.said(case, asked.of, by, at)
        found |= {
            name: words for name, words in said.items() if words and not (name == RECIPIENT and asked.named)
        }
    return found
