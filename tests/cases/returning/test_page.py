"""The page of a return, the day on which the person left, and the leaflet: who sees what, and that nothing is lost."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from safeconduct.access import doors
from safeconduct.cases import pages, saving
from safeconduct.cases.actions import open_case, save_section
from safeconduct.cases.queries import read_sections
from safeconduct.cases.returning import pages as returning
from safeconduct.cases.returning import rules
from safeconduct.cases.returning.leaflet import leaflet, nearest_of
from safeconduct.consent.wording import LANGUAGES
from safeconduct.referrals.asides import asides
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import CaseId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID
from tests.cases.returning.test_rules import DOSSIER, FILE
from tests.conftest import ConnectAs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

TODAY = timezone.localdate()
LATER = (TODAY + timedelta(days=30)).isoformat()
SOON = (TODAY + timedelta(days=5)).isoformat()
NOW_DOSSIER = DOSSIER | {
    "will_on": (TODAY - timedelta(days=9)).isoformat(), "there_until": LATER, "there_on": TODAY.isoformat(),
}  # fmt: skip


@pytest.fixture
def case() -> CaseId:
    """An adult's, with all but the dossier. A nurse has a place."""
    with member_acts("ana") as by:
        made = open_case(
            by=by, at=timezone.now(), profile={"pseudonym": "Linden", "is_child": "no", "languages": ["uk"]}
        )
        doors.place(made, ID("nora"))
    write(made, Section.SAFETY, {"level": "low", "valid_until": LATER})
    write(made, Section.PLAN, FILE[Section.PLAN])
    return made


def write(case: CaseId, section: Section, content: dict[str, Any], base: int = 0) -> None:
    with member_acts("ana") as by:
        save_section(case=case, section=section, content=content, base=base, by=by, at=timezone.now())


def waits_after_a_return(who: str) -> list[Any]:
    with member_acts(who):
        return asides(TODAY, []).returned


def dossier(case: CaseId) -> dict[str, Any]:
    with member_acts("ana") as by:
        found = read_sections(case, [Section.RETURN], by=by, at=timezone.now()).get(Section.RETURN)
    return found.content if found else {}


def asked(view: Any, case: CaseId, who: str = "ana", **query: str) -> str:
    with member_acts(who) as by:
        request: Any = RequestFactory().get("/", query)
        request.member, request.at, request.session = by, timezone.now(), {}
        answer: HttpResponse = view.__wrapped__(request, case)
        return answer.content.decode()


def left_on(day: Any) -> dict[str, Any]:
    return NOW_DOSSIER | {"left_on": day.isoformat()}


# --- The day on which the person left ---------------------------------------------------------------------


def test_with_every_part_there_the_day_is_written_down(case: CaseId) -> None:
    write(case, Section.RETURN, NOW_DOSSIER)
    write(case, Section.RETURN, left_on(TODAY), base=1)
    assert dossier(case)["left_on"] == TODAY.isoformat()


@pytest.mark.parametrize("without", ["there_by", "met_phone", "leaflet", "monitoring"])
def test_while_a_part_is_missing_nobody_has_left(case: CaseId, without: str) -> None:
    lacking = {name: said for name, said in left_on(TODAY).items() if name != without}
    with pytest.raises(NotPossible):
        write(case, Section.RETURN, lacking)
    assert dossier(case) == {}


@pytest.mark.parametrize("will", ["no", "undecided", "taken_back"])
def test_nobody_is_sent_back_who_does_not_want_to_go(case: CaseId, will: str) -> None:
    with pytest.raises(NotPossible) as refused:
        write(case, Section.RETURN, left_on(TODAY) | {"will": will})
    assert refused.value.reason == rules.NOT_VOLUNTARY


def test_a_child_does_not_leave_without_a_decision_in_its_best_interests(case: CaseId) -> None:
    write(case, Section.PROFILE, {"pseudonym": "Linden", "is_child": "unknown"}, base=1)
    with pytest.raises(NotPossible) as refused:
        write(case, Section.RETURN, left_on(TODAY))
    assert refused.value.reason in (rules.NO_GUARDIAN, rules.NO_CHILD_DECISION)


def test_a_day_that_lies_ahead_is_none(case: CaseId) -> None:
    with pytest.raises(NotPossible) as refused:
        write(case, Section.RETURN, left_on(TODAY + timedelta(days=1)))
    assert refused.value.reason == rules.AHEAD


def test_what_was_said_once_is_not_judged_again(case: CaseId) -> None:
    write(case, Section.RETURN, left_on(TODAY))
    write(case, Section.RETURN, left_on(TODAY) | {"monitoring": []}, base=1)
    assert dossier(case)["monitoring"] == []


def test_once_the_person_has_left_today_says_the_next_day_to_ask(case: CaseId) -> None:
    days = [{"on": TODAY.isoformat(), "held": TODAY.isoformat()}, {"on": LATER}, {"on": SOON}]
    write(case, Section.RETURN, NOW_DOSSIER | {"monitoring": days})
    assert waits_after_a_return("ana") == [], "who has not left is asked by the follow-ups here"
    write(case, Section.RETURN, left_on(TODAY) | {"monitoring": days}, base=1)
    assert waits_after_a_return("ana") == [(case, date.fromisoformat(SOON))]
    assert waits_after_a_return("nora") == []
    days[2]["held"] = TODAY.isoformat()
    write(case, Section.RETURN, left_on(TODAY) | {"monitoring": days}, base=2)
    assert waits_after_a_return("ana") == [], "the next one lies more than a week ahead"


def test_the_refusal_is_said_at_its_question_recorded_and_loses_nothing(
    case: CaseId, connect_as: ConnectAs
) -> None:
    fields = {
        "base-return": "0", "was-return": "", "will": "own_will", "will_on": TODAY.isoformat(),
        "met_by": "Dim, who waits at the station", "left_on": TODAY.isoformat(),
    }  # fmt: skip
    with member_acts("ana") as by:
        request: Any = RequestFactory().post(f"/people/{case}/sections/", fields)
        request.member, request.at, request.session = by, timezone.now(), {}
        page: HttpResponse = saving.save.__wrapped__.__wrapped__(request, case)  # type: ignore[attr-defined]
    assert page.status_code == 409
    html = page.content.decode()
    assert '<a href="#return-left_on">Return, Left on: ' in html, "the top of the page names the question"
    assert str(rules.NO_RISK_THERE.sentence) in html
    assert "Dim, who waits at the station" in html
    assert dossier(case) == {}
    recorded = connect_as("owner").execute(
        "SELECT outcome, reason FROM audit.record WHERE action = 'return:left' AND case_id = %s", [case]
    )
    assert recorded.fetchall() == [("refused", "return_no_risk_there")]


# --- The page ---------------------------------------------------------------------------------------------


def test_the_page_lists_what_is_missing_with_the_way_to_each(case: CaseId) -> None:
    write(case, Section.SAFETY, {"level": "high", "valid_until": LATER}, base=1)
    html = asked(returning.front, case)
    assert str(rules.NOT_ASKED.sentence) in html
    assert f'href="/people/{case}/?return=yes#return-will"' in html
    assert str(rules.RISK_HERE_NOT_MET.sentence) in html
    assert f'href="/people/{case}/#safety"' in html
    assert "Nothing is missing." not in html


def test_each_way_ends_at_its_question(case: CaseId) -> None:
    html = asked(pages.person, case, **{"return": "yes"})
    wanted = {question for section, question in rules.MENDED_AT.values() if section is Section.RETURN}
    assert [question for question in sorted(wanted) if f'id="return-{question}"' not in html] == []


def test_the_page_says_when_nothing_is_missing(case: CaseId) -> None:
    write(case, Section.RETURN, NOW_DOSSIER)
    html = asked(returning.front, case)
    assert "Nothing is missing." in html
    assert 'id="missing"' not in html


def test_who_may_not_open_the_dossier_finds_no_page(case: CaseId) -> None:
    for who in ("nora", "bea"):
        with pytest.raises(NotFound):
            asked(returning.front, case, who)


@pytest.mark.parametrize("query, is_shown", [({}, False), ({"return": "yes"}, True)])
def test_the_dossier_is_asked_only_when_somebody_wants_it(
    case: CaseId, query: dict[str, str], is_shown: bool
) -> None:
    assert ('id="return"' in asked(pages.person, case, **query)) is is_shown
    write(case, Section.RETURN, {"country": "UA"})
    assert 'id="return"' in asked(pages.person, case)


# --- The leaflet ------------------------------------------------------------------------------------------


def test_the_leaflet_has_the_contacts_in_the_persons_language_and_nothing_else_of_the_file(
    case: CaseId,
) -> None:
    with pytest.raises(NotFound):
        asked(returning.paper, case)
    write(case, Section.RETURN, NOW_DOSSIER | {"there_by": "Olena, who assessed"})
    html = asked(returning.paper, case)
    paper = html.partition('class="paper"')[2]
    assert 'lang="uk"' in html
    assert "Україна" in paper
    assert leaflet("uk").danger in paper
    assert "+380" in paper
    assert [
        words for words in ("Olena", "Linden", "Safeconduct") if words in paper.partition("</main>")[0]
    ] == []
    assert leaflet("ro").title in asked(returning.paper, case, language="ro")


@pytest.mark.parametrize(
    "spoken, expected", [([], "en"), (["uk"], "uk"), (["ar", "fr", "ro"], "fr"), (["ar"], "en")]
)
def test_it_is_in_the_first_of_the_persons_languages_that_we_have(spoken: list[str], expected: str) -> None:
    assert nearest_of(spoken) == expected


def test_each_language_says_all_of_it() -> None:
    texts = [leaflet(language) for language in LANGUAGES]
    assert len({text.title for text in texts}) == len(LANGUAGES)
    assert all(text.free and text.choice and "112" in text.danger for text in texts)
