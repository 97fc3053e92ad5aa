"""The schedules of an HSDS service as days and hours of the directory; what is more than that, as words. Pure.

Source: schedule.json of HSDS 3.1: `freq` is WEEKLY or MONTHLY, `byday` as RFC 5545 writes it.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from safeconduct.directory.bringing import said
from safeconduct.directory.bringing.made import Reading

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
EVERY_DAY = tuple(range(7))

NOT_A_FREQUENCY = _(
    "“{value}” is no frequency of HSDS: it is WEEKLY or MONTHLY; write all seven days for every day."
)
NOT_DAYS = _("“{value}” are no days of RFC 5545, for example MO,TU.")


def read(reading: Reading, schedules: Iterable[Mapping[str, Any]], *, today: date) -> dict[str, Any]:
    """Fields of `Proposed`: words always; days and hours where one weekly block says it all."""
    blocks: list[tuple[tuple[int, ...], str, str]] = []
    words: list[str] = []
    for place, one in enumerate(schedules):
        where = f"schedules[{place}]"
        if one.get("freq") not in (None, "", "WEEKLY", "MONTHLY"):
            reading.note_wrong(f"{where}.freq", NOT_A_FREQUENCY.format(value=str(one["freq"])[:30]))
        for name in ("valid_from", "valid_to", "dtstart", "until"):
            reading.take(f"{where}.{name}", one.get(name), partial(said.day, today=date.max), None)
        days = _days(reading, f"{where}.byday", one.get("byday"))
        opens = reading.take(f"{where}.opens_at", one.get("opens_at"), said.time_of_day, "")
        closes = reading.take(f"{where}.closes_at", one.get("closes_at"), said.time_of_day, "")
        words.append(reading.take(f"{where}.description", one.get("description"), said.name, ""))
        if one.get("freq") == "WEEKLY" and days and opens and closes:
            blocks.append((days, opens, closes))
    found: dict[str, Any] = {"hours": "; ".join(dict.fromkeys(word for word in words if word))[:200]}
    hours = {(opens, closes) for _days_of, opens, closes in blocks}
    if len(hours) == 1:
        opens, closes = hours.pop()
        days = tuple(sorted({day for of_block, _opens, _closes in blocks for day in of_block}))
        if not (days == EVERY_DAY and opens == "00:00" and closes == "23:59"):
            found |= {"open_days": days, "opens": opens, "closes": closes}
        found["hours"] = found["hours"] or f"{', '.join(DAYS[day] for day in days)} {opens} - {closes}"
    elif blocks and not found["hours"]:
        found["hours"] = "; ".join(
            f"{', '.join(DAYS[day] for day in days)} {opens} - {closes}" for days, opens, closes in blocks
        )[:200]
    return found


def _days(reading: Reading, where: str, value: object) -> tuple[int, ...]:
    pieces = [piece.strip().upper() for piece in str(value or "").split(",") if piece.strip()]
    if any(not re.fullmatch(rf"[+-]?[0-9]{{0,2}}(?:{'|'.join(DAYS)})", piece) for piece in pieces):
        reading.note_wrong(where, NOT_DAYS.format(value=str(value)[:30]))
        return ()
    return tuple(DAYS.index(piece) for piece in pieces if piece in DAYS)
