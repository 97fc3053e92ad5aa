"""A police officer asks for one section: it opens with the person's consent, exactly that, for that time, and ends."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from psycopg.types.json import Jsonb

from safeconduct.access.models import Case
from safeconduct.access.queries import held
from safeconduct.cases.models import SectionVersion
from safeconduct.cases.seen import who_saw
from safeconduct.consent import actions as consents
from safeconduct.consent.rules import Channel
from safeconduct.keys.models import SectionKey
from safeconduct.referrals.authorities import actions, queries, rules
from safeconduct.referrals.authorities.models import AuthorityAsk
from safeconduct.vocabulary.codes import AuthorityNo, Purpose
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import ConsentId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID, unforced
from tests.conftest import ConnectAs
from tests.referrals.authorities.desk import a_file, asked, opened, reads, talk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

PHONE = "+40 700 000 000"


def refusal(reason: Reason) -> "pytest.RaisesExc[NotPossible]":
    return pytest.raises(NotPossible, check=lambda error: error.reason == reason)


def take_back(case: UUID, ask: UUID, who: str = "ana") -> None:
    with member_acts(who) as by:
        actions.take_back(case, ask, Channel.PERSON, by=by, at=timezone.now())


def state(ask: UUID, who: str = "pavel") -> rules.Standing:
    with member_acts(who) as by:
        return rules.standing(queries.facts(queries.own(ask, by=by), queries.ends()), timezone.now())


def test_it_opens_exactly_that_section_after_the_yes_and_nothing_else_of_the_file() -> None:
    case = a_file()
    ask = asked(case)
    assert (reads(ask), state(ask)) == (None, rules.Standing.WAITS)
    opened(case, ask)
    found = reads(ask)
    assert found is not None
    assert (found.section, found.content) == (Section.SAFE_CONTACT, {"safe_number": PHONE})
    assert found.until <= timezone.now() + timedelta(days=9), "the earlier of the two ends"
    with member_acts("pavel"):
        assert list(Case.objects.all()) == []
        assert list(SectionVersion.objects.all()) == []
        assert list(SectionKey.objects.all()) == []
        assert held() == []


def test_what_is_written_later_is_read_as_it_then_stands_and_what_is_erased_is_not(
    connect_as: ConnectAs,
) -> None:
    case = a_file()
    ask = asked(case)
    opened(case, ask)
    owner = connect_as("owner")
    with unforced(owner, "keys.section_key"):
        owner.execute("DELETE FROM keys.section_key WHERE section = 'safe_contact'")
    found = reads(ask)
    assert found is not None
    assert found.content is None


def test_each_reading_stands_on_the_persons_list_by_agency_and_role() -> None:
    case = a_file()
    ask = asked(case)
    opened(case, ask)
    reads(ask)
    with member_acts("ana") as by:
        lines = who_saw(case, by=by, at=timezone.now())
    by_police = [line for line in lines if line.role == "police_officer"]
    assert [(line.section, line.purpose, line.times) for line in by_police] == [
        (Section.SAFE_CONTACT, Purpose.CRIMINAL_PROCEEDINGS, 1)
    ]


def test_the_person_takes_it_back_and_it_is_closed_at_once() -> None:
    case = a_file()
    ask = asked(case)
    opened(case, ask)
    take_back(case, ask)
    assert (reads(ask), state(ask)) == (None, rules.Standing.TAKEN_BACK)


def test_a_withdrawal_of_the_consent_alone_closes_it_too(connect_as: ConnectAs) -> None:
    case = a_file()
    ask = asked(case)
    opened(case, ask)
    owner = connect_as("owner")
    with unforced(owner, "referrals.authority_ask", "consent.withdrawal"):
        consent = owner.execute("SELECT consent_id FROM referrals.authority_ask").fetchone()
        assert consent is not None
        owner.execute(
            "INSERT INTO consent.withdrawal (id, consent_id, case_id, agency_id, sections, channel, by_role, heard_by, "
            "by_person, at) VALUES (gen_random_uuid(), %s, %s, %s, '{}', 'person', 'x', %s, true, now())",
            [consent[0], case, ID("alfa"), ID("alfa")],
        )
    assert reads(ask) is None


def test_a_newer_version_of_the_consent_takes_its_place(connect_as: ConnectAs) -> None:
    case = a_file()
    ask = asked(case)
    opened(case, ask)
    owner = connect_as("owner")
    with unforced(owner, "consent.version"):
        owner.execute(
            "INSERT INTO consent.version (id, consent_id, version, case_id, agency_id, team_id, state, document, "
            "previous_hash, hash, kid, signature, recorded_at, expires_at) SELECT gen_random_uuid(), consent_id, 2, "
            "case_id, agency_id, team_id, 'refused', document, hash, 'x', kid, '', recorded_at, expires_at "
            "FROM consent.version"
        )
    assert reads(ask) is None


def test_it_ends_by_itself_at_its_moment(connect_as: ConnectAs) -> None:
    case = a_file()
    ask = asked(case)
    opened(case, ask)
    owner = connect_as("owner")
    for column, table in (("until", "referrals.authority_ask"), ("expires_at", "consent.version")):
        with unforced(owner, table):
            before = owner.execute(f"SELECT {column} FROM {table}").fetchone()
            owner.execute(f"UPDATE {table} SET {column} = now()")
        assert reads(ask) is None, table
        assert before is not None
        with unforced(owner, table):
            owner.execute(f"UPDATE {table} SET {column} = %s", [before[0]])
        assert reads(ask) is not None, table


CHANGES = [
    ("consent.version", "team_id = gen_random_uuid()"),
    ("consent.version", "state = 'refused'"),
    ("consent.version", "case_id = gen_random_uuid()"),
    ("consent.version", "document = jsonb_set(document, '{purpose}', '\"protection\"')"),
    ("consent.version", "document = jsonb_set(document, '{sections}', '[\"safe_contact\", \"identity\"]')"),
    ("consent.version", "document = jsonb_set(document, '{sections}', '[\"identity\"]')"),
    ("referrals.authority_ask", "consent_version = 2"),
    ("referrals.authority_ask", "section = 'needs'"),
    ("referrals.authority_ask", "number = '000000000000'"),
    ("agencies.team", "professions = '{nurse}'"),
    ("agencies.member", "profession = 'labour_inspector', keeps_node = false"),
    ("agencies.agency", "sector = 'border_guard'"),
]  # fmt: skip


def test_where_anything_of_the_consent_does_not_fit_any_more_nothing_opens(connect_as: ConnectAs) -> None:
    """The database alone, whatever the pages believe: each change by itself, and taken back."""
    case = a_file()
    ask = asked(case)
    opened(case, ask)
    owner = connect_as("owner")
    for table, change in CHANGES:
        column = change.split(" ", 1)[0]
        with unforced(owner, "consent.version", "referrals.authority_ask"):
            before = owner.execute(f"SELECT id, {column} FROM {table}").fetchall()
            keepers = owner.execute("SELECT id FROM agencies.member WHERE keeps_node").fetchall()
            owner.execute(f"UPDATE {table} SET {change}")
        with member_acts("pavel"):
            assert queries.read(ask) is None, (table, change)
        with unforced(owner, "consent.version", "referrals.authority_ask"):
            for row, value in before:
                kept = Jsonb(value) if isinstance(value, dict) else value
                owner.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [kept, row])
            for (keeper,) in keepers:
                owner.execute("UPDATE agencies.member SET keeps_node = true WHERE id = %s", [keeper])
    with member_acts("pavel"):
        assert queries.read(ask) is not None, "all is as it was"


def test_who_left_the_unit_reads_nothing_more(connect_as: ConnectAs) -> None:
    case = a_file()
    ask = asked(case)
    opened(case, ask)
    connect_as("owner").execute("DELETE FROM agencies.seat WHERE member_id = %s", [ID("pavel")])
    assert reads(ask) is None


def test_nobody_else_reads_by_the_question() -> None:
    case = a_file()
    ask = asked(case)
    opened(case, ask)
    for who in ("bea", "ana", "dan"):
        with member_acts(who):
            assert queries.read(ask) is None


def test_a_question_says_the_same_whether_there_is_such_a_file(connect_as: ConnectAs) -> None:
    there, nowhere = asked(a_file()), asked(UUID(int=0))
    assert state(there) == state(nowhere) == rules.Standing.WAITS
    owner = connect_as("owner")
    with unforced(owner, "audit.record"):
        rows = owner.execute("SELECT case_id FROM audit.record WHERE action = 'authority:asked'").fetchall()
    assert rows == [(None,), (None,)]


def test_who_has_not_the_file_in_hand_sees_no_question_for_it() -> None:
    case = a_file()
    asked(case)
    seen: dict[str, int] = {}
    for who in ("ana", "dan", "sara", "bea"):
        with member_acts(who):
            seen[who] = AuthorityAsk.objects.count()
    assert seen == {"ana": 1, "dan": 0, "sara": 0, "bea": 0}


def test_a_consent_to_anything_else_opens_nothing() -> None:
    case = a_file()
    ask = asked(case)
    for document in (
        talk([Section.SAFE_CONTACT, Section.IDENTITY]),
        talk([Section.IDENTITY]),
        talk(days=11),
    ):
        with refusal(rules.OTHER_CONSENT):
            opened(case, ask, document)
    assert reads(ask) is None


def test_not_to_the_police_and_the_persons_list_of_whom_never_hold_here_too() -> None:
    case = a_file()
    ask = asked(case)
    with pytest.raises(NotPossible) as kept_out:
        opened(case, ask, talk(conditions=["not_police"]))
    assert kept_out.value.reason.code == "not_for_police"
    other = a_file(Section.SAFETY, {"never_kinds": ["police"]})
    ask = asked(other)
    with pytest.raises(NotPossible) as never:
        opened(other, ask)
    assert never.value.reason.code == "never_this_kind"


def test_the_holder_says_no_with_a_reason_and_the_persons_no_looks_like_none(connect_as: ConnectAs) -> None:
    case = a_file()
    by_holder, by_person = asked(case), asked(case)
    with member_acts("ana") as by:
        actions.answer_no(case, by_holder, AuthorityNo.NOT_SAFE, by=by, at=timezone.now())
        actions.answer_no(case, by_person, AuthorityNo.NOT_SAFE, by=by, at=timezone.now(), by_person=True)
    with member_acts("pavel") as by:
        assert [queries.own(ask, by=by).reason for ask in (by_holder, by_person)] == ["not_safe", "no_reason"]
    owner = connect_as("owner")
    with unforced(owner, "consent.version"):
        assert owner.execute("SELECT state FROM consent.version").fetchall() == [("refused",)]
    with refusal(rules.ANSWERED):
        opened(case, by_holder)


def test_only_who_may_let_it_leave_opens_it_and_a_stranger_finds_nothing() -> None:
    case = a_file()
    ask = asked(case)
    with pytest.raises(NotFound):
        opened(case, ask, who="dan")


def test_what_is_kept_by_a_profession_and_what_helps_is_not_asked_for() -> None:
    case = a_file()
    for section in (Section.HEALTH, Section.LEGAL, Section.NARRATIVE, Section.NEEDS, Section.PROFILE):
        with refusal(rules.NOT_THIS_SECTION):
            asked(case, section)


def test_who_is_no_authority_asks_nothing() -> None:
    with refusal(rules.NOT_AN_AUTHORITY):
        asked(a_file(), who="bea")


def test_whoever_asked_gives_it_back(connect_as: ConnectAs) -> None:
    case = a_file()
    ask = asked(case)
    opened(case, ask)
    with member_acts("pavel") as by:
        actions.give_back(ask, by=by, at=timezone.now())
    assert (reads(ask), state(ask)) == (None, rules.Standing.GIVEN_BACK)
    with member_acts("pavel") as by, refusal(rules.NOTHING_OPEN):
        actions.give_back(ask, by=by, at=timezone.now())


def test_no_part_of_it_names_the_case_to_the_authority() -> None:
    case = a_file()
    ask = asked(case)
    opened(case, ask)
    with member_acts("pavel") as by:
        row = queries.own(ask, by=by)
    told = {str(value) for name, value in vars(row).items() if not name.startswith("_")}
    assert str(case) not in told


def test_both_lists_say_the_end_of_the_consent_where_it_is_earlier(connect_as: ConnectAs) -> None:
    case = a_file()
    ask, other = asked(case, days=10), asked(a_file(), days=10)
    opened(case, ask, talk(days=3))
    with member_acts("ana") as by:
        [row] = queries.for_file(case)
        end = queries.ends()[ask]
        assert (end.at < row.until, end.why) == (True, "consent_ends")
        consent = ConsentId(row.consent_id or UUID(int=0))
        consents.take_back(
            consent=consent, case=case, team=row.team_id, referral=None, sections=[], channel=Channel.PERSON, by=by,
            at=timezone.now(),
        )  # fmt: skip
    for who in ("ana", "pavel"):
        with member_acts(who) as by:
            known = queries.ends()
            assert known[ask].why == "consent_taken_back", who
            assert other not in known
            row = AuthorityAsk.objects.get(id=ask)
            assert rules.standing(queries.facts(row, known), timezone.now()) is rules.Standing.TAKEN_BACK
    for who in ("dan", "sara", "bea"):
        with member_acts(who):
            assert queries.ends() == {}, who
    with member_acts("pavel") as by, refusal(rules.NOTHING_OPEN):
        actions.give_back(ask, by=by, at=timezone.now())
