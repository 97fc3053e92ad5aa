"""That a person has left is written down only when nothing is missing any more, whichever way it is entered."""

from datetime import date, datetime

from django.utils.timezone import localdate

from safeconduct.agencies.models import Member
from safeconduct.cases.answering import Content, answer
from safeconduct.cases.queries import read_sections
from safeconduct.cases.returning.facts import facts_of
from safeconduct.cases.returning.rules import AHEAD, ASKED_OF, LEFT_ON, may_return
from safeconduct.vocabulary.decisions import Refused, require
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section


def require_may_leave(case: CaseId, dossier: Content, *, by: Member, at: datetime) -> None:
    """Raises NotPossible where the dossier says newly that the person has left, and a part was missing on that day.

    What was said once is not judged again: a slip in it can be corrected.
    """
    left = answer(dossier, LEFT_ON)
    if left is None:
        return
    found = read_sections(case, list(ASKED_OF), by=by, at=at)
    before = found.get(Section.RETURN)
    if before is not None and answer(before.content, LEFT_ON) is not None:
        return
    day = date.fromisoformat(left)
    if day > localdate(at):
        require(Refused(AHEAD))
    contents = {section: reading.content for section, reading in found.items()} | {Section.RETURN: dossier}
    require(may_return(facts_of(contents, today=day), today=day))
