"""One contact as somebody typed it, and the ways to reach a service that stand in it. Pure.

Several stand behind each other with a semicolon between. A number to which one writes begins with SMS: the word is the
same in every language of the network, and in HSDS such a number has the type `text`.
"""

import re
from dataclasses import dataclass

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
