"""The form of a file with rows, as the page answers it: one more row, a slip, two editors at once; nothing is lost."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from safeconduct.cases import saving
from safeconduct.cases.actions import open_case, save_section
from safeconduct.cases.queries import read_sections
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

PLAN = Section.PLAN
TYPED = {
    "plan_actions-0-what": "Find a room",
    "plan_actions-0-who": "Casa Buna",
    "plan_actions-1-what": "A course of the language",
    "persons_goals": "To live where nobody knows me.",
}


@pytest.fixture
def case() -> CaseId:
    with member_acts("ana") as by:
        return open_case(by=by, at=timezone.now(), profile={"pseudonym": "Linden"})


def asked(page: HttpResponse) -> dict[str, str]:
    """What stands in the fields of a page's form for the plan, hidden ones too."""
    text = page.content.decode()
    found = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', text))
    for tag in re.findall(r"<input[^>]*>", text):
        name, value = (re.search(rf' {key}="([^"]*)"', tag) for key in ("name", "value"))
        if name and value and "checkbox" not in tag:
            found[name[1]] = value[1]
    found |= dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</textarea>', text))
    return {
        name: value
        for name, value in found.items()
        if name in ("base-plan", "was-plan") or name.startswith("plan_") or name == "persons_goals"
    }


def sent(case: CaseId, fields: dict[str, str], **more: str) -> HttpResponse:
    """The form sent by Ana, as the page's own view answers it."""
    with member_acts("ana") as by:
        request: Any = RequestFactory().post(f"/people/{case}/sections/", {**fields, **more})
        request.member, request.at = by, timezone.now()
        request.session, request._messages = {}, _Said()
        view: Any = saving.save
        answer: HttpResponse = view.__wrapped__.__wrapped__(request, case)
        return answer


class _Said(list[str]):
    def add(self, _level: int, message: str, _tags: str = "") -> None:
        self.append(message)


def written(case: CaseId) -> dict[str, Any]:
    with member_acts("ana") as by:
        found = read_sections(case, [PLAN], by=by, at=timezone.now()).get(PLAN)
    return found.content if found else {}


def test_one_more_row_saves_nothing_and_gives_everything_back(case: CaseId) -> None:
    page = sent(case, {"base-plan": "0", "was-plan": "", **TYPED}, more="plan_actions")
    assert page.status_code == 200
    assert written(case) == {}
    shown = asked(page)
    assert TYPED.items() <= shown.items()
    assert shown["plan_actions-2-what"] == ""
    assert re.search(r'name="plan_actions-2-what"[^>]* autofocus', page.content.decode())
    assert page.content.decode().count(" autofocus") == 1


def test_a_slip_in_a_row_is_said_there_and_everything_is_given_back(case: CaseId) -> None:
    page = sent(case, {"base-plan": "0", "was-plan": "", **TYPED})
    assert page.status_code == 422
    assert 'href="#plan-plan_actions-1-who"' in page.content.decode()
    assert TYPED.items() <= asked(page).items()


def test_a_row_that_is_ticked_is_taken_out(case: CaseId) -> None:
    fields = {"base-plan": "0", "was-plan": "", **TYPED, "plan_actions-1-gone": "yes"}
    assert sent(case, fields).status_code == 302
    assert written(case)["plan_actions"] == [{"what": "Find a room", "who": "Casa Buna"}]


@pytest.mark.parametrize("between", [{"more": "plan_actions"}, {"plan_consent": "agreed"}])
def test_what_a_colleague_saved_meanwhile_is_not_taken_for_seen(
    case: CaseId, between: dict[str, str]
) -> None:
    """Also when the page was shown again in between, for one more row or after a slip."""
    begun = {"base-plan": "0", "was-plan": "", **TYPED, "plan_actions-1-who": "Casa Buna"}
    with member_acts("ana") as by:
        save_section(
            case=case, section=PLAN, content={"objectives": "Theirs."}, base=0, by=by, at=timezone.now()
        )
    again = asked(sent(case, begun, **between))
    page = sent(case, again)
    assert page.status_code == 409
    assert written(case) == {"objectives": "Theirs."}
    assert "Theirs." in page.content.decode()
    assert asked(page)["plan_actions-0-what"] == "Find a room"
    assert sent(case, asked(page)).status_code == 302
    assert [row["what"] for row in written(case)["plan_actions"]] == [
        "Find a room",
        "A course of the language",
    ]


def test_a_draft_says_that_it_is_one(case: CaseId) -> None:
    page = sent(case, {"base-plan": "0", "was-plan": "", **TYPED}, more="plan_actions")
    assert "A draft: the person has not agreed" not in page.content.decode(), "nothing stands there yet"
    sent(case, {"base-plan": "0", "was-plan": "", "persons_goals": "A room."})
    shown = sent(case, {"base-plan": "1", "was-plan": "", "persons_goals": "A garden."}, more="plan_actions")
    assert "A draft: the person has not agreed" in shown.content.decode()


def test_a_changed_plan_asks_for_the_persons_word_and_nothing_is_lost(case: CaseId) -> None:
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    agreed = {
        **TYPED, "plan_actions-1-who": "Casa Buna", "plan_consent": "agreed", "plan_consent_on": yesterday,
        "plan_reviews-0-on": (timezone.localdate() + timedelta(days=30)).isoformat(),
    }  # fmt: skip
    assert sent(case, {"base-plan": "0", "was-plan": "", **agreed}).status_code == 302
    changed = {"base-plan": "1", "was-plan": "", **agreed, "persons_goals": "A garden."}
    page = sent(case, changed)
    assert page.status_code == 422
    assert "The plan has changed since the person agreed to it" in page.content.decode()
    assert asked(page)["persons_goals"] == "A garden."
    assert written(case)["persons_goals"] == TYPED["persons_goals"]
    assert sent(case, {**changed, "plan_consent_on": timezone.localdate().isoformat()}).status_code == 302
    assert written(case)["persons_goals"] == "A garden."
