"""Days on which a plan is looked at again with the person: each has an hour in which they may be reached. Pure."""

from collections.abc import Iterator
from datetime import date

from safeconduct.cases.answering import Content, rows_of
from safeconduct.cases.planning.rules import REVIEWS
from safeconduct.cases.safe_hours import SafeContact, may_reach_on
from safeconduct.vocabulary.decisions import Refused, Words


def out_of_reach(plan: Content, stands: Content, contact: SafeContact) -> Iterator[tuple[str, Words]]:
    """The days that this plan newly asks for and that lie outside the person's hours, each with a sentence.

    A day that `stands` already, or on which they have met, is left: hours that change later stop no other work.
    """
    before = {row.get("on") for row in rows_of(stands, REVIEWS)}
    for place, row in enumerate(rows_of(plan, REVIEWS)):
        if not row.get("on") or row.get("held") or row["on"] in before:
            continue
        allowed = may_reach_on(contact, date.fromisoformat(row["on"]), contact.zone)
        if isinstance(allowed, Refused):
            yield f"{REVIEWS}-{place}-on", allowed.reason.sentence
