"""Every row policy with what it lets through and what only its condition keeps out, room by room."""

from tests.access.scenarios import (
    asked,
    attachments,
    authorities,
    below,
    bringing,
    cases,
    conferring,
    conflicts,
    directory,
    enquiries,
    exchange,
    figures,
    legal,
    letters,
    links,
    matters,
    persons_side,
    plans,
    referrals,
    statements,
    talks,
    templates,
    times,
)
from tests.access.scenarios.probes import Probe, Scenario, deletes

__all__ = ["NARROWING", "SCENARIOS", "Probe", "Scenario", "deletes"]

SCENARIOS: dict[tuple[str, str], Scenario] = {
    **asked.SCENARIOS, **attachments.SCENARIOS, **authorities.SCENARIOS, **below.SCENARIOS, **bringing.SCENARIOS,
    **cases.SCENARIOS, **conferring.SCENARIOS, **conflicts.SCENARIOS, **directory.SCENARIOS, **enquiries.SCENARIOS,
    **exchange.SCENARIOS, **figures.SCENARIOS,
    **legal.SCENARIOS, **letters.SCENARIOS, **links.SCENARIOS, **matters.SCENARIOS, **persons_side.SCENARIOS,
    **plans.SCENARIOS,
    **referrals.SCENARIOS, **statements.SCENARIOS,
    **talks.SCENARIOS, **templates.SCENARIOS, **times.SCENARIOS,
}  # fmt: skip
NARROWING = [
    ("referrals.referral", "the_clock_deletes_only_drafts"),
]
"""Restrictive policies: they let nothing through, so without them more is in reach."""
