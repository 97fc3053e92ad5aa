"""Ana's file with something in it, and Pavel of the police who asks for a section: for the tests of this folder."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from safeconduct.cases.actions import open_case, save_section
from safeconduct.consent.document import Document
from safeconduct.consent.rules import Fact
from safeconduct.referrals.authorities import actions
from safeconduct.referrals.authorities.actions import Wanted
from safeconduct.referrals.authorities.queries import Open
from safeconduct.vocabulary.codes import ConsentMethod, Purpose
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID

ADULT = {"pseudonym": "Linden", "is_child": "no"}


def in_days(days: int) -> datetime:
    return timezone.now() + timedelta(days=days)


def a_file(section: Section = Section.SAFE_CONTACT, content: dict[str, object] | None = None) -> CaseId:
    """Ana leads it; one section says something."""
    with member_acts("ana") as by:
        case = open_case(by=by, at=timezone.now(), profile=dict(ADULT))
        given = {"safe_number": "+40 700 000 000"} if content is None else content
        save_section(case=case, section=section, content=given, base=0, by=by, at=timezone.now())
    return case


def asked(
    case: UUID, section: Section = Section.SAFE_CONTACT, who: str = "pavel", days: int = 10,
    purpose: Purpose = Purpose.CRIMINAL_PROCEEDINGS,
) -> UUID:  # fmt: skip
    """Pavel asks for the section of the file with this number."""
    with member_acts(who) as by:
        wanted = Wanted(case.hex[:12], ID("team_police"), section, purpose, in_days(days))
        return actions.ask(wanted, by=by, at=timezone.now())


def talk(
    sections: list[Section] | None = None, days: int = 9, team: str = "police",
    purpose: Purpose = Purpose.CRIMINAL_PROCEEDINGS, conditions: list[str] | None = None,
) -> Document:  # fmt: skip
    """A whole talk about showing that section to the police."""
    return Document(
        team=ID(f"team_{team}"), agency=ID(team), purpose=purpose, sections=sections or [Section.SAFE_CONTACT],
        until=in_days(days), told=list(Fact), limit_told=True, language="uk", text_language="uk",
        method=ConsentMethod.SIGNED, conditions=conditions or [],
    )  # fmt: skip


def opened(case: UUID, ask: UUID, document: Document | None = None, who: str = "ana") -> None:
    """The holder says yes, with this talk."""
    with member_acts(who) as by:
        actions.answer_yes(case, ask, document or talk(), by=by, at=timezone.now())


def reads(ask: UUID, who: str = "pavel") -> Open | None:
    with member_acts(who) as by:
        return actions.read(ask, by=by, at=timezone.now())
