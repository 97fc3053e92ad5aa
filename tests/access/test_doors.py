"""Who may pass which door: truth tables over the definer functions, asked as the real roles."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from safeconduct.access.policy import policy
from tests.access.rows import NOW, insert
from tests.access.world import ID, SHARED, UNTIL, World


def opened_to(profession: str, basis: str, purpose: str = "assessment") -> set[str]:
    """The sections that the policy opens to this profession of an organisation like alfa."""
    cells = [cell for cell, row in policy().cells.items() if row.allows and cell.sector == "ngo"]
    return {
        str(cell.section)
        for cell in cells
        if (cell.profession, cell.basis, cell.purpose, cell.action) == (profession, basis, purpose, "open")
    }


LEADS = opened_to("social_worker", "lead")
YES = ""
NO_PRIVILEGE = "no privilege"
NOBODY = "nobody_is_acting"
NEVER = NOW - timedelta(minutes=1)


def said(connection: psycopg.Connection, call: str, *values: Any) -> str:
    """Empty when the door opened, otherwise the refusal's code; what it did stays only if it opened."""
    try:
        with connection.transaction():
            connection.execute(f"SELECT access.{call}", values)
    except psycopg.errors.InsufficientPrivilege as refusal:
        words = str(refusal).splitlines()[0]
        return words.removeprefix("access: ") if words.startswith("access: ") else NO_PRIVILEGE
    return YES


def asks(world: World, who: str, call: str, *values: Any) -> str:
    """What the door says to this person in the world as it stands."""
    with world.acting(who) as connection:
        return said(connection, call, *values)


def open_sections(connection: psycopg.Connection, case: UUID) -> set[tuple[str, str, bool]]:
    """Section, basis and whether it may be edited, of whoever acts."""
    rows = connection.execute(
        "SELECT section, basis, can_edit FROM access.my_grants() WHERE case_id = %s", [case]
    ).fetchall()
    return set(rows)


def sections(connection: psycopg.Connection, case: UUID) -> set[str]:
    """The sections of a case that are open to whoever acts."""
    return {section for section, _, _ in open_sections(connection, case)}


@contextmanager
def later(world: World, passed: timedelta) -> Iterator[None]:
    """The demo's clock stands ahead by this much."""
    world.owner.execute("UPDATE access.node SET moved = %s", [passed])
    try:
        yield
    finally:
        world.owner.execute("UPDATE access.node SET moved = '0'")


# --- open_case ---


@pytest.mark.parametrize("who, expected", [
    ("ana", YES), ("dan", YES), ("sara", YES), ("lea", YES), ("bea", YES),
    # a nurse, an administrator and a judge lead no case, the police has no case for assessment
    ("nora", "profession_opens_no_case"), ("adam", "profession_opens_no_case"),
    ("jude", "profession_opens_no_case"), ("pavel", "profession_opens_no_case"),
    ("sam", NOBODY), ("nobody app", NOBODY),
    ("peer be", NO_PRIVILEGE), ("worker", NO_PRIVILEGE), ("nobody inbox", NO_PRIVILEGE),
])  # fmt: skip
def test_who_opens_a_case(world: World, who: str, expected: str) -> None:
    assert asks(world, who, "open_case(%s, 'assessment')", uuid.uuid4()) == expected


@pytest.mark.parametrize("purpose", ["protection", "referral_service", "criminal_proceedings", "", None])
def test_a_case_is_opened_for_assessment_only(world: World, purpose: str | None) -> None:
    assert asks(world, "ana", "open_case(%s, %s)", uuid.uuid4(), purpose) == "profession_opens_no_case"


def test_the_lead_holds_the_whole_file_and_no_colleague_any_of_it(world: World) -> None:
    case = uuid.uuid4()
    with world.acting("ana") as connection:
        assert said(connection, "open_case(%s, 'assessment')", case) == YES
        assert open_sections(connection, case) == {(s, "lead", True) for s in LEADS}
        for colleague in ("dan", "sara", "nora", "adam", "bea", "pavel"):
            world.switch(connection, colleague)
            assert sections(connection, case) == set()


def test_a_case_is_opened_once(world: World) -> None:
    with world.acting("bea") as connection, pytest.raises(psycopg.errors.UniqueViolation):
        said(connection, "open_case(%s, 'assessment')", ID("own_alfa"))


# --- place ---

PLACE = "place(%s, %s, %s)"


@pytest.mark.parametrize("who, case, member, purpose, expected", [
    ("ana", "own_alfa", "dan", "assessment", YES),
    ("ana", "own_alfa", "nora", "assessment", YES),
    ("ana", "own_alfa", "lea", "assessment", YES),
    # nobody but the lead, whatever the rank
    ("dan", "own_alfa", "dan", "assessment", "only_the_lead_places"),
    ("sara", "own_alfa", "sara", "assessment", "only_the_lead_places"),
    ("nora", "own_alfa", "nora", "assessment", "only_the_lead_places"),
    ("bea", "own_alfa", "bea", "assessment", "not_a_case_here"),
    ("pavel", "own_alfa", "pavel", "assessment", "not_a_case_here"),
    # nobody wider than the policy, nobody from elsewhere
    ("ana", "own_alfa", "adam", "assessment", "profession_has_no_place"),
    ("ana", "own_alfa", "jude", "assessment", "profession_has_no_place"),
    ("ana", "own_alfa", "dan", "protection", "profession_has_no_place"),
    ("ana", "own_alfa", "dan", "referral_service", "profession_has_no_place"),
    ("ana", "own_alfa", "bea", "assessment", "not_a_member_here"),
    ("ana", "own_alfa", "pavel", "assessment", "not_a_member_here"),
    ("ana", "own_alfa", "sam", "assessment", "not_a_member_here"),
    ("ana", "nowhere", "dan", "assessment", "not_a_case_here"),
    ("sam", "own_alfa", "dan", "assessment", NOBODY),
    ("nobody app", "own_alfa", "dan", "assessment", NOBODY),
    ("peer be", "got_alfa", "dan", "assessment", NO_PRIVILEGE),
    ("worker", "own_alfa", "dan", "assessment", NO_PRIVILEGE),
    # a received case: who holds it for the team names the worker
    ("ana", "got_alfa", "ana", "assessment", YES),
    ("nora", "got_alfa", "dan", "assessment", YES),
    ("dan", "got_alfa", "dan", "assessment", "not_held_by_you"),
    ("sara", "got_alfa", "sara", "assessment", "not_held_by_you"),
    ("bea", "got_alfa", "bea", "assessment", "not_a_case_here"),
    ("ana", "got_alfa", "lea", "assessment", "profession_opens_nothing_here"),
    ("ana", "got_alfa", "adam", "assessment", "profession_opens_nothing_here"),
    ("ana", "got_alfa", "bea", "assessment", "not_a_member_here"),
    ("ana", "got_alfa", "sam", "assessment", "not_a_member_here"),
])  # fmt: skip
def test_who_places_whom(world: World, who: str, case: str, member: str, purpose: str, expected: str) -> None:
    assert asks(world, who, PLACE, ID(case), ID(member), purpose) == expected


def test_a_place_opens_what_the_policy_gives_the_profession(world: World) -> None:
    with world.acting("ana") as connection:
        assert said(connection, PLACE, ID("own_alfa"), ID("dan"), "assessment") == YES
        assert said(connection, PLACE, ID("own_alfa"), ID("nora"), "assessment") == YES
        world.switch(connection, "dan")
        assert open_sections(connection, ID("own_alfa")) == {
            (s, "place", True) for s in opened_to("social_worker", "place")
        }
        world.switch(connection, "nora")
        assert open_sections(connection, ID("own_alfa")) == {
            (s, "place", False) for s in opened_to("nurse", "place")
        }


def test_acceptance_narrows_the_team_to_the_named_worker(world: World) -> None:
    with world.acting("ana") as connection:
        assert sections(connection, ID("got_alfa")) == set(SHARED)
        assert said(connection, PLACE, ID("got_alfa"), ID("dan"), "assessment") == YES
        assert sections(connection, ID("got_alfa")) == set()
        world.switch(connection, "nora")
        assert sections(connection, ID("got_alfa")) == set()
        assert said(connection, PLACE, ID("got_alfa"), ID("nora"), "assessment") == "not_held_by_you"
        world.switch(connection, "dan")
        assert open_sections(connection, ID("got_alfa")) == {(s, "consent", False) for s in SHARED}
        assert said(connection, PLACE, ID("got_alfa"), ID("nora"), "assessment") == YES


def test_an_emergency_reader_cannot_name_itself_and_stay(world: World) -> None:
    with world.acting("sara") as connection:
        assert said(connection, BREAK, ID("got_alfa"), ["profile"], "protection", "bleeding") == YES
        assert sections(connection, ID("got_alfa")) == {"profile"}
        assert said(connection, PLACE, ID("got_alfa"), ID("sara"), "assessment") == "not_held_by_you"
        world.switch(connection, "ana")
        assert sections(connection, ID("got_alfa")) == set(SHARED)


# --- consent_to ---

CONSENT = "consent_to(%s, %s, %s, %s, %s, %s, %s, %s, %s)"


def agreed(
    case: str = "own_alfa",
    team: str = "team_gent",
    share: list[str] | None = None,
    purpose: str | None = "referral_service",
    until: datetime | None = UNTIL,
    basis: str | None = "consent",
    ground: str | None = None,
) -> list[Any]:
    """The arguments of consent_to."""
    consent = (ID("consent"), 1) if basis == "consent" else (None, None)
    return [
        ID(case), ID(team), ["profile", "needs"] if share is None else share, purpose, until, basis, ground, *consent
    ]  # fmt: skip


VITAL = agreed(
    team="team_beta", purpose="protection", share=["safety"], basis="ground", ground="vital_interest"
)  # fmt: skip


@pytest.mark.parametrize("who, given, expected", [
    ("ana", agreed(), YES),
    ("ana", agreed(team="team_beta"), YES),
    ("ana", agreed(share=SHARED), YES),
    ("ana", VITAL, YES),
    # who asks
    ("dan", agreed(), "not_yours_to_refer"),
    ("sara", agreed(), "not_yours_to_refer"),
    ("nora", agreed(), "not_yours_to_refer"),
    ("bea", agreed(), "not_a_case_here"),
    ("pavel", agreed(), "not_a_case_here"),
    ("sam", agreed(), NOBODY),
    ("nobody app", agreed(), NOBODY),
    ("peer be", agreed(), NO_PRIVILEGE),
    ("worker", agreed(), NO_PRIVILEGE),
    # whose case: what was received is never sent on
    ("bea", agreed(case="own_alfa"), "not_a_case_here"),
    ("ana", agreed(case="got_alfa"), "not_a_case_here"),
    ("ana", agreed(case="nowhere"), "not_a_case_here"),
    # to whom: the firewall holds against the person's own consent, and against a team that lists other professions
    ("ana", agreed(team="team_police"), "recipient_may_not_hold"),
    ("ana", agreed(team="team_police", purpose="criminal_proceedings"), "recipient_may_not_hold"),
    ("ana", agreed(team="team_police", purpose="protection", share=["profile"]), "recipient_may_not_hold"),
    ("ana", agreed(team="team_police", purpose="child_protection"), "recipient_may_not_hold"),
    ("ana", agreed(team="team_lund_police"), "recipient_may_not_hold"),
    ("ana", agreed(team="no_team"), "no_such_team"),
    # what: case notes, and what the lead does not hold
    ("ana", agreed(share=["narrative"]), "recipient_may_not_hold"),
    ("ana", agreed(share=["profile", "narrative"]), "recipient_may_not_hold"),
    ("ana", agreed(share=["health"]), "not_yours_to_refer"),
    ("ana", agreed(share=["no_section"]), "not_yours_to_refer"),
    # for what, until when, on which basis
    ("ana", agreed(purpose="assessment"), "recipient_may_not_hold"),
    ("ana", agreed(purpose="legal_assistance"), "recipient_may_not_hold"),
    ("ana", agreed(purpose=None), "recipient_may_not_hold"),
    ("ana", agreed(purpose="protection", share=["identity"]), "recipient_may_not_hold"),
    ("ana", agreed(until=NEVER), "ends_before_it_begins"),
    ("ana", agreed(until=None), "ends_before_it_begins"),
    ("ana", agreed(basis="lead"), "not_a_basis_for_sending"),
    ("ana", agreed(basis="place"), "not_a_basis_for_sending"),
    ("ana", agreed(basis="break_glass"), "not_a_basis_for_sending"),
    ("ana", agreed(basis=None), "recipient_may_not_hold"),
    ("ana", agreed(basis="ground", ground="vital_interest"), "recipient_may_not_hold"),
])  # fmt: skip
def test_what_may_leave_to_whom(world: World, who: str, given: list[Any], expected: str) -> None:
    assert asks(world, who, CONSENT, *given) == expected


@pytest.mark.parametrize("given", [
    agreed(basis="ground", purpose="protection", share=["safety"], ground="because"),
    agreed(basis="ground", purpose="protection", share=["safety"], ground="anonymous_notification"),
    agreed(basis="ground", purpose="protection", share=["safety"]),
    [*agreed()[:7], None, None],
])  # fmt: skip
def test_a_disclosure_names_its_consent_or_a_listed_ground(world: World, given: list[Any]) -> None:
    with world.acting("ana") as connection, pytest.raises(psycopg.errors.CheckViolation):
        said(connection, CONSENT, *given)


def disclosed(connection: psycopg.Connection, case: str) -> set[tuple[str, UUID]]:
    """Section and team of what may leave the case now."""
    rows = connection.execute("SELECT section, team_id FROM access.disclosures(%s)", [ID(case)]).fetchall()
    return set(rows)


def test_a_disclosure_opens_nothing_on_this_node(world: World) -> None:
    """Not to the team it names either, be it in the own agency: a copy is sent, nobody reads the lead's rows."""
    with world.acting("ana") as connection:
        assert said(connection, CONSENT, *agreed(team="team_alfa")) == YES
        world.switch(connection, "nora")
        assert sections(connection, ID("own_alfa")) == set()
    with world.acting("ana") as connection:
        assert said(connection, CONSENT, *agreed(team="team_beta")) == YES
        assert disclosed(connection, "own_alfa") == {
            ("profile", ID("team_beta")),
            ("needs", ID("team_beta")),
        }
        world.switch(connection, "bea")
        assert sections(connection, ID("own_alfa")) == set()
        assert disclosed(connection, "own_alfa") == set()


def test_a_new_version_takes_the_place_of_the_one_before(world: World) -> None:
    with world.acting("ana") as connection:
        assert said(connection, CONSENT, *agreed(share=SHARED)) == YES
        assert said(connection, CONSENT, *agreed(share=["needs"])) == YES
        assert disclosed(connection, "own_alfa") == {("needs", ID("team_gent"))}


def test_what_may_leave_is_told_to_who_holds_something_of_the_case(world: World) -> None:
    with world.acting("ana") as connection:
        assert said(connection, CONSENT, *agreed()) == YES
        for other in ("dan", "sara", "adam", "bea", "pavel", "sam"):
            world.switch(connection, other)
            assert disclosed(connection, "own_alfa") == set()
            assert connection.execute("SELECT * FROM access.holders(%s)", [ID("own_alfa")]).fetchall() == []


# --- receive ---

RECEIVE = "receive(%s, %s, %s, %s, %s, %s, %s, %s, NULL, %s, 1)"


def arrived(
    handle: str = "handle_new",
    referral: str = "referral_new",
    team: str = "team_alfa",
    share: list[str] | None = None,
    purpose: str | None = "referral_service",
    until: datetime | None = UNTIL,
    basis: str | None = "consent",
) -> list[Any]:
    """The arguments of receive."""
    share = ["profile"] if share is None else share
    return [uuid.uuid4(), handle, ID(referral), ID(team), share, purpose, until, basis, ID("consent")]


@pytest.mark.parametrize("who, given, expected", [
    ("peer be", arrived(), YES),
    ("peer se", arrived(), YES),
    ("peer be", arrived("handle_alfa", "referral_got_alfa"), YES),
    # who asks
    ("nobody inbox", arrived(), "no_message_is_being_taken_in"),
    ("ana", arrived(), NO_PRIVILEGE),
    ("worker", arrived(), NO_PRIVILEGE),
    # somebody else's referral, or another case's handle
    ("peer se", arrived("handle_alfa", "referral_got_alfa"), "not_your_referral"),
    ("peer be", arrived(referral="referral_got_alfa"), "not_your_referral"),
    # to whom: a team of this node, behind no firewall
    ("peer be", arrived(team="team_police"), "recipient_may_not_hold"),
    ("peer be", arrived(team="team_police", purpose="protection"), "recipient_may_not_hold"),
    ("peer be", arrived(team="team_gent"), "no_such_team"),
    ("peer be", arrived(team="no_team"), "no_such_team"),
    # what, for what, until when, on which basis
    ("peer be", arrived(share=["narrative"]), "recipient_may_not_hold"),
    ("peer be", arrived(share=["profile", "narrative"]), "recipient_may_not_hold"),
    ("peer be", arrived(share=["health"]), "recipient_may_not_hold"),
    ("peer be", arrived(purpose="assessment"), "recipient_may_not_hold"),
    ("peer be", arrived(purpose="criminal_proceedings"), "recipient_may_not_hold"),
    ("peer be", arrived(purpose=None), "recipient_may_not_hold"),
    ("peer be", arrived(until=NEVER), "consent_ended"),
    ("peer be", arrived(until=None), "consent_ended"),
    ("peer be", arrived(basis="lead"), "not_a_basis_for_sending"),
    ("peer be", arrived(basis="break_glass"), "not_a_basis_for_sending"),
    ("peer be", arrived(basis=None), "recipient_may_not_hold"),
    ("peer be", arrived(basis="ground"), "recipient_may_not_hold"),
])  # fmt: skip
def test_what_a_message_may_bring(world: World, who: str, given: list[Any], expected: str) -> None:
    assert asks(world, who, RECEIVE, *given) == expected


def test_a_received_case_is_the_peers_and_opens_to_the_team(world: World) -> None:
    with world.acting("ana") as connection:
        assert open_sections(connection, ID("got_alfa")) == {(s, "consent", False) for s in SHARED}
        # A lawyer with a seat in the team opens nothing that came for support.
        for who, expected in (
            ("nora", set(SHARED)),
            ("lea", set()),
            ("dan", set()),
            ("sara", set()),
            ("sam", set()),
        ):
            world.switch(connection, who)
            assert sections(connection, ID("got_alfa")) == expected
    with world.acting("peer se") as connection:
        found = connection.execute("SELECT * FROM access.received_of_peer()").fetchall()
        assert found == [(ID("got_beta"),)]


def test_what_was_received_closes_by_itself_at_its_end(world: World) -> None:
    with later(world, timedelta(days=9)), world.acting("ana") as connection:
        assert sections(connection, ID("got_alfa")) == set(SHARED)
    with later(world, timedelta(days=11)), world.acting("ana") as connection:
        assert sections(connection, ID("got_alfa")) == set()
        assert said(connection, PLACE, ID("got_alfa"), ID("ana"), "assessment") == "not_held_by_you"
        assert sections(connection, ID("own_alfa")) == LEADS


# --- take_over ---

TAKE_OVER = "take_over(%s, %s, %s)"


@pytest.mark.parametrize("who, case, purpose, reason, expected", [
    ("sara", "own_alfa", "assessment", "on sick leave", YES),
    # no rank: no supervisor
    ("dan", "own_alfa", "assessment", "on sick leave", "not_yours_to_take_over"),
    ("ana", "own_alfa", "assessment", "on sick leave", "not_yours_to_take_over"),
    # another agency's, a received one, none
    ("sara", "own_beta", "assessment", "on sick leave", "not_yours_to_take_over"),
    ("pavel", "own_alfa", "assessment", "on sick leave", "not_yours_to_take_over"),
    ("sara", "got_alfa", "assessment", "on sick leave", "not_yours_to_take_over"),
    ("sara", "nowhere", "assessment", "on sick leave", "not_yours_to_take_over"),
    # a supervisor whose profession leads no case
    ("adam", "own_alfa", "assessment", "on sick leave", "profession_opens_no_case"),
    ("sara", "own_alfa", "protection", "on sick leave", "profession_opens_no_case"),
    ("sara", "own_alfa", "assessment", "  ", "reason_missing"),
    ("sara", "own_alfa", "assessment", None, "reason_missing"),
    ("sam", "own_alfa", "assessment", "on sick leave", NOBODY),
    ("nobody app", "own_alfa", "assessment", "on sick leave", NOBODY),
    ("peer be", "got_alfa", "assessment", "on sick leave", NO_PRIVILEGE),
    ("worker", "own_alfa", "assessment", "on sick leave", NO_PRIVILEGE),
])  # fmt: skip
def test_who_takes_over(
    world: World, who: str, case: str, purpose: str, reason: str | None, expected: str
) -> None:
    assert asks(world, who, TAKE_OVER, ID(case), purpose, reason) == expected


def test_taking_over_moves_the_lead_and_leaves_the_former_nothing(world: World) -> None:
    with world.acting("sara") as connection:
        assert sections(connection, ID("own_alfa")) == set()
        assert said(connection, TAKE_OVER, ID("own_alfa"), "assessment", "on sick leave") == YES
        assert open_sections(connection, ID("own_alfa")) == {(s, "lead", True) for s in LEADS}
        world.switch(connection, "ana")
        assert sections(connection, ID("own_alfa")) == set()


# --- break_glass and its review ---

BREAK = "break_glass(%s, %s, %s, %s)"
SAVING = ["profile", "safe_contact", "safety"]


@pytest.mark.parametrize("who, case, share, purpose, reason, expected", [
    ("dan", "own_alfa", SAVING, "protection", "bleeding", YES),
    ("nora", "own_alfa", SAVING, "protection", "bleeding", YES),
    ("dan", "got_alfa", ["safety"], "protection", "bleeding", YES),
    # not in another agency, behind no firewall, without a case right
    ("bea", "own_alfa", SAVING, "protection", "bleeding", "not_a_case_here"),
    ("pavel", "own_alfa", SAVING, "protection", "bleeding", "not_a_case_here"),
    ("pavel", "own_police", SAVING, "protection", "bleeding", "no_break_glass_for_you"),
    ("adam", "own_alfa", SAVING, "protection", "bleeding", "no_break_glass_for_you"),
    ("jude", "own_alfa", SAVING, "protection", "bleeding", "no_break_glass_for_you"),
    ("lea", "own_alfa", SAVING, "protection", "bleeding", "no_break_glass_for_you"),
    # only what saves the person, only to protect, only with a reason
    ("dan", "own_alfa", ["identity"], "protection", "bleeding", "no_break_glass_for_you"),
    ("dan", "own_alfa", ["narrative"], "protection", "bleeding", "no_break_glass_for_you"),
    ("dan", "own_alfa", [*SAVING, "identity"], "protection", "bleeding", "no_break_glass_for_you"),
    ("dan", "own_alfa", SAVING, "assessment", "bleeding", "no_break_glass_for_you"),
    ("dan", "own_alfa", SAVING, None, "bleeding", "no_break_glass_for_you"),
    ("dan", "own_alfa", SAVING, "protection", " ", "reason_missing"),
    ("dan", "own_alfa", SAVING, "protection", None, "reason_missing"),
    ("sam", "own_alfa", SAVING, "protection", "bleeding", NOBODY),
    ("nobody app", "own_alfa", SAVING, "protection", "bleeding", NOBODY),
    ("peer be", "got_alfa", SAVING, "protection", "bleeding", NO_PRIVILEGE),
    ("worker", "own_alfa", SAVING, "protection", "bleeding", NO_PRIVILEGE),
])  # fmt: skip
def test_who_breaks_the_glass(
    world: World,
    who: str,
    case: str,
    share: list[str],
    purpose: str | None,
    reason: str | None,
    expected: str,
) -> None:
    assert asks(world, who, BREAK, ID(case), share, purpose, reason) == expected


@pytest.fixture(scope="module", autouse=True)
def _a_case_of_the_police(world: World) -> None:
    # No door makes one; so that the firewall's own refusal is met and not the one of a foreign case.
    insert(world.owner, "access.case", id=ID("own_police"), agency_id=ID("police"), kind="own")


def test_broken_glass_shows_for_four_hours_and_lets_nothing_be_written(world: World) -> None:
    with world.acting("dan") as connection:
        assert said(connection, BREAK, ID("own_alfa"), SAVING, "protection", "bleeding") == YES
        assert open_sections(connection, ID("own_alfa")) == {(s, "break_glass", False) for s in SAVING}
        rows = connection.execute(
            "SELECT DISTINCT valid_until - access.domain_now() FROM access.my_grants()"
        ).fetchall()
        assert rows == [(timedelta(hours=4),)]
        assert said(connection, CONSENT, *agreed(share=["profile"])) == "not_yours_to_refer"


def _use(connection: psycopg.Connection, case: str = "own_alfa") -> UUID:
    row = connection.execute(
        f"SELECT access.{BREAK}", [ID(case), ["safety"], "protection", "bleeding"]
    ).fetchone()
    assert row is not None
    found: UUID = row[0]
    return found


REVIEW = "review_break_glass(%s)"


@pytest.mark.parametrize("who, expected", [
    ("ana", YES), ("sara", YES), ("dan", "not_yours_to_review"), ("bea", "not_yours_to_review"),
    ("pavel", "not_yours_to_review"), ("sam", NOBODY),
])  # fmt: skip
def test_who_reviews_an_emergency_reading_of_dan(world: World, who: str, expected: str) -> None:
    with world.acting("dan") as connection:
        use = _use(connection)
        world.switch(connection, who)
        assert said(connection, REVIEW, use) == expected
        if expected == YES:
            assert said(connection, REVIEW, use) == "not_yours_to_review"


def test_a_second_reading_waits_for_the_review_of_the_first(world: World) -> None:
    again = (ID("got_alfa"), ["safety"], "protection", "bleeding again")
    with world.acting("dan") as connection:
        use = _use(connection)
        assert said(connection, BREAK, *again) == "earlier_use_not_reviewed"
        world.switch(connection, "ana")
        assert said(connection, REVIEW, use) == YES
        world.switch(connection, "dan")
        assert said(connection, BREAK, *again) == YES


@pytest.mark.parametrize("who", ["nobody app", "peer be", "worker"])
def test_nobody_reviews_without_being_a_member(world: World, who: str) -> None:
    assert asks(world, who, REVIEW, uuid.uuid4()) in (NOBODY, NO_PRIVILEGE)


# --- end_grants ---

END = "end_grants(%s, %s, %s, %s)"


@pytest.mark.parametrize("who, case, expected", [
    # any member of the agency that holds, whether or not anything is open to it
    ("ana", "got_alfa", YES), ("dan", "got_alfa", YES), ("adam", "got_alfa", YES), ("dan", "own_alfa", YES),
    ("bea", "got_alfa", "not_yours_to_end"), ("pavel", "own_alfa", "not_yours_to_end"),
    ("sam", "got_alfa", "not_yours_to_end"), ("nobody app", "got_alfa", "not_yours_to_end"),
    # the peer that sent it, and no other; never an own case
    ("peer be", "got_alfa", YES), ("peer se", "got_alfa", "not_yours_to_end"),
    ("peer be", "own_alfa", "not_yours_to_end"), ("nobody inbox", "got_alfa", "not_yours_to_end"),
    ("worker", "got_alfa", YES), ("worker", "own_alfa", YES), ("nobody worker", "got_alfa", "not_yours_to_end"),
    ("ana", "nowhere", YES),
])  # fmt: skip
def test_who_ends_access(world: World, who: str, case: str, expected: str) -> None:
    assert asks(world, who, END, ID(case), None, None, "withdrawn") == expected


def test_ending_closes_what_was_received(world: World) -> None:
    with world.acting("ana") as connection:
        assert said(connection, END, ID("got_alfa"), ["identity"], None, "withdrawn") == YES
        assert sections(connection, ID("got_alfa")) == set(SHARED) - {"identity"}
        assert said(connection, END, ID("got_alfa"), None, None, "withdrawn") == YES
        assert sections(connection, ID("got_alfa")) == set()


def test_ending_takes_back_what_may_leave_and_not_the_leads_own_sight(world: World) -> None:
    with world.acting("ana") as connection:
        assert said(connection, CONSENT, *agreed()) == YES
        assert said(connection, CONSENT, *agreed(team="team_beta")) == YES
        assert said(connection, END, ID("own_alfa"), None, ID("team_gent"), "withdrawn") == YES
        assert {team for _, team in disclosed(connection, "own_alfa")} == {ID("team_beta")}
        world.switch(connection, "adam")
        assert said(connection, END, ID("own_alfa"), None, None, "withdrawn") == YES
        world.switch(connection, "ana")
        assert disclosed(connection, "own_alfa") == set()
        assert sections(connection, ID("own_alfa")) == LEADS


# --- destroy_keys ---

DESTROY = "destroy_keys(%s, %s)"


@pytest.mark.parametrize("who, case, expected", [
    ("ana", "got_alfa", YES), ("dan", "got_alfa", YES),
    ("bea", "got_alfa", "not_yours_to_erase"), ("pavel", "got_alfa", "not_yours_to_erase"),
    ("peer be", "got_alfa", YES), ("peer se", "got_alfa", "not_yours_to_erase"),
    # an own case: its lead, and neither a colleague nor whoever sent something else
    ("ana", "own_alfa", YES), ("dan", "own_alfa", "not_yours_to_erase"), ("sara", "own_alfa", "not_yours_to_erase"),
    ("bea", "own_alfa", "not_yours_to_erase"), ("peer be", "own_alfa", "not_yours_to_erase"),
    ("sam", "got_alfa", "not_yours_to_erase"), ("nobody app", "got_alfa", "not_yours_to_erase"),
    ("nobody inbox", "got_alfa", "not_yours_to_erase"), ("worker", "got_alfa", NO_PRIVILEGE),
    ("ana", "nowhere", YES),
])  # fmt: skip
def test_who_erases(world: World, who: str, case: str, expected: str) -> None:
    assert asks(world, who, DESTROY, ID(case), None) == expected


def test_erasing_takes_the_keys_of_the_named_sections(world: World) -> None:
    with world.acting("ana") as connection:
        keys = "SELECT count(*) FROM keys.section_key WHERE case_id = %s"
        assert connection.execute(keys, [ID("own_alfa")]).fetchone() == (2,)
        assert connection.execute(f"SELECT access.{DESTROY}", [ID("own_alfa"), ["profile"]]).fetchone() == (
            0,
        )
        assert connection.execute(f"SELECT access.{DESTROY}", [ID("own_alfa"), ["needs"]]).fetchone() == (1,)
        assert connection.execute(keys, [ID("own_alfa")]).fetchone() == (1,)
        assert connection.execute(keys, [ID("got_alfa")]).fetchone() == (1,)


@pytest.mark.parametrize("call, values", [
    (DESTROY, [None]), (PLACE, [ID("dan"), "assessment"]), (CONSENT, agreed()[1:]),
    (BREAK, [["safety"], "protection", "x"]), (END, [None, None, "x"]),
])  # fmt: skip
def test_a_lead_who_left_for_another_agency_has_no_door_left(
    world: World, call: str, values: list[Any]
) -> None:
    world.owner.execute("UPDATE agencies.member SET agency_id = %s WHERE id = %s", [ID("beta"), ID("ana")])
    try:
        assert asks(world, "ana", call, ID("own_alfa"), *values) not in (YES, NO_PRIVILEGE)
        with world.acting("ana") as connection:
            assert sections(connection, ID("own_alfa")) == sections(connection, ID("got_alfa")) == set()
    finally:
        world.owner.execute(
            "UPDATE agencies.member SET agency_id = %s WHERE id = %s", [ID("alfa"), ID("ana")]
        )


# --- hold_still, received_case ---


@pytest.mark.parametrize("who, case, expected", [
    ("ana", "own_alfa", True), ("dan", "own_alfa", True), ("bea", "own_alfa", False), ("nobody app", "own_alfa", False),
])  # fmt: skip
def test_a_case_is_held_still_by_its_agency(world: World, who: str, case: str, expected: bool) -> None:
    with world.acting(who) as connection:
        assert connection.execute("SELECT access.hold_still(%s)", [ID(case)]).fetchone() == (expected,)


@pytest.mark.parametrize("who, found", [
    ("ana", True), ("dan", True), ("bea", False), ("nobody app", False),
    ("peer be", True), ("peer se", False), ("nobody inbox", False),
])  # fmt: skip
def test_a_received_case_is_found_by_its_two_sides(world: World, who: str, found: bool) -> None:
    with world.acting(who) as connection:
        row = connection.execute(
            "SELECT access.received_case(%s, %s)", [ID("referral_got_alfa"), ID("alfa")]
        ).fetchone()
        assert row == (ID("got_alfa") if found else None,)
