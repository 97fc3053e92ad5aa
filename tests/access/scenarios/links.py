"""Policies of links between lawyers, of what is said in them, and of the keys under which it lies."""

from typing import Any

import psycopg

from tests.access.made import OPEN, link, link_item
from tests.access.names import ID
from tests.access.rows import NOW
from tests.access.scenarios.probes import (
    ALFA,
    BETA,
    Probe,
    Refusal,
    Scenario,
    adds,
    changes,
    deletes,
    key,
    nobody,
    sees,
)

LINK, ITEM, KEY = "counsel.link", "counsel.link_item", "keys.section_key"
OURS: dict[str, Any] = {"is_ours": True, "author_id": ID("lou")}
NOT_THEIRS = ("ana", "lin", "sara", "adam", "lea", "nora")
"""Who leads, another lawyer of the case, who supervises, who administers, a lawyer without a place, a colleague."""
ENDS = "ended_at = now(), why = 'lawyer'"


def does(table: str, name: str, assignment: str) -> Probe:
    """Change this one row."""

    def probe(connection: psycopg.Connection) -> int:
        statement = f"UPDATE {table} SET {assignment} WHERE id = %s"
        return connection.execute(statement, [ID(name)]).rowcount

    return probe


def answers(name: str, of: str = "matter_alfa") -> Probe:
    mine = f"case_id = '{ID('own_alfa')}', matter_id = '{ID(of)}', agreed_on = now(), accepted_at = now()"
    return does(LINK, name, mine)


def waits(name: str) -> dict[str, Any]:
    """A link that another lawyer proposes to the agency."""
    here = link(f"own_{name}", name) | {"case_id": None, "matter_id": None, "agreed_on": None}
    return here | {"ours": "accepter", "agreed_there": NOW.date()}


SCENARIOS: dict[tuple[str, str], Scenario] = {
    (LINK, "links_of_my_matters"): Scenario(
        "lou", [sees(LINK, case_id=ID("own_alfa")), sees(LINK, id=ID("waiting_alfa"))],
        [sees(LINK, case_id=ID("own_beta")), sees(LINK, id=ID("waiting_beta")),
         Refusal(sees(LINK, case_id=ID("own_alfa")), "lin"),
         *(Refusal(sees(LINK), who) for who in NOT_THEIRS if who != "lin")],
    ),
    (LINK, "links_that_i_propose"): Scenario(
        "lou", [adds(LINK, **link())],
        [adds(LINK, **link(of="closed_alfa")), adds(LINK, **link(of="left_alfa")), adds(LINK, **link(agency="beta")),
         adds(LINK, **link(ours="accepter")), adds(LINK, **link(**OPEN)),
         adds(LINK, **link(referral_id=ID("row_own_beta"))), Refusal(adds(LINK, **link()), "lin"),
         Refusal(adds(LINK, **link()), "ana")],
    ),
    # A link that was proposed is answered with an open matter of one's own; an open one is accepted by nobody anew.
    (LINK, "links_that_i_answer"): Scenario(
        "lou", [answers("waiting_alfa"), does(LINK, "waiting_alfa", ENDS)],
        [answers("waiting_alfa", "closed_alfa"), answers("link_alfa")],
    ),
    (LINK, "links_that_i_end"): Scenario(
        "lou", [does(LINK, "link_alfa", ENDS)], [does(LINK, "link_alfa", "agreed_on = now()")]
    ),
    (LINK, "links_with_the_peer"): Scenario(
        "peer be", [sees(LINK, **ALFA), adds(LINK, **waits("alfa")), changes(LINK, "ended_by = 'accepter'")],
        [sees(LINK, **BETA), adds(LINK, **waits("beta")), Refusal(changes(LINK, "ended_by = 'x'"), "peer be", own=6)],
    ),
    (LINK, "links_that_are_over"): Scenario(
        "worker", [deletes(LINK)], [Refusal(deletes(LINK), "worker", own=2), nobody(deletes(LINK))]
    ),
    (LINK, "the_owner_of_the_doors"): Scenario("owner", [sees(LINK)], []),
    (ITEM, "what_is_said_in_my_links"): Scenario(
        "lou", [sees(ITEM, case_id=ID("own_alfa"))],
        [sees(ITEM, case_id=ID("own_beta")), sees(ITEM, id=ID("back_item_alfa")),
         *(Refusal(sees(ITEM), who) for who in NOT_THEIRS)],
    ),
    (ITEM, "what_i_say_in_my_links"): Scenario(
        "lou", [adds(ITEM, **link_item(**OURS))],
        [adds(ITEM, **link_item("resting_alfa", **OURS)), adds(ITEM, **link_item("back_alfa", **OURS)),
         adds(ITEM, **link_item("link_beta", "own_beta", "beta", **OURS)), adds(ITEM, **link_item()),
         adds(ITEM, **link_item(**OURS | {"author_id": ID("lin")})),
         Refusal(adds(ITEM, **link_item(**OURS | {"author_id": ID("lin")})), "lin")],
    ),
    (ITEM, "tasks_of_my_links_done"): Scenario(
        "lou", [does(ITEM, "link_item_alfa", "done_at = now()")], [does(ITEM, "resting_item_alfa", "done_at = now()")]
    ),
    (ITEM, "what_the_peer_says_in_links"): Scenario(
        "peer be", [sees(ITEM, link_id=ID("link_alfa")), adds(ITEM, **link_item()),
                    does(ITEM, "link_item_alfa", "done_at = now()")],
        [sees(ITEM, link_id=ID("link_beta")), sees(ITEM, link_id=ID("back_alfa")),
         adds(ITEM, **link_item("link_beta", "own_beta", "beta")), adds(ITEM, **link_item("back_alfa"))],
    ),
    (ITEM, "items_of_links_without_a_key"): Scenario(
        "worker", [deletes(ITEM)], [Refusal(deletes(ITEM), "worker", own=2), nobody(deletes(ITEM))]
    ),
    (ITEM, "the_owner_of_the_doors"): Scenario("owner", [sees(ITEM)], []),
    ("counsel.matter", "matters_linked_with_the_peer"): Scenario(
        "peer be", [sees("counsel.matter", id=ID("matter_alfa"))],
        [sees("counsel.matter", id=ID("matter_beta")), sees("counsel.matter", id=ID("left_alfa"))],
    ),
    (KEY, "keys_found_for_linked_matters"): Scenario(
        "peer be", [sees(KEY, case_id=ID("filed_alfa"))], [sees(KEY, case_id=ID("filed_beta"))]
    ),
    (KEY, "keys_made_for_linked_matters"): Scenario(
        "peer be", [adds(KEY, **key("filed_alfa", section="legal", intake=True))],
        [adds(KEY, **key("filed_beta", section="legal", intake=True)), adds(KEY, **key("filed_alfa", intake=True)),
         adds(KEY, **key("filed_alfa", section="legal"))],
    ),
}  # fmt: skip
