"""Ana's file with a consent and a plan, and a browser's request without one: for the tests of this folder."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from safeconduct.cases.actions import open_case, save_section
from safeconduct.consent.actions import give
from safeconduct.consent.document import Document
from safeconduct.consent.rules import Fact
from safeconduct.vocabulary.codes import ConsentMethod, Purpose
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID

SHARED = [Section.PROFILE, Section.NEEDS, Section.SAFETY]


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def plan(**other: object) -> dict[str, object]:
    """A plan that the person agrees to."""
    return {
        "persons_goals": "A flat of my own",
        "plan_actions": [
            {"what": "Look at flats", "who": "Ana", "planned": in_days(20), "state": "planned"},
            {"what": "Fetch the papers", "who": "Ana", "state": "done", "ended": in_days(-2)},
        ],
        "plan_consent": "agreed",
        "plan_consent_on": in_days(-1),
        "plan_reviews": [{"on": in_days(30)}],
        **other,
    }


def a_file(languages: list[str] | None = None) -> CaseId:
    """Ana leads it."""
    with member_acts("ana") as by:
        profile = {"pseudonym": "Linden", "is_child": "no", "languages": languages or ["uk"]}
        return open_case(by=by, at=timezone.now(), profile=profile)


def written(
    case: CaseId, section: Section, content: dict[str, object], base: int = 0, who: str = "ana"
) -> None:
    with member_acts(who) as by:
        save_section(case=case, section=section, content=content, base=base, by=by, at=timezone.now())


def talk(sections: list[Section] | None = None, team: str = "beta", **other: Any) -> Document:
    """A whole talk about telling that team."""
    said: dict[str, Any] = {
        "team": ID(f"team_{team}"), "agency": ID(team), "purpose": Purpose.REFERRAL_SERVICE,
        "sections": sections or SHARED, "until": timezone.now() + timedelta(days=60), "told": list(Fact),
        "limit_told": True, "language": "uk", "text_language": "uk", "method": ConsentMethod.SIGNED,
    }  # fmt: skip
    return Document(**(said | other))


def agreed(case: CaseId, document: Document | None = None) -> UUID:
    """The person says yes to it; the consent's id."""
    with member_acts("ana") as by:
        return give(case=case, document=document or talk(), by=by, at=timezone.now(), is_child=False).id


def answered(view: Any, *names: object, who: str = "ana", post: Any = None, **query: Any) -> HttpResponse:
    """What the page answers to this member."""
    with member_acts(who) as by:
        factory = RequestFactory()
        request: Any = factory.get("/", query) if post is None else factory.post("/", post)
        request.member, request.at, request.session = by, timezone.now(), {}
        seen = getattr(view, "__wrapped__", view)
        answer: HttpResponse = getattr(seen, "__wrapped__", seen)(request, *names)
        return answer
