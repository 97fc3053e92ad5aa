"""The pages of the exercises: in a demonstration only, for the member whose case it is, about no other case."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from safeconduct.cases.actions import open_case
from safeconduct.cases.queries import read_sections
from safeconduct.referrals.models import Referral
from safeconduct.site.training.queries import _looked_at
from safeconduct.site.training.scenarios.all import SCENARIOS
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID
from tests.conftest import ConnectAs
from tests.referrals.authorities.desk import a_file
from tests.site.people import HERE, People, with_app
from tests.site.test_demo_pages import called_a_demo

ARRIVES = "/training/a-referral-that-arrives/"
OTHER = "/training/one-section-for-an-authority/"


@pytest.fixture
def ana_at_her_desk(staff: Any, settings: Any) -> Client:
    """Ana, signed in by one click, as in the demonstration."""
    settings.DEMO = True
    client = Client(headers=HERE)
    assert client.post("/sign-in/", {"member": str(ID("ana"))}).status_code == 302
    return client


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("setting, word", [(True, False), (False, True), (False, False)])
def test_on_a_node_for_real_people_each_page_is_refused_with_its_sentence(
    people: People, ana: Any, client: Client, connect_as: ConnectAs, setting: bool, word: bool
) -> None:
    with_app(client)
    with called_a_demo(connect_as, word), override_settings(DEMO=setting):
        answers = [client.get("/training/"), client.get(ARRIVES), client.post(ARRIVES)]
    assert [answer.status_code for answer in answers] == [409] * 3
    assert "This node is for real people." in answers[0].content.decode()
    assert people.recorded("case:opened") == []


@pytest.mark.django_db(transaction=True)
def test_whoever_is_not_signed_in_is_led_to_sign_in(client: Client, staff: Any) -> None:
    with override_settings(DEMO=True):
        answer = client.get("/training/")
    assert (answer.status_code, answer.headers["Location"].endswith("?next=/training/")) == (302, True)


@pytest.mark.django_db(transaction=True)
def test_every_exercise_is_listed_with_its_profession(ana_at_her_desk: Client) -> None:
    page = ana_at_her_desk.get("/training/").content.decode()
    for scenario in SCENARIOS.values():
        assert f'href="/training/{scenario.code}/"' in page
        assert str(scenario.profession) in page
    assert "No practitioner has reviewed them." in page


@pytest.mark.django_db(transaction=True)
def test_who_does_not_play_the_first_part_is_told_who_does_and_nothing_is_opened(
    ana_at_her_desk: Client,
) -> None:
    page = ana_at_her_desk.get(OTHER).content.decode()
    assert "Sign in as Sofie Maes of Maison Lierre, BE." in page
    assert "Begin the exercise" not in page
    assert ana_at_her_desk.post(OTHER).status_code == 409
    assert "None yet." in ana_at_her_desk.get("/training/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_it_looks_at_a_case_that_it_has_opened_and_at_no_other(ana_at_her_desk: Client) -> None:
    own = ana_at_her_desk.post(ARRIVES).headers["Location"]
    assert ana_at_her_desk.get(own).status_code == 200
    case = own.split("/")[3]
    for path in (
        f"{ARRIVES}{a_file()}/",
        f"{OTHER}{case}/",
        f"/training/nothing/{case}/",
        f"{ARRIVES}{ID('ana')}/",
    ):
        assert ana_at_her_desk.get(path).status_code == 404, path


@pytest.mark.django_db(transaction=True)
def test_a_colleagues_exercise_is_closed(ana_at_her_desk: Client) -> None:
    own = ana_at_her_desk.post(ARRIVES).headers["Location"]
    other = Client(headers=HERE)
    other.post("/sign-in/", {"member": str(ID("dan"))})
    assert other.get(own).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_there_is_no_paper_before_all_steps_are_done(ana_at_her_desk: Client) -> None:
    own = ana_at_her_desk.post(ARRIVES).headers["Location"]
    answer = ana_at_her_desk.post(f"{own}paper/", {"name": "Eva Dorn"})
    assert answer.status_code == 409
    assert "The exercise is not done yet." in answer.content.decode()
    assert ana_at_her_desk.get(f"{own}paper/").headers["Location"] == own


@pytest.mark.django_db(transaction=True)
def test_a_case_that_somebody_named_like_it_is_looked_at_and_nothing_is_done_there(
    ana_at_her_desk: Client,
) -> None:
    alias = SCENARIOS["a-referral-that-arrives"].alias
    with member_acts("ana") as by:
        case = open_case(by=by, at=timezone.now(), profile={"pseudonym": f"{alias} 2", "is_child": "no"})
    page = ana_at_her_desk.get(f"{ARRIVES}{case}/").content.decode()
    assert "0 of 11 steps" in page


@pytest.mark.django_db(transaction=True)
def test_a_second_run_has_a_number_and_each_page_leads_back_to_the_exercise(ana_at_her_desk: Client) -> None:
    first = ana_at_her_desk.post(ARRIVES).headers["Location"]
    assert "under the alias “Exercise Hazel 2”" in ana_at_her_desk.get(ARRIVES).content.decode()
    second = ana_at_her_desk.post(ARRIVES).headers["Location"]
    page = ana_at_her_desk.get("/training/").content.decode()
    assert ("“Exercise Hazel”, begun" in page, "“Exercise Hazel 2”, begun" in page) == (True, True)
    for own in (first, second):
        ana_at_her_desk.get(own)
        person = ana_at_her_desk.get(f"/people/{own.split('/')[3]}/").content.decode()
        assert f'<a href="{own}">Back to your exercise</a>' in person


@pytest.mark.django_db(transaction=True)
def test_what_the_situation_says_stands_in_the_case(ana_at_her_desk: Client) -> None:
    own = ana_at_her_desk.post(ARRIVES).headers["Location"]
    wanted = [Section.NARRATIVE, Section.IDENTITY]
    with member_acts("ana") as by:
        found = read_sections(UUID(own.split("/")[3]), wanted, by=by, at=timezone.now())
    assert "does not want to tell it again" in found[Section.NARRATIVE].content["notes"]
    assert found[Section.IDENTITY].content["names"] == "Mirela Exercise (invented)"


def test_the_first_referral_that_left_and_fits_is_looked_at() -> None:
    scenario = SCENARIOS["a-referral-that-arrives"]

    def row(state: str, need: str) -> Referral:
        return Referral(state=state, need=need)

    draft, other, first, later = (
        row("draft", "housing"), row("sent", "legal_aid"), row("sent", "housing"), row("sent", "safety"),
    )  # fmt: skip
    assert _looked_at(scenario, [draft, other, first, later]) is first
    assert _looked_at(scenario, [draft, other]) is other
    assert _looked_at(scenario, [draft]) is draft
    assert _looked_at(scenario, []) is None
