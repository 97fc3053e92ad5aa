"""The person's copy: what may stand on it, in which language, what gives nobody away, and who may print it."""

import pytest
from django.utils import timezone

from safeconduct.access import doors
from safeconduct.agencies.models import Member
from safeconduct.consent.actions import take_back
from safeconduct.consent.rules import Channel
from safeconduct.consent.wording import LANGUAGES, holes, wording
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from safeconduct.referrals.papers import copy_pages
from safeconduct.referrals.papers.copied import copy_of
from safeconduct.referrals.papers.copy import Agreed, Copy, Day, Number, Part, plan_sentences, sheet, words
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.identifiers import CaseId, ConsentId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID
from tests.conftest import ConnectAs
from tests.connections import briefly
from tests.referrals.papers.desk import a_file, agreed, answered, in_days, plan, written
from tests.vocabulary.typesetting.structure import read

WHOLE = Copy(
    agreed=(Agreed("Maison Lierre", "Belgium", "your needs", "help", "1 June", "none", "+40 1", "4F7K2M"),),
    plan=plan_sentences(plan(), {}),
    people=(Number("Casa Salcia", "+40 1"), Number("Maison Lierre", "+32 2")),
    days=(Day("2026-12-01", "review", "1 December"),),
)
GIVES_AWAY = ("Maison", "Lierre", "Casa", "Belgium", "needs", "flat", "help", "agree", "plan")


def on_paper(
    copy: Copy = WHOLE,
    parts: tuple[Part, ...] = tuple(Part),
    *,
    is_discreet: bool = False,
    language: str = "en",
) -> str:
    return str(sheet(copy, parts, wording(language), is_discreet=is_discreet, danger="112").members())


# --- The sheet ------------------------------------------------------------------------------------------------


def test_only_what_was_chosen_stands_on_it() -> None:
    assert "Maison Lierre in Belgium" in on_paper(parts=(Part.AGREED,))
    assert "flat" not in on_paper(parts=(Part.AGREED,))
    assert "+32 2" not in on_paper(parts=(Part.PLAN,))
    assert "1 December" in on_paper(parts=(Part.DAYS,))


def test_a_discreet_copy_names_no_agency_no_reason_and_nothing_of_the_plan() -> None:
    found = on_paper(is_discreet=True)
    assert [word for word in GIVES_AWAY if word.lower() in found.lower()] == []
    assert "M: +32 2" in found
    assert "M: 4F7K2M until 1 June" in found
    assert "1 December" in found


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_each_word_with_the_same_holes(language: str) -> None:
    english, said = words("en"), words(language)
    assert {name: holes(text) for name, text in said.items()} == {
        name: holes(text) for name, text in english.items()
    }


def test_it_says_that_it_can_be_found_and_that_nobody_has_checked_it() -> None:
    assert "A paper can be found." in on_paper()
    assert wording("en").not_checked in on_paper()
    assert "Nobody has checked this translation." in on_paper(is_discreet=True)


@pytest.mark.parametrize("said", ["refused", "agreed_partly", "not_asked"])
def test_of_a_plan_without_a_whole_yes_nothing_is_printed(said: str) -> None:
    assert plan_sentences(plan(plan_consent=said), {}) == ()


def test_what_is_done_is_left_out_and_braces_in_a_text_are_no_holes() -> None:
    found = on_paper(Copy(plan=plan_sentences(plan(persons_goals="A {flat} {0}"), {})), (Part.PLAN,))
    assert "Fetch the papers" not in found
    assert "A {flat} {0}" in found


# --- The page -------------------------------------------------------------------------------------------------


def seen(case: CaseId, who: str = "ana", **query: object) -> str:
    return answered(copy_pages.page, case, who=who, **query).content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("staff")
def test_it_warns_first_and_is_in_her_language() -> None:
    case = a_file(["ar", "uk"])
    agreed(case)
    page = seen(case)
    assert "A paper can be found." in page
    assert '<div lang="uk" class="paper blank">' in page
    assert words("uk")["agreed"] in page
    assert page.index("A paper can be found.") < page.index("make the PDF")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("staff")
def test_what_was_taken_back_is_not_on_it() -> None:
    case = a_file(["en"])
    consent = ConsentId(agreed(case))

    def back(by: Member, sections: list[Section]) -> None:
        take_back(
            consent=consent, case=case, team=ID("team_beta"), referral=None, sections=sections,
            channel=Channel.PERSON, by=by, at=timezone.now(),
        )  # fmt: skip

    assert "beta" in seen(case)
    with member_acts("ana") as by:
        back(by, [Section.SAFETY])
    page = seen(case)
    assert "what you need" in page
    assert "what could harm you" not in page
    with member_acts("ana") as by:
        back(by, [])
    assert words("en")["nothing"] in seen(case)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("staff")
def test_a_plan_without_a_yes_is_said_to_be_missing_and_why() -> None:
    case = a_file(["en"])
    written(case, Section.PLAN, plan(plan_consent="refused"))
    page = seen(case, chosen="yes", parts=["plan"])
    assert "A flat of my own" not in page
    assert "The person says no to this plan" in page
    written(case, Section.PLAN, plan(), 1)
    assert "A flat of my own" in seen(case, chosen="yes", parts=["plan"])


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("staff")
def test_the_file_is_tagged_names_nothing_and_is_recorded(connect_as: ConnectAs) -> None:
    case = a_file(["ro"])
    agreed(case)
    given = {"chosen": "yes", "parts": ["agreed", "people"], "language": "ro"}
    file = answered(copy_pages.file, case, post=given)
    found = read(file.content)
    assert (found.language, found.title) == ("ro", words("ro")["title"])
    assert found.without_alt == 0
    assert file.headers["Content-Disposition"] == 'attachment; filename="notes.pdf"'
    assert read(answered(copy_pages.file, case, post=given | {"discreet": "yes"}).content).title == "Notițe"
    with briefly("owner") as owner:
        told = owner.execute(
            "SELECT detail->>'discreet' FROM audit.record WHERE action = 'copy:printed' ORDER BY recorded_at"
        ).fetchall()
    assert [row[0] for row in told] == ["false", "true"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("staff")
def test_who_holds_nothing_of_the_file_prints_nothing_of_it() -> None:
    case = a_file()
    with pytest.raises(NotFound):
        seen(case, who="bea")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("staff")
def test_a_nurse_prints_the_day_of_an_appointment_and_not_for_what() -> None:
    case = a_file(["en"])
    with member_acts("ana"):
        doors.place(case, ID("nora"))
    written(case, Section.HEALTH, {"next_appointment": in_days(4), "treatment": "blue tablets"}, who="nora")
    assert "an appointment." in seen(case, who="nora", chosen="yes", parts=["days"])
    for who in ("nora", "ana"):
        assert "tablets" not in seen(case, who=who, chosen="yes", parts=["days", "plan", "agreed"])
    assert "an appointment." not in seen(case, chosen="yes", parts=["days"])


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("staff")
def test_nothing_chosen_is_no_file() -> None:
    case = a_file()
    with pytest.raises(NotFound):
        answered(copy_pages.file, case, post={"chosen": "yes", "language": "en"})


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize("state, is_named", [(State.DRAFT, False), (State.SENT, True)])
def test_whom_they_can_call_does_not_name_who_was_never_sent_anything(
    monkeypatch: pytest.MonkeyPatch, state: State, *, is_named: bool
) -> None:
    case = a_file()
    consent = agreed(case)
    row = Referral(side="sender", state=state, consent_id=consent, other_agency_id=ID("beta"), case_id=case)
    monkeypatch.setattr("safeconduct.referrals.papers.copied.queries.of_case", lambda _case: [row])
    with member_acts("ana") as by:
        made = copy_of(case, {}, wording("en"), by=by, at=timezone.now())
    assert ("beta" in [one.who for one in made.people]) is is_named
