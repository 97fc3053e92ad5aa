"""A write is done once for each key, whatever happens on the way to its answer."""

import json
from contextlib import closing

from safeconduct.access.ring import ring
from safeconduct.access.tokens import digest
from safeconduct.commands.rounds.jobs import forget
from safeconduct.keys.context import member_token
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from safeconduct.vocabulary.identifiers import MemberId
from safeconduct.vocabulary.roles import APP
from tests.connections import ConnectAs, as_process, connect
from tests.referrals.envelopes import Envelopes, R
from tests.site.api.conftest import Make
from tests.site.api.test_door import problem

KEY = "5f0c1d0e-7a1b-4c7e-9b1a-2f6f3f0f9d11"
DECLINE = {"move": "decline", "codes": {"reason": "no_capacity"}}


def moves(connect_as: ConnectAs, row: Referral) -> int:
    """How many moves the referral has."""
    owner = connect_as("owner")
    with owner.transaction(force_rollback=True):
        owner.execute("ALTER TABLE referrals.move NO FORCE ROW LEVEL SECURITY")
        found = owner.execute(
            "SELECT count(*) FROM referrals.move WHERE referral_id = %s", [row.id]
        ).fetchone()
    assert found is not None
    return int(found[0])


def test_the_same_key_and_body_get_the_same_answer_and_nothing_happens_twice(
    program: Make, envelopes: Envelopes, connect_as: ConnectAs
) -> None:
    ana, row = program(), envelopes.add(State.SENT, R)
    path = f"/referrals/{row.reference}/moves"
    first = ana.ask("POST", path, DECLINE, key=KEY)
    assert (first.status_code, first.said["state"]) == (201, "declined")
    assert first.said["href"] == f"/api/v1/referrals/{row.reference}"
    before = moves(connect_as, row)
    again = ana.ask("POST", path, DECLINE, key=KEY)
    quoted = ana.ask("POST", path, DECLINE, key=f'"{KEY}"')
    assert [(a.status_code, a.said, a.headers["Idempotent-Replayed"]) for a in (again, quoted)] == [
        (201, first.said, "true")
    ] * 2
    assert moves(connect_as, row) == before


def test_the_same_key_with_another_body_or_address_is_refused(program: Make, envelopes: Envelopes) -> None:
    ana, row, other = program(), envelopes.add(State.SENT, R), envelopes.add(State.SENT, R)
    assert ana.ask("POST", f"/referrals/{row.reference}/moves", DECLINE, key=KEY).status_code == 201
    changed = {"move": "decline", "codes": {"reason": "outside_area"}}
    problem(ana.ask("POST", f"/referrals/{row.reference}/moves", changed, key=KEY), "key-used", 422)
    problem(ana.ask("POST", f"/referrals/{other.reference}/moves", DECLINE, key=KEY), "key-used", 422)
    assert program().ask("POST", f"/referrals/{other.reference}/moves", DECLINE, key=KEY).status_code == 201


def test_what_was_refused_is_not_kept_and_may_be_asked_again(program: Make, envelopes: Envelopes) -> None:
    ana, row = program(), envelopes.add(State.SENT, R)
    path = f"/referrals/{row.reference}/moves"
    problem(ana.ask("POST", path, {"move": "arrive"}, key=KEY), "not-possible", 409)
    assert ana.ask("POST", path, DECLINE, key=KEY).status_code == 201


def test_a_second_one_while_the_first_is_at_work_waits_and_never_acts(
    program: Make, envelopes: Envelopes
) -> None:
    ana, row = program(), envelopes.add(State.SENT, R)
    path = f"/referrals/{row.reference}/moves"
    with closing(connect(APP)) as first, first.transaction():
        token = member_token(ring(), MemberId(envelopes.members["ana"]))
        first.execute("SELECT set_config('safeconduct.context', %s, true)", [token])
        (mine,) = first.execute("SELECT id FROM access.my_tokens()").fetchone() or (None,)
        first.execute("SELECT * FROM access.answer_of(%s, %s)", [mine, digest(KEY)])
        answer = ana.ask("POST", path, DECLINE, key=KEY)
        problem(answer, "at-work", 409)
        assert answer.headers["Retry-After"] == "1"
    assert ana.ask("POST", path, DECLINE, key=KEY).status_code == 201


def test_after_a_day_a_key_is_new_again_and_the_worker_forgets_it(
    program: Make, envelopes: Envelopes, connect_as: ConnectAs
) -> None:
    ana, row = program(), envelopes.add(State.SENT, R)
    path, owner = f"/referrals/{row.reference}/moves", connect_as("owner")
    assert ana.ask("POST", path, DECLINE, key=KEY).status_code == 201
    owner.execute("UPDATE access.answer SET at = at - interval '25 hours'")
    problem(ana.ask("POST", path, DECLINE, key=KEY), "not-possible", 409)
    with as_process("worker"):
        forget()
    assert owner.execute("SELECT count(*) FROM access.answer").fetchone() == (0,)


def test_what_is_kept_holds_neither_the_key_nor_the_body(
    program: Make, envelopes: Envelopes, connect_as: ConnectAs
) -> None:
    ana, row = program(), envelopes.add(State.ON_HOLD, R)
    telling = "Oksana-Melnyk"
    ana.ask("POST", f"/referrals/{row.reference}/moves", {"move": "resume"}, key=telling)
    kept = connect_as("owner").execute("SELECT * FROM access.answer").fetchall()
    assert len(kept) == 1
    assert telling not in str(kept)
    assert set(json.loads(kept[0][4])) == {"reference", "state", "since", "href"}


def test_when_the_answer_cannot_be_kept_nothing_has_happened(
    program: Make, envelopes: Envelopes, connect_as: ConnectAs
) -> None:
    ana, row, owner = program(), envelopes.add(State.ON_HOLD, R), connect_as("owner")
    before = moves(connect_as, row)
    owner.execute("ALTER TABLE access.answer ADD CONSTRAINT none_today CHECK (status = 0)")
    try:
        answer = ana.ask("POST", f"/referrals/{row.reference}/moves", {"move": "resume"})
    finally:
        owner.execute("ALTER TABLE access.answer DROP CONSTRAINT none_today")
    problem(answer, "broken", 500)
    assert moves(connect_as, row) == before
