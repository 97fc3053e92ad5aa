"""One contact as somebody typed it, and the ways to reach a service that stand in it. Pure.

Several stand behind each other with a semicolon between. A number to which one writes begins with SMS: the word is the
same in every language of the network, and in HSDS such a number has the type `text`.
"""

import re
from dataclasses import dataclass

_SAYS_SMS = re.compile(r"sms(?![^\W\d_])", re.IGNORECASE)
SHORTEST = 3
"""Digits of a number."""
_DRAWN = re.compile(r"[\s().\-/–:]")
"""What makes a number easier to read, and no other number."""
_WRITTEN = re.compile(r"sms\b[\s:]*(?P<number>\+?[\d\s().\-/–]+)", re.IGNORECASE)
TEXT = "text"


@dataclass(frozen=True, slots=True)
class Number:
    """One number, and whether one writes to it."""

    number: str
    is_written_to: bool = False


@dataclass(frozen=True, slots=True)
class Reached:
    """All ways of one contact; of web and mail addresses the first."""

    numbers: tuple[Number, ...] = ()
    email: str = ""
    url: str = ""


def reached(said: str) -> Reached:
    """The ways in a contact; what is neither an address nor begins with SMS is a number that is called."""
    numbers, emails, urls = [], [], []
    for piece in filter(None, (each.strip() for each in said.split(";"))):
        written = _WRITTEN.fullmatch(piece)
        if piece.startswith(("https://", "http://")):
            urls.append(piece)
        elif "@" in piece and " " not in piece:
            emails.append(piece)
        elif written is not None:
            numbers.append(Number(written["number"].strip(), is_written_to=True))
        else:
            numbers.append(Number(piece))
    return Reached(tuple(numbers), next(iter(emails), ""), next(iter(urls), ""))


def is_no_number_after_sms(said: str) -> bool:
    """Whether a way in a contact begins with SMS and goes on with anything but a number."""
    pieces = (each.strip() for each in said.split(";"))
    return any(_SAYS_SMS.match(each) and not _is_written_to(each) for each in pieces)


def _is_written_to(way: str) -> bool:
    found = _WRITTEN.fullmatch(way)
    return found is not None and len(re.sub(r"\D", "", found["number"])) >= SHORTEST


def shared(said: str, other: str) -> str:
    """The ways of one contact that stand in another one too, as they are written in the first."""
    known = {_key(each) for each in other.split(";")} - {""}
    return "; ".join(each.strip() for each in said.split(";") if _key(each) in known)


def _key(way: str) -> str:
    return _DRAWN.sub("", way).casefold()
