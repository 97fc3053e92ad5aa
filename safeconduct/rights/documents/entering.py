"""Where a line that stays blank can be filled: the page for who may write there, and else who can."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from safeconduct.access.holders import holders
from safeconduct.access.queries import held
from safeconduct.access.rules import Action
from safeconduct.agencies.models import Member
from safeconduct.cases.asking.words import held_by
from safeconduct.cases.queries import allowed_of
from safeconduct.rights.documents.queries import Draft
from safeconduct.rights.documents.rules import Line, Missing
from safeconduct.rights.documents.sources import RECIPIENT, source_of
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.sections import Section

BY_ADMINISTRATOR: Words = _("An administrator of your agency enters it.")
BY_EDITOR: Words = _("Those who keep the rules enter it, from a source.")


@dataclass(frozen=True, slots=True)
class Way:
    """An address with what is done there, or who does it."""

    address: str = ""
    does: Words = ""
    who: Words = ""


ENTER: Words = _("Enter it")
ASK: Words = _("Ask the person")
AT: Mapping[str, str] = {
    "alias": "pseudonym", "age": "age_band", "identity_documents": "documents", "view_of_danger": "persons_view",
    "exploitation_forms": "forms", "exploitation_countries": "countries", "exploitation_from": "from_month",
    "exploitation_to": "to_month", "identification": "status", "identified_by": "decided_by",
}  # fmt: skip
"""The question of a section behind a field; of every other field it has the same name."""
CHOOSE: Words = _("Choose or open one")
RULES: Words = _("The rules that were read")


class Ways:
    """Of one draft, for one member. What is asked of the database is asked once."""

    def __init__(self, case: UUID, draft: Draft, *, by: Member) -> None:
        self._case, self._asked, self._by = case, draft.asked, by
        grants = held(case)
        self._edits = allowed_of(by, grants, Action.EDIT)
        self._refers = allowed_of(by, grants, Action.REFER)
        self._kept = holders(case) if any(line.missing for line in draft.lines) else []

    def of(self, line: Line) -> Way:
        """How this line is filled; nothing for one that is not blank, or that stays so whatever is entered."""
        match line.missing:
            case Missing.NOT_IN_FILE | Missing.NOT_CHOSEN:
                return self._enter(line)
            case Missing.CLOSED:
                return Way(who=self._holder(line.field.section))
            case Missing.NOT_AGREED if line.field.section in self._refers:
                return Way(reverse("refer", args=[self._case]), ASK)
            case Missing.NOT_AGREED | Missing.NOT_YOURS:
                return Way(who=self._holder(line.field.section))
            case Missing.NOT_KNOWN:
                return Way(reverse("rules"), RULES, BY_EDITOR)
            case _:
                return Way()

    def _enter(self, line: Line) -> Way:
        section = line.field.section
        if line.field.is_chosen or line.field.name == RECIPIENT:
            return self._of_source(line)
        if section is None:
            return self._of_agency(line.field.name)
        if section not in self._edits:
            return Way(who=self._holder(section))
        if line.field.name == "days":
            return Way(reverse("deadlines", args=[self._case]), ENTER)
        if line.field.is_own:
            return Way(f"{reverse('rights_known', args=[self._case])}{self._from()}#{line.field.name}", ENTER)
        # A browser unfolds what the named question lies in, and puts the cursor there.
        question = f"{section.value}-{AT.get(line.field.name, line.field.name)}"
        return Way(f"{reverse('person', args=[self._case])}{self._from()}#{question}", ENTER)

    def _from(self) -> str:
        """From which document one comes, in codes: see `cases/way_back.py`."""
        asked = self._asked
        whom = asked.reader.agreed.consent if asked.reader.agreed else asked.reader.whom.value
        said = {"document": asked.kind.value, "whom": whom, "language": asked.language}
        return f"?{urlencode(said | ({'of': asked.of} if asked.of else {}))}"

    def _of_agency(self, name: str) -> Way:
        if name != "agency_number":
            return Way()
        if self._by.profession == Profession.ADMINISTRATOR:
            return Way(reverse("administration_facts"), ENTER)
        return Way(who=BY_ADMINISTRATOR)

    def _of_source(self, line: Line) -> Way:
        source = source_of(self._asked.kind)
        if source is None:
            return Way()
        if not source.may_enter(self._case, self._by):
            return Way(who=source.who)
        does = ENTER if self._asked.of else CHOOSE
        return Way(source.address(self._case, self._asked.of, line.field.name), does)

    def _holder(self, section: Section | None) -> Words:
        return held_by(one.profession for one in self._kept if one.section is section)
