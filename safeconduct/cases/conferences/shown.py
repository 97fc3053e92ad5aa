"""A conference and its items in words, for the pages."""

from datetime import datetime
from typing import Any

from safeconduct.agencies.models import Member
from safeconduct.cases.conferences.codes import EntryKind, NoWish, PersonThere
from safeconduct.cases.conferences.codes import label as label_here
from safeconduct.cases.conferences.queries import Found, Item, Written
from safeconduct.cases.conferences.rules import (
    may_decide,
    may_keep_minutes,
    may_propose,
    may_write_wish,
    sees_proposals,
)
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label


def item_in_words(item: Item, *, by: Member, has_met: bool) -> dict[str, Any]:
    """One item: the person's view first, then what is open of the rest, and what the member can do now."""
    wish = item.latest(EntryKind.WISH)
    proposals = item.of(EntryKind.PROPOSAL)
    is_told = sees_proposals(item.standing)
    return {
        "one": item,
        "section": label(item.section),
        "role": label(item.role),
        "wish": wish,
        "no_wish": _no_wish(wish),
        "proposals": [(one, label(one.role), one.author == by.id) for one in proposals],
        "is_told": is_told,
        "missing": [(one.name, label(one.profession)) for one in item.missing] if is_told else [],
        "missing_there": [one.agency for one in item.asked if one.is_missing] if is_told else [],
        "hear": "; ".join(one.agency for one in item.asked if one.is_live and not one.trouble),
        "decision": item.latest(EntryKind.DECISION),
        "minutes": [(one, label(one.role)) for one in item.of(EntryKind.MINUTES)],
        "may_propose": may_propose(item.standing),
        "may_wish": may_write_wish(item.standing),
        "may_decide": may_decide(item.standing, is_anybody_missing=item.is_anybody_missing),
        "may_keep": may_keep_minutes(item.standing, has_met=has_met),
        "decides": item.standing.decides,
    }


def meeting_in_words(found: Found) -> dict[str, Any]:
    """When and where, and who was there; colleagues by name as long as they are in the team."""
    names = {str(one.member): (one.name, label(one.profession)) for one in found.team}
    came = [names[member] for member in found.content.get("came", []) if member in names]
    gone = len(found.content.get("came", [])) - len(came)
    person, agencies = found.content.get("person", ""), found.invited
    return {
        "at": found.meets_at,
        "where": found.content.get("where", ""),
        "came": came,
        "gone": gone,
        "agencies": [agencies[name] for name in found.content.get("agencies", []) if name in agencies],
        "others": found.content.get("others", ""),
        "person": label_here(PersonThere(person)) if person else "",
    }


def state_of(item: Item, at: datetime, ends_at: datetime) -> str:
    """Where an item stands, as a word of the template."""
    if item.standing.is_decided:
        return "decided"
    return "late" if ends_at <= at else "open"


def _no_wish(wish: Written | None) -> Words:
    return label_here(NoWish(wish.content["absent"])) if wish and "absent" in wish.content else ""
