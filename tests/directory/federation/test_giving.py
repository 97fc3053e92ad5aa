"""What this node tells a peer of its services: what changed, by number, and only what is offered to that peer."""

from uuid import UUID

from safeconduct.access.acting import receiving
from safeconduct.directory.federation import giving
from safeconduct.vocabulary.identifiers import MessageId, NodeId, uuid7
from tests.conftest import as_process
from tests.directory.federation.neighbour import page, told
from tests.directory.shelf import Shelf


def ids(peer: str, after: int = 0) -> list[tuple[UUID | None, bool]]:
    return [(one.id, one.said is not None) for one in told(peer, after)]


def last(peer: str = "at") -> int:
    return page(peer).until


def test_a_change_is_told_once_with_all_that_the_service_says(shelf: Shelf) -> None:
    before = last()
    entry = shelf.service(
        hours="Day and night", place="office", address="Strada Lunga 3", takes=["women"], min_age=18
    )
    [new] = told("at", before)
    assert (new.id, new.sequence) == (entry, before + 1)
    assert new.said is not None
    assert new.said | {
        "service": "shelter", "hours": "Day and night", "address": "Strada Lunga 3", "takes": ["women"], "min_age": 18,
    } == new.said  # fmt: skip
    assert told("at", new.sequence) == []


def test_two_changes_of_a_service_are_one_with_the_later_number(shelf: Shelf) -> None:
    before = last()
    entry, other = shelf.service(), shelf.service("Other")
    shelf.owner.execute("UPDATE directory.entry SET hours = 'By day' WHERE id = %s", [entry])
    assert ids("at", before) == [(other, True), (entry, True)]


def test_what_is_removed_is_told_as_gone(shelf: Shelf) -> None:
    entry = shelf.service()
    before = last()
    shelf.owner.execute("DELETE FROM directory.entry WHERE id = %s", [entry])
    assert ids("at", before) == [(entry, False)]


def test_named_nodes_are_told_and_nobody_else_hears_that_it_is_there(shelf: Shelf) -> None:
    before = last()
    entry = shelf.service(offered_to="named", offered_nodes=["at"])
    assert ids("at", before) == [(entry, True)]
    assert ids("be", before) == []
    shelf.owner.execute("DELETE FROM directory.entry WHERE id = %s", [entry])
    assert ids("at", before) == [(entry, False)]
    assert ids("be", before) == []


def test_a_service_of_this_node_alone_is_told_to_nobody_and_gone_for_who_knew_it(shelf: Shelf) -> None:
    before = last()
    own, was = shelf.service(offered_to="own"), shelf.service("Other")
    shelf.owner.execute("UPDATE directory.entry SET offered_to = 'own' WHERE id = %s", [was])
    assert ids("be", before) == [(was, False)]
    assert own not in {one.id for one in told("be")}


def test_the_inbox_itself_reads_no_name_of_what_was_never_offered_to_its_peer(shelf: Shelf) -> None:
    before = last()
    shelf.service(offered_to="own")
    entry = shelf.service("Other", offered_to="named", offered_nodes=["at"])
    assert read("be", before) == [None, None]
    assert read("at", before) == [None, entry]


def read(peer: str, after: int) -> list[UUID | None]:
    """All that the function gives, whatever is told of it."""
    with as_process("inbox"), receiving(NodeId(peer), MessageId(uuid7())):
        return [one.id for one in giving.changes(after)]


def test_a_setting_that_anybody_may_set_keeps_no_service_out_of_the_searches(shelf: Shelf) -> None:
    with shelf.owner.transaction():
        shelf.owner.execute("SELECT set_config('safeconduct.laid_out_later', 'yes', true)")
        entry = shelf.service()
    laid = shelf.owner.execute("SELECT count(*) FROM directory.spot WHERE entry_id = %s", [entry]).fetchone()
    assert laid is not None
    assert laid[0] > 0


def test_services_of_other_nodes_are_handed_on_to_nobody(shelf: Shelf) -> None:
    before = last()
    team = shelf.team()
    shelf.owner.execute("UPDATE agencies.agency SET node = 'fi' WHERE id = %s", [team[1]])
    shelf.service(of=team)
    assert told("at", before) == []


def test_a_page_has_an_end_and_goes_on_where_it_ended(shelf: Shelf) -> None:
    before = last()
    team = shelf.team()
    shelf.owner.execute(
        "INSERT INTO directory.entry (id, team_id, agency_id, service, needs, purpose, takes_children, hours, "
        "open_days) SELECT gen_random_uuid(), %s, %s, 'kind ' || n, '{housing}', 'referral_service', false, '', '{}' "
        "FROM generate_series(1, 300) n",
        list(team),
    )
    first = page("at", after=before)
    second = page("at", after=first.until)
    assert (len(first.changes), first.more) == (250, True)
    assert (len(second.changes), second.more) == (50, False)
    assert len({one.id for one in [*first.changes, *second.changes]}) == 300


def test_who_asks_in_another_epoch_or_ahead_of_us_begins_anew(shelf: Shelf) -> None:
    shelf.service()
    now = last()
    assert page("at", epoch=0, after=now).after == now
    assert page("at", epoch=5, after=now).after == 0
    assert page("at", epoch=0, after=now + 1).after == 0
