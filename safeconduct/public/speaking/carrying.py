"""Files of translators: a language as one, and one that came back, text by text before a second speaker."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from safeconduct.public.speaking import actions, po, rules
from safeconduct.public.speaking.po import Entry
from safeconduct.public.speaking.queries import Stands, of_language, tongues_of
from safeconduct.public.speaking.rules import State
from safeconduct.vocabulary.decisions import Reason


@dataclass(frozen=True, slots=True)
class NotTaken:
    """One text of a file that was not sent in, as it came, and why."""

    entry: Entry
    why: Reason


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file."""

    sent_in: int
    left: int
    """Not checked, or no text: left alone. And what was reviewed word for word before."""
    refused: list[NotTaken]


def given_out(tag: str) -> bytes:
    """Every text of a language beside its source; what waits stands in it as it was sent in, and is not checked."""
    return po.written(
        tag,
        [
            Entry(
                each.text.key,
                each.text.source,
                each.waits.text if each.waits else each.now or each.shipped,
                each.state is State.REVIEWED,
            )
            for each in of_language(tag)
        ],
    )


def take_in(tag: str, raw: bytes, *, by: Any, now: datetime) -> Taken | Reason:
    """Send in what a file says and somebody has checked; what cannot be is told one by one, with its words."""
    if tag not in tongues_of(by):
        return rules.NOT_SPEAKER
    entries = po.read(raw)
    if isinstance(entries, Reason):
        return entries
    stands = {each.text.key: each for each in of_language(tag)}
    checked = [each for each in entries if each.is_checked and each.text]
    whys = {id(each): _why_not(each, stands) for each in checked}
    wanted = {each.key: rules.cleaned(each.text) for each in checked if whys[id(each)] is None}
    found = actions.send_in(wanted, {key: stands[key] for key in wanted}, by=by, now=now)
    refused = [NotTaken(each, why) for each in checked if (why := whys[id(each)] or found.get(each.key))]
    told = [each for each in refused if each.why != rules.ALREADY]
    sent = 0 if found else len(wanted)
    return Taken(sent, len(entries) - sent - len(told), told)


def _why_not(entry: Entry, stands: Mapping[str, Stands]) -> Reason | None:
    """What keeps one text back by itself."""
    each = stands.get(entry.key)
    if each is None:
        return po.UNKNOWN
    if each.text.source != entry.source:
        return po.OTHER_SOURCE
    return actions.faults({entry.key: rules.cleaned(entry.text)}, stands, speaks=True).get(entry.key)
