"""A row of a table of referrals, said once in Python: in templates each word, date and component is worked out anew."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django import template
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from safeconduct.site.clock import face

register = template.Library()


@register.simple_tag
def row_of(line: Mapping[str, Any], now: datetime, me: UUID) -> dict[str, Any]:
    """What `cotton/worklist.html` writes for `me` of a line (`in_words` of referrals), in the active language."""
    row = line["row"]
    clock = face(row.since, line["until"], now)
    return {
        "reference": row.reference,
        "kind": ("yours" if line["is_yours"] else "theirs") + (" late" if line["is_late"] else ""),
        "alias": line["alias"],
        "service": str(line["service"]),
        "other": _other(line),
        "tag": line["tag"],
        "glyph": line["glyph"],
        "state": str(line["state"]),
        "is_emergency": line["is_emergency"],
        "by_hand": str(line["by_hand"]),
        "urgency": str(line["urgency"]),
        "clock": clock,
        "clock_words": _by(line["until"]) if clock.kind == "running" else clock.words,
        "cites": line["cites"].words if line["cites"] else "",
        "next": str(line["next"]),
        "owner": _owner(line, me),
        "act": str(line["act"]) if line["is_yours"] else "",
        "asleep": _asleep(line.get("asleep")),
        "may_wait": line["may_wait"],
        "may_give": line.get("may_give", False),
        "picked": line.get("picked", False),
    }


def _other(line: Mapping[str, Any]) -> str:
    row, other = line["row"], line["other"]
    if row.state == "draft":
        words = gettext("To %(other)s, %(country)s")
    elif row.side == "sender":
        words = gettext("You asked %(other)s, %(country)s")
    else:
        words = gettext("From %(other)s, %(country)s")
    return words % {"other": other.name, "country": other.country}


def _by(due: datetime) -> str:
    return gettext("By %(when)s") % {"when": date_format(localtime(due), "D j M, H:i")}


def _owner(line: Mapping[str, Any], me: UUID) -> str:
    if line["row"].worker_id == me:
        return gettext("You")
    return line.get("owner_name") or (gettext("Team") if line["is_yours"] else gettext("They"))


def _asleep(away: Mapping[str, Any] | None) -> str:
    if not away:
        return ""
    when = date_format(localtime(away["until"]), "D j M")
    return gettext("Put away until %(when)s: %(why)s") % {"when": when, "why": away["why"]}
