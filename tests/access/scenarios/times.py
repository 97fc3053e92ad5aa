"""Policies of what the clock, the purge, reviews, the feed, lists and administration may do."""

from typing import Any

import psycopg

from tests.access.names import ID, UNTIL
from tests.access.rows import insert
from tests.access.scenarios.probes import (
    ALFA,
    BETA,
    Probe,
    Refusal,
    Scenario,
    adds,
    changes,
    deletes,
    lane,
    move,
    nobody,
    sees,
)


def talk(agency: str, member: str) -> dict[str, Any]:
    return {"referral_id": ID("row_own_alfa"), "agency_id": ID(agency), "member_id": ID(member)}


def nudge(row: str, agency: str, asker: str = "side") -> dict[str, Any]:
    return {
        "referral_id": ID(row),
        "agency_id": ID(agency),
        "asker": asker,
        "toward": "sender",
        "told_at": None,
    }


def child(row: str, agency: str) -> dict[str, Any]:
    return {"referral_id": ID(row), "agency_id": ID(agency)}


def reviewed_by(member: str) -> str:
    return f"reviewed_at = now(), reviewed_by = '{ID(member)}'"


STEP = {"referral_id": ID("row_own_alfa"), "agency_id": ID("alfa"), "step": "half"}


def in_hand(member: str) -> Probe:
    """How many open referrals an administrator is told that the member has in hand."""

    def probe(connection: psycopg.Connection) -> int:
        row = connection.execute("SELECT referrals FROM referrals.open_work(%s)", [ID(member)]).fetchone()
        return int(row[0]) if row else 0

    return probe


def handed_over(giver: str, taker: str) -> Probe:
    """The same of who takes over, after a handover."""

    def probe(connection: psycopg.Connection) -> int:
        connection.execute(
            "SELECT referrals.hand_over_part(%s, ARRAY[%s]::uuid[], 1000)", [ID(giver), ID(taker)]
        )
        return in_hand(taker)(connection)

    return probe


def noted(row: str, agency: str) -> Probe:
    """How many lines of the feed a move of this referral makes at its commit."""
    lines = sees("referrals.feed_line", referral_id=ID(row))

    def probe(connection: psycopg.Connection) -> int:
        before = lines(connection)
        insert(connection, "referrals.move", **move(row, agency))
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        return lines(connection) - before

    return probe


def kept(agency: str, member: str, **more: Any) -> dict[str, Any]:
    return {"agency_id": ID(agency), "member_id": ID(member), "name": "new", **more}


def away(row: str, agency: str, member: str) -> dict[str, Any]:
    here = {"agency_id": ID(agency), "member_id": ID(member)}
    return {"referral_id": ID(row), **here, "until": UNTIL, "reason": "agreed_date"}


def taken(agency: str, member: str) -> dict[str, Any]:
    return {"agency_id": ID(agency), "member_id": ID(member)}


def ended_files() -> Probe:
    """What the purge does: it may look at nothing but the end of a file."""
    return lambda connection: (
        connection.execute("DELETE FROM referrals.taken_out_file WHERE until < now()").rowcount
    )


HIDDEN_FROM_WHO_ADMINISTERS = (
    "consent.review",
    "referrals.about_child",
    "referrals.escalation",
    "referrals.move",
    "referrals.nudge",
    "referrals.put_away",
    "referrals.referral",
    "referrals.spoken",
    "referrals.taken_out",
)
"""What hangs on a referral: each policy of members asks for the agency of who acts and does not administer it."""


SCENARIOS: dict[tuple[str, str], Scenario] = {
    # what the clock and the purge may do
    ("cases.section_version", "the_owner_of_the_doors_reads"): Scenario("owner", [sees("cases.section_version")], []),
    ("cases.section_version", "versions_without_a_key"): Scenario(
        "worker", [deletes("cases.section_version")],
        [Refusal(deletes("cases.section_version"), "worker", own=2), nobody(deletes("cases.section_version"))],
    ),
    ("referrals.text", "texts_without_a_key"): Scenario(
        "worker", [deletes("referrals.text")],
        [Refusal(deletes("referrals.text"), "worker", own=2), nobody(deletes("referrals.text"))],
    ),
    ("referrals.referral", "the_clock_deletes_only_drafts"): Scenario(
        "worker", [deletes("referrals.referral")], [Refusal(deletes("referrals.referral"), "worker", own=2)]
    ),
    ("referrals.escalation", "steps_noted_by_the_clock"): Scenario(
        "worker", [sees("referrals.escalation"), adds("referrals.escalation", **STEP)],
        [nobody(sees("referrals.escalation")), nobody(adds("referrals.escalation", **STEP))],
    ),
    ("exchange.lane", "lanes_of_the_clock"): Scenario(
        "worker", [sees("exchange.lane", inward=False), changes("exchange.lane", "next = 7"),
                   adds("exchange.lane", **lane("alfa", "gent", inward=False))],
        [adds("exchange.lane", **lane("gent", "alfa", inward=True)),
         nobody(sees("exchange.lane", inward=False)),
         nobody(adds("exchange.lane", **lane("alfa", "gent", inward=False)))],
    ),
    ("exchange.held_back", "parts_seen_by_the_clock"): Scenario(
        "worker", [sees("exchange.held_back")], [nobody(sees("exchange.held_back"))]
    ),
    ("exchange.held_back", "parts_that_the_clock_ends"): Scenario(
        "worker", [changes("exchange.held_back", "state = 'void', held = NULL")],
        [changes("exchange.held_back", "state = 'released', held = '{}'"),
         nobody(changes("exchange.held_back", "state = 'void', held = NULL"))],
    ),
    ("exchange.quarantined", "set_aside_long_enough"): Scenario(
        "worker", [sees("exchange.quarantined"), deletes("exchange.quarantined")],
        [nobody(sees("exchange.quarantined")), nobody(deletes("exchange.quarantined"))],
    ),
    # reviews, talks, escalations
    ("consent.review", "reviews_at_my_agency"): Scenario(
        "dan", [sees("consent.review", **ALFA)], [sees("consent.review", **BETA)]
    ),
    ("consent.review", "reviews_of_my_own_doing"): Scenario(
        "ana", [adds("consent.review", **ALFA, by_member=ID("ana"))],
        [adds("consent.review", **BETA, by_member=ID("ana")), adds("consent.review", **ALFA, by_member=ID("dan"))],
    ),
    ("consent.review", "reviews_that_i_make"): Scenario(
        "dan", [changes("consent.review", reviewed_by("dan"))],
        [Refusal(changes("consent.review", reviewed_by("dan")), "dan", own=1),
         changes("consent.review", reviewed_by("sara"))],
    ),
    ("referrals.escalation", "steps_at_my_agency"): Scenario(
        "dan", [sees("referrals.escalation", **ALFA)], [sees("referrals.escalation", **BETA)]
    ),
    ("referrals.spoken", "talks_at_my_agency"): Scenario(
        "dan", [sees("referrals.spoken", **ALFA)], [sees("referrals.spoken", **BETA)]
    ),
    ("referrals.spoken", "talks_that_i_had"): Scenario(
        "dan", [adds("referrals.spoken", **talk("alfa", "dan"))],
        [adds("referrals.spoken", **talk("beta", "dan")), adds("referrals.spoken", **talk("alfa", "ana"))],
    ),
    ("referrals.nudge", "nudges_at_my_agency"): Scenario(
        "dan", [sees("referrals.nudge", **ALFA)], [sees("referrals.nudge", **BETA)]
    ),
    ("referrals.nudge", "nudges_by_my_side"): Scenario(
        "dan", [adds("referrals.nudge", **nudge("row_own_alfa", "alfa"))],
        [adds("referrals.nudge", **nudge("row_own_beta", "alfa")),
         adds("referrals.nudge", **nudge("row_own_alfa", "beta")),
         adds("referrals.nudge", **nudge("row_own_alfa", "alfa", asker="coordinator"))],
    ),
    ("referrals.nudge", "nudges_where_i_coordinate"): Scenario(
        "cora", [sees("referrals.nudge", **BETA)],
        [sees("referrals.nudge", referral_id=ID("row_own_beta")),
         Refusal(sees("referrals.nudge", **BETA), "dan")],
    ),
    ("referrals.nudge", "nudges_by_the_coordinator"): Scenario(
        "cora", [adds("referrals.nudge", **nudge("late_own_beta", "beta", asker="coordinator"))],
        [adds("referrals.nudge", **nudge("row_own_beta", "beta", asker="coordinator")),
         adds("referrals.nudge", **nudge("late_own_beta", "alfa", asker="coordinator")),
         adds("referrals.nudge", **nudge("late_own_beta", "beta")),
         Refusal(adds("referrals.nudge", **nudge("late_own_beta", "beta", asker="coordinator")), "dan")],
    ),
    ("referrals.nudge", "nudges_from_the_peer"): Scenario(
        "peer be", [sees("referrals.nudge", **ALFA), adds("referrals.nudge", **nudge("row_own_alfa", "alfa"))],
        [sees("referrals.nudge", **BETA), adds("referrals.nudge", **nudge("row_own_beta", "beta"))],
    ),
    ("referrals.nudge", "nudges_carried_by_the_clock"): Scenario(
        "worker", [sees("referrals.nudge"), changes("referrals.nudge", "told_at = now()")],
        [nobody(sees("referrals.nudge")), nobody(changes("referrals.nudge", "told_at = now()"))],
    ),
    ("referrals.about_child", "children_of_my_agency"): Scenario(
        "dan", [sees("referrals.about_child", **ALFA), adds("referrals.about_child", **child("late_own_alfa", "alfa")),
                deletes("referrals.about_child")],
        [sees("referrals.about_child", **BETA), adds("referrals.about_child", **child("late_own_beta", "beta")),
         adds("referrals.about_child", **child("late_own_beta", "alfa")),
         Refusal(sees("referrals.about_child", **BETA), "cora"),
         Refusal(deletes("referrals.about_child"), "dan", own=2)],
    ),
    ("referrals.about_child", "children_whom_the_peer_sent"): Scenario(
        "peer be", [sees("referrals.about_child", **ALFA),
                    adds("referrals.about_child", **child("late_own_alfa", "alfa")),
                    deletes("referrals.about_child")],
        [sees("referrals.about_child", **BETA), adds("referrals.about_child", **child("late_own_beta", "beta")),
         Refusal(deletes("referrals.about_child"), "peer be", own=2)],
    ),
    ("referrals.about_child", "children_known_to_the_clock"): Scenario(
        "worker", [sees("referrals.about_child"), deletes("referrals.about_child")],
        [nobody(sees("referrals.about_child")), nobody(deletes("referrals.about_child"))],
    ),
    ("referrals.referral", "envelopes_escalated_to_me"): Scenario(
        "cora", [sees("referrals.referral", **BETA)],
        [sees("referrals.referral", **BETA, state="draft"), Refusal(sees("referrals.referral", **BETA), "dan")],
    ),
    # the feed: written by the database when what it tells commits
    ("referrals.feed_line", "lines_of_my_agency"): Scenario(
        "dan", [sees("referrals.feed_line", **ALFA)],
        [sees("referrals.feed_line", **BETA), Refusal(sees("referrals.feed_line", **ALFA), "adam")],
    ),
    ("referrals.feed_line", "the_owner_notes"): Scenario("ana", [noted("row_own_alfa", "alfa")], []),


    # lists: kept, put away, taken out, mailed
    ("referrals.kept_list", "lists_of_mine_and_my_teams"): Scenario(
        "nora", [sees("referrals.kept_list", member_id=ID("ana"), name="the team's")],
        [sees("referrals.kept_list", name="alone"), Refusal(sees("referrals.kept_list", **BETA), "sara")],
    ),
    ("referrals.kept_list", "lists_that_i_keep"): Scenario(
        "ana", [adds("referrals.kept_list", **kept("alfa", "ana")),
                adds("referrals.kept_list", **kept("alfa", "ana", team_id=ID("team_alfa")))],
        [adds("referrals.kept_list", **kept("alfa", "dan")), adds("referrals.kept_list", **kept("beta", "ana")),
         adds("referrals.kept_list", **kept("alfa", "ana", team_id=ID("team_beta")))],
    ),
    ("referrals.kept_list", "lists_that_i_rename"): Scenario(
        "ana", [changes("referrals.kept_list", "name = name || '+'")],
        [Refusal(changes("referrals.kept_list", "name = name || '+'"), "nora")],
    ),
    ("referrals.kept_list", "lists_that_i_delete"): Scenario(
        "sara", [deletes("referrals.kept_list")],
        [Refusal(deletes("referrals.kept_list"), "sara", own=1), Refusal(deletes("referrals.kept_list"), "nora")],
    ),
    ("referrals.put_away", "put_away_by_me_or_my_people"): Scenario(
        "sara", [sees("referrals.put_away", **ALFA)],
        [sees("referrals.put_away", **BETA), Refusal(sees("referrals.put_away", member_id=ID("ana")), "dan")],
    ),
    ("referrals.put_away", "put_away_by_me"): Scenario(
        "dan", [adds("referrals.put_away", **away("row_got_alfa", "alfa", "dan"))],
        [adds("referrals.put_away", **away("row_got_alfa", "alfa", "ana")),
         adds("referrals.put_away", **away("row_got_beta", "alfa", "dan")),
         adds("referrals.put_away", **away("row_got_alfa", "beta", "dan"))],
    ),
    ("referrals.put_away", "taken_back_by_me"): Scenario(
        "dan", [deletes("referrals.put_away")],
        [Refusal(deletes("referrals.put_away"), "dan", own=1), Refusal(deletes("referrals.put_away"), "sara")],
    ),
    ("referrals.put_away", "put_away_known_to_the_clock"): Scenario(
        "worker", [sees("referrals.put_away"), deletes("referrals.put_away")],
        [nobody(sees("referrals.put_away")), nobody(deletes("referrals.put_away"))],
    ),
    ("referrals.taken_out", "taken_out_by_me_or_my_people"): Scenario(
        "sara", [sees("referrals.taken_out", **ALFA)],
        [sees("referrals.taken_out", **BETA), Refusal(sees("referrals.taken_out", member_id=ID("ana")), "dan")],
    ),
    ("referrals.taken_out", "taken_out_by_me"): Scenario(
        "dan", [adds("referrals.taken_out", **taken("alfa", "dan"), reason="report")],
        [adds("referrals.taken_out", **taken("beta", "dan"), reason="report"),
         adds("referrals.taken_out", **taken("alfa", "ana"), reason="report")],
    ),
    ("referrals.taken_out_file", "files_of_mine"): Scenario(
        "dan", [sees("referrals.taken_out_file"), changes("referrals.taken_out_file", "fetched = 1"),
                deletes("referrals.taken_out_file")],
        [Refusal(sees("referrals.taken_out_file"), "dan", own=1), Refusal(sees("referrals.taken_out_file"), "sara"),
         Refusal(deletes("referrals.taken_out_file"), "dan", own=1)],
    ),
    ("referrals.taken_out_file", "files_whose_day_is_over"): Scenario(
        "worker", [ended_files()], [nobody(ended_files())]
    ),
    ("referrals.mailed", "mails_that_the_clock_sent"): Scenario(
        "worker", [sees("referrals.mailed"), adds("referrals.mailed"), deletes("referrals.mailed")],
        [nobody(sees("referrals.mailed")), nobody(adds("referrals.mailed")), nobody(deletes("referrals.mailed"))],
    ),
    # who administers: the owner's functions reach what the administrator does not see
    ("referrals.referral", "the_owner_hands_on"): Scenario("adam", [handed_over("ana", "dan")], []),
}  # fmt: skip
