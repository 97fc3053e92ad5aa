"""Every row policy with what it lets through and what only its condition keeps out, room by room."""

from tests.access.scenarios import below, cases, exchange, legal, links, matters, referrals, templates, times
from tests.access.scenarios.probes import HIDDEN_FROM_WHO_ADMINISTERS, Probe, Scenario, deletes

__all__ = ["NARROWING", "SCENARIOS", "Probe", "Scenario", "deletes"]

SCENARIOS: dict[tuple[str, str], Scenario] = {
    **below.SCENARIOS, **cases.SCENARIOS, **referrals.SCENARIOS, **exchange.SCENARIOS, **legal.SCENARIOS,
    **links.SCENARIOS, **matters.SCENARIOS, **templates.SCENARIOS, **times.SCENARIOS,
}  # fmt: skip
NARROWING = [
    ("referrals.referral", "the_clock_deletes_only_drafts"),
    *((table, "nothing_for_who_administers") for table in HIDDEN_FROM_WHO_ADMINISTERS),
]
"""Restrictive policies: they let nothing through, so without them more is in reach."""
