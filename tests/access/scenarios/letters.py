"""Policies of questions without a name: the team that answers, whoever administers, and the worker that carries."""

from typing import Any

from tests.access.made import letter, thread
from tests.access.names import ID
from tests.access.scenarios.probes import (
    ALFA,
    BETA,
    Probe,
    Refusal,
    Scenario,
    adds,
    changes,
    deletes,
    nobody,
    sees,
)


def desk(agency: str) -> dict[str, Any]:
    return {"agency_id": ID(agency), "team_id": ID(f"team_{agency}"), "days": 2, "contact_of": ""}


UPSERT = """
    INSERT INTO referrals.letter_desk (agency_id, team_id, is_open, days, contact_of, changed_at)
    VALUES (%s, %s, false, 2, '', now()) ON CONFLICT (agency_id) DO UPDATE SET days = EXCLUDED.days
"""


def made_again(agency: str) -> Probe:
    """The row is there: it is proposed, so the policy of making is asked, and then changed."""
    return lambda connection: connection.execute(UPSERT, [ID(agency), ID(f"team_{agency}")]).rowcount


def carried(agency: str) -> dict[str, Any]:
    return {"id": ID(f"letters_{agency}")}


SCENARIOS = {
    ("referrals.letter_desk", "desk_of_my_agency_seen"): Scenario(
        "dan", [sees("referrals.letter_desk", **ALFA)], [sees("referrals.letter_desk", **BETA)],
    ),
    ("referrals.letter_desk", "desk_of_my_agency_made"): Scenario(
        "adam", [made_again("alfa")],
        [adds("referrals.letter_desk", **desk("gent")), Refusal(adds("referrals.letter_desk", **desk("gent")), "ana")],
    ),
    ("referrals.letter_desk", "desk_of_my_agency_changed"): Scenario(
        "adam", [changes("referrals.letter_desk", "days = 4")],
        [Refusal(changes("referrals.letter_desk", "days = 4"), "adam", own=1),
         changes("referrals.letter_desk", f"team_id = '{ID('team_beta')}'"),
         changes("referrals.letter_desk", "contact_of = 'DE'"),
         Refusal(changes("referrals.letter_desk", "days = 4"), "ana")],
    ),
    ("referrals.letter_desk", "desks_said_by_the_worker"): Scenario(
        "worker", [sees("referrals.letter_desk", **BETA)], [nobody(sees("referrals.letter_desk"))],
    ),
    ("referrals.letter_thread", "conversations_of_my_team_seen"): Scenario(
        "ana", [sees("referrals.letter_thread", **ALFA)],
        [sees("referrals.letter_thread", **BETA), Refusal(sees("referrals.letter_thread"), "dan"),
         Refusal(sees("referrals.letter_thread"), "adam")],
    ),
    ("referrals.letter_thread", "conversations_of_my_team_changed"): Scenario(
        "ana", [changes("referrals.letter_thread", "waits = false")],
        [Refusal(changes("referrals.letter_thread", "waits = false"), "ana", own=2),
         Refusal(changes("referrals.letter_thread", "waits = false"), "dan")],
    ),
    ("referrals.letter_thread", "conversations_carried"): Scenario(
        "worker", [sees("referrals.letter_thread", **carried("beta"))], [nobody(sees("referrals.letter_thread"))],
    ),
    ("referrals.letter_thread", "conversations_brought"): Scenario(
        "worker", [adds("referrals.letter_thread", **thread("alfa"))],
        [nobody(adds("referrals.letter_thread", **thread("alfa")))],
    ),
    ("referrals.letter_thread", "conversations_moved"): Scenario(
        "worker", [changes("referrals.letter_thread", "waits = true")],
        [nobody(changes("referrals.letter_thread", "waits = true"))],
    ),
    ("referrals.letter_thread", "conversations_kept_long_enough"): Scenario(
        "worker", [deletes("referrals.letter_thread")],
        [Refusal(deletes("referrals.letter_thread"), "worker", own=2), nobody(deletes("referrals.letter_thread"))],
    ),
    ("referrals.letter", "letters_of_my_team_seen"): Scenario(
        "ana", [sees("referrals.letter", **ALFA)],
        [sees("referrals.letter", **BETA), Refusal(sees("referrals.letter"), "dan"),
         Refusal(sees("referrals.letter"), "adam")],
    ),
    ("referrals.letter", "letters_written_by_me"): Scenario(
        "ana", [adds("referrals.letter", **letter("alfa", by="ana"))],
        [adds("referrals.letter", **letter("alfa", by="nora")), adds("referrals.letter", **letter("beta", by="ana")),
         adds("referrals.letter", **letter("alfa")),
         adds("referrals.letter", **letter("alfa", by="ana", of="letters_beta")),
         adds("referrals.letter", **letter("alfa", by="ana", of="gone_alfa")),
         Refusal(adds("referrals.letter", **letter("alfa", by="dan")), "dan")],
    ),
    ("referrals.letter", "letters_carried"): Scenario(
        "worker", [sees("referrals.letter", thread_id=ID("letters_beta"))], [nobody(sees("referrals.letter"))],
    ),
    ("referrals.letter", "letters_brought"): Scenario(
        "worker", [adds("referrals.letter", **letter("alfa"))],
        [adds("referrals.letter", **letter("alfa", by="ana")), nobody(adds("referrals.letter", **letter("alfa")))],
    ),
    ("referrals.letter", "letters_handed_over"): Scenario(
        "worker", [changes("referrals.letter", "outgoing = NULL")],
        [nobody(changes("referrals.letter", "outgoing = NULL"))],
    ),
    ("referrals.letter", "letters_of_no_conversation"): Scenario(
        "worker", [deletes("referrals.letter")],
        [Refusal(deletes("referrals.letter"), "worker", own=2), nobody(deletes("referrals.letter"))],
    ),
}  # fmt: skip
