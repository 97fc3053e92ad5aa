"""What an enquiry said of the situation, proposed for the person's file.

From there it stands in the draft of the referral, which has no field of its own for it, and leaves as far as the
person agrees.
"""

from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from safeconduct.agencies.models import Member
from safeconduct.cases import actions as cases
from safeconduct.cases.contents import answer as answer_in
from safeconduct.cases.fields import FIELDS
from safeconduct.cases.queries import Reading, read_sections
from safeconduct.referrals.enquiries.models import Enquiry
from safeconduct.referrals.enquiries.rules import may_stand_in_needs
from safeconduct.vocabulary.codes import Constraint, PartOfCountry
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.languages import language_in_full
from safeconduct.vocabulary.sections import Section

LONGEST = next(field.longest for field in FIELDS[Section.NEEDS] if field.name == "details")


class Part(StrEnum):
    """What may be taken over, each by itself."""

    SITUATION = "situation"
    LANGUAGES = "languages"


def offered(row: Enquiry) -> dict[Part, str]:
    """What there is to take over, in words; what there is not is left out."""
    spoken = ", ".join(language_in_full(tag) for tag in row.languages)
    languages = _("Languages: %(languages)s") % {"languages": spoken} if spoken else ""
    found = {Part.SITUATION: situation(row), Part.LANGUAGES: languages}
    return {part: words for part, words in found.items() if words}


def situation(row: Enquiry) -> str:
    """What a service must be able to do, where, and the note: as one text, without whom it is about; "" for nothing."""
    able = ", ".join(
        str(label(Constraint(code))) if code in set(Constraint) else code for code in row.constraints
    )
    where = PartOfCountry(row.part_of_country) if row.part_of_country in set(PartOfCountry) else None
    place = str(label(where)) if where not in (None, PartOfCountry.ANYWHERE) else ""
    said = [
        _("The service must be able to do: %(what)s.") % {"what": able} if able else "",
        _("Where: %(place)s.") % {"place": place} if place else "",
        row.note,
    ]
    return " ".join(filter(None, said))


def take_over(row: Enquiry, case: CaseId, parts: frozenset[Part], *, by: Member, at: datetime) -> None:
    """Put these into the file, beside what stands there. What stands there already is not said twice.

    Raises NotPossible where the policy does not let `by` edit a section, or the answer would be longer than it may be.
    """
    found = read_sections(case, [Section.PROFILE, Section.NEEDS], by=by, at=at)
    if Part.LANGUAGES in parts:
        known = _list(_answer(found.get(Section.PROFILE), "languages"))
        added = [tag for tag in row.languages if tag not in known]
        _save(case, Section.PROFILE, found, {"languages": [*known, *added]} if added else {}, by=by, at=at)
    words = situation(row)
    if Part.SITUATION in parts and words:
        asked = str(_answer(found.get(Section.NEEDS), "details") or "")
        whole = "\n".join(filter(None, [asked, words])) if words not in asked else ""
        require(may_stand_in_needs(len(whole), longest=LONGEST))
        _save(case, Section.NEEDS, found, {"details": whole} if whole else {}, by=by, at=at)


def _answer(reading: Reading | None, name: str) -> object:
    return answer_in(reading.content, name) if reading is not None else None


def _list(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _save(
    case: CaseId, section: Section, found: dict[Section, Reading], added: dict[str, object], *, by: Member, at: datetime
) -> None:  # fmt: skip
    if not added:
        return
    before = found.get(section)
    content, base = (before.content, before.version) if before is not None else ({}, 0)
    cases.save_section(case=case, section=section, content={**content, **added}, base=base, by=by, at=at)
