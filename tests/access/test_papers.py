"""Paper codes: how they are made and read, whoever guesses is stopped and told of, and an end is an end."""

import hashlib
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import ProgrammingError, connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeconduct.access import doors, papers
from safeconduct.access.doors import AccessRefused, open_case
from safeconduct.access.papers import ALL_FAILURES, FAILURES, FAR, NEAR, Part
from safeconduct.access.team import accept_lead, offer_lead
from safeconduct.cases.wrong.codes import About
from safeconduct.consent.wording import LANGUAGES
from safeconduct.keys.context import worker_token
from safeconduct.keys.ring import load
from tests.access.live import member_acts
from tests.access.names import ID, unforced
from tests.access.world import put
from tests.conftest import HOME, ConnectAs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

HERE, THERE = "198.51.100.1", "198.51.100.2"


@pytest.fixture
def case() -> UUID:
    """Ana leads it, and the nurse has a place."""
    made = uuid4()
    with member_acts("ana"):
        open_case(made)
        doors.place(made, ID("nora"))
    return made


def make(case: UUID, *parts: Part, who: str = "ana", days: int = 30, paper: UUID | None = None) -> str:
    with member_acts(who):
        until = timezone.now() + timedelta(days=days)
        return papers.make(
            paper or uuid4(), case, parts or papers.DEFAULT, hours=False, language="en", until=until
        )


def sees(key: str) -> bool:
    with papers.looking(key) as found:
        return found is not None


# --- The code ------------------------------------------------------------------------------------------------


def test_a_code_is_twenty_digits_of_which_eighteen_are_chance() -> None:
    found = {papers.new_code() for _ in range(200)}
    assert len(found) == 200
    assert all(papers.could_be_one(code) and len(code) == 20 and code.isdigit() for code in found)
    assert 10**papers.CHANCE > 2**59


@given(st.integers(0, 19), st.integers(1, 9))
def test_one_wrong_digit_is_always_told(place: int, more: int) -> None:
    code = papers.new_code()
    wrong = code[:place] + str((int(code[place]) + more) % 10) + code[place + 1 :]
    assert not papers.could_be_one(wrong)


@given(st.integers(0, 18))
def test_two_digits_that_changed_places_are_always_told(place: int) -> None:
    code = papers.new_code()
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert papers.could_be_one(swapped) is (code[place] == code[place + 1])


@pytest.mark.parametrize("between", [" ", "-", "  ", ".", "", "\n"])
def test_it_is_read_however_it_is_typed(between: str) -> None:
    code = papers.new_code()
    assert papers.typed(between.join(papers.in_groups(code).split())) == code
    eastern = code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert papers.typed(eastern) == code


def test_the_parts_of_a_paper_are_those_of_the_words_and_of_the_database(case: UUID) -> None:
    assert {part.value for part in Part} == {about.value for about in About}
    make(case, *Part)


# --- Who gives one, and what ends it -------------------------------------------------------------------------


def test_the_lead_alone_gives_one(case: UUID) -> None:
    for who in ("nora", "dan", "sara", "adam", "bea", "pavel"):
        with pytest.raises(AccessRefused):
            make(case, who=who)


@pytest.mark.parametrize("days", [-1, 92])
def test_it_ends_by_itself_within_ninety_days(case: UUID, days: int) -> None:
    with pytest.raises(AccessRefused) as refused:
        make(case, days=days)
    assert refused.value.code == "paper_ends_within_ninety_days"


def test_a_second_one_ends_the_first_with_all_its_looks(case: UUID) -> None:
    first = papers.enter(make(case), HERE)
    assert sees(first.key)
    second = make(case)
    assert not sees(first.key)
    assert papers.enter(second, HERE).state == "open"


def test_one_that_was_shown_is_not_made_again(case: UUID) -> None:
    make(case, paper=(paper := uuid4()))
    with pytest.raises(AccessRefused) as refused:
        make(case, paper=paper)
    assert refused.value.code == "paper_was_shown"


@pytest.mark.parametrize(
    "who, may", [("ana", True), ("nora", True), ("sara", True), ("dan", False), ("bea", False)]
)
def test_whoever_has_the_case_in_hand_or_supervises_ends_it(case: UUID, who: str, may: bool) -> None:
    code = make(case, paper=(paper := uuid4()))
    look = papers.enter(code, HERE)
    if may:
        with member_acts(who):
            assert papers.end(paper) == case
    else:
        with pytest.raises(AccessRefused), member_acts(who):
            papers.end(paper)
    assert sees(look.key) is not may
    assert papers.enter(code, THERE).state == ("unknown" if may else "open")


def test_it_shows_nothing_when_its_time_is_over_or_nobody_leads(case: UUID, connect_as: ConnectAs) -> None:
    owner = connect_as("owner")
    look = papers.enter(make(case), HERE)
    for change, back in (
        ("UPDATE access.paper SET made_at = made_at - interval '40 days', until = now()",
         "UPDATE access.paper SET until = made_at + interval '80 days'"),
        ("UPDATE access.grants SET ended_at = now(), ended_why = 'test' WHERE basis = 'lead'",
         "UPDATE access.grants SET ended_at = NULL, ended_why = NULL WHERE basis = 'lead'"),
    ):  # fmt: skip
        assert sees(look.key)
        owner.execute(change)
        assert not sees(look.key)
        owner.execute(back)
    owner.execute(
        "UPDATE access.look SET began_at = began_at - interval '10 minutes', ends_at = ends_at - interval '10 minutes'"
    )
    assert not sees(look.key)


def test_it_goes_on_when_the_lead_changes(case: UUID) -> None:
    look = papers.enter(make(case), HERE)
    with member_acts("ana"):
        offer_lead(offer := uuid4(), case, ID("dan"), stays=False)
    with member_acts("dan"):
        accept_lead(offer)
    assert sees(look.key)


# --- What a look may -----------------------------------------------------------------------------------------


def test_a_look_is_no_member_and_reads_nothing_of_another_case(case: UUID, connect_as: ConnectAs) -> None:
    with member_acts("bea"):
        open_case(other := uuid4())
    look = papers.enter(make(case, *Part), HERE)
    owner = connect_as("owner")
    with unforced(owner, "cases.persons_word"):
        for one, agency in ((case, "alfa"), (other, "beta")):
            owner.execute(
                "INSERT INTO cases.persons_word (id, case_id, agency_id, kind, about, section, written_at) "
                "VALUES (gen_random_uuid(), %s, %s, 'wrong', 'plan', 'plan', now())",
                [one, ID(agency)],
            )
    with papers.looking(look.key) as found, connection.cursor() as cursor:
        assert found is not None
        assert found.case == case
        cursor.execute("SELECT access.current_member(), (SELECT count(*) FROM access.my_grants())")
        assert cursor.fetchone() == (None, 0)
        cursor.execute("SELECT DISTINCT case_id FROM cases.persons_word")
        assert cursor.fetchall() == [(case,)]
        cursor.execute("SELECT count(*) FROM access.who_saw(%s)", [case])
        assert cursor.fetchone() == (0,)


def test_a_stray_or_forged_key_shows_nothing(case: UUID) -> None:
    make(case)
    for key in ("", "x", hashlib.sha256(b"x").hexdigest()):
        assert not sees(key)


@pytest.mark.parametrize(
    "token", ["look|{look}", "look|{look}|9999999999|" + "0" * 64, "look|x|9999999999|0", "look|"]
)
def test_a_look_that_nobody_signed_is_nobody(case: UUID, token: str) -> None:
    make(case)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('safeconduct.context', %s, false)", [token.format(look=uuid4())])
        cursor.execute("SELECT access.current_look(), (SELECT count(*) FROM access.my_paper())")
        assert cursor.fetchone() == (None, 0)


def test_no_serving_role_reads_marks_looks_or_guesses(case: UUID) -> None:
    make(case)
    for table in ("paper", "look", "guess", "paper_key"):
        with pytest.raises(ProgrammingError), member_acts("ana"), connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM access.{table}")


# --- Guessing ------------------------------------------------------------------------------------------------


STEPS = [
    *["wrong here"] * 6,
    *["right here"] * 2,
    "wrong there",
    "right there",
    "five minutes",
    "half an hour",
]
"""Failures of one address come often, so that most courses reach the limit."""


def wait_of(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


@settings(
    max_examples=25, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(st.lists(
    st.tuples(st.sampled_from(STEPS)),
    min_size=1, max_size=40,
))  # fmt: skip
def test_the_limit_of_an_address_holds_in_every_course(
    connect_as: ConnectAs, case: UUID, course: list[tuple[str]]
) -> None:
    """Against a model that keeps every failure: five within a quarter of an hour, and that address alone waits."""
    owner = connect_as("owner")
    owner.execute("DELETE FROM access.guess")
    code, passed = make(case), timedelta()
    failures: dict[str, list[timedelta]] = {HERE: [], THERE: []}
    for (step,) in course:
        if step.endswith(("minutes", "hour")):
            more = timedelta(minutes=5 if step.startswith("five") else 30)
            passed += more
            owner.execute("UPDATE access.guess SET at = at - %s", [more])
            continue
        kind, where = step.split()
        address = HERE if where == "here" else THERE
        recent = [at for at in failures[address] if passed - at < NEAR]
        entered = papers.enter(code if kind == "right" else papers.new_code(), address)
        if len(recent) >= FAILURES:
            assert entered.state == "wait"
            assert timedelta() < wait_of(entered.wait) <= NEAR
        elif kind == "right":
            assert entered.state == "open"
            assert sees(entered.key)
        else:
            assert entered.state == "unknown"
            failures[address].append(passed)
        if entered.state != "open":
            assert entered.key == ""


def test_from_all_addresses_together_six_hundred_in_an_hour_are_the_most(
    case: UUID, connect_as: ConnectAs
) -> None:
    code = make(case)
    connect_as("owner").execute(
        "INSERT INTO access.guess (at, address)"
        " SELECT now() - interval '9 minutes', decode(lpad(to_hex(n), 32, '0'), 'hex') FROM generate_series(1, %s) n",
        [ALL_FAILURES - 1],
    )
    assert papers.enter(papers.new_code(), THERE).state == "unknown", "one more is still let in"
    entered = papers.enter(code, HERE)
    assert entered.state == "wait"
    assert wait_of(entered.wait) <= FAR
    connect_as("owner").execute("UPDATE access.guess SET at = at - interval '1 hour'")
    assert papers.enter(code, HERE).state == "open"


def test_an_ended_code_counts_as_a_guess_like_one_that_never_was(case: UUID, connect_as: ConnectAs) -> None:
    code = make(case)
    make(case)
    assert papers.enter(code, HERE) == papers.enter(papers.new_code(), HERE)
    assert connect_as("owner").execute("SELECT count(*) FROM access.guess").fetchone() == (2,)


def alarm(who: str) -> tuple[int, int]:
    with member_acts(who):
        found = papers.alarm()
    return found.guesses, len(found.tried)


def test_ten_guesses_within_a_day_alarm_whoever_has_a_paper_out_or_supervises(case: UUID) -> None:
    code = make(case)
    for number in range(9):
        papers.enter(papers.new_code(), f"203.0.113.{number}")
    assert alarm("ana") == (0, 0)
    papers.enter(papers.new_code(), HERE)
    assert {who: alarm(who) for who in ("ana", "sara", "nora", "dan", "adam", "bea", "pavel")} == {
        "ana": (10, 0), "sara": (10, 0), "nora": (0, 0), "dan": (0, 0), "adam": (0, 0), "bea": (0, 0), "pavel": (0, 0),
    }  # fmt: skip
    make(case)
    papers.enter(code, HERE)
    assert (alarm("ana"), alarm("sara")) == ((11, 1), (11, 0)), "whose paper it was, the lead alone learns"


def test_the_address_of_whoever_tries_is_kept_as_a_mark_and_goes(case: UUID, connect_as: ConnectAs) -> None:
    make(case)
    papers.enter(papers.new_code(), HERE)
    owner = connect_as("owner")
    row = owner.execute("SELECT g::text, address FROM access.guess g").fetchone()
    assert row is not None
    assert HERE not in row[0]
    assert HERE.encode() not in bytes(row[1])
    owner.execute("UPDATE access.guess SET at = at - interval '3 days'")
    worker = connect_as("worker")
    with worker.transaction():
        put(worker, worker_token(load(HOME / "keys", "worker")))
        assert worker.execute("SELECT access.forget_papers()").fetchone() == (1,)


def test_each_language_of_the_texts_can_be_that_of_a_paper(case: UUID) -> None:
    for language in LANGUAGES:
        with member_acts("ana"):
            papers.make(
                uuid4(),
                case,
                papers.DEFAULT,
                hours=False,
                language=language,
                until=timezone.now() + timedelta(days=1),
            )
