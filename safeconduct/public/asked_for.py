"""Which of our languages a browser asks for first. Pure: what it says is read, and kept nowhere."""

from collections.abc import Collection

MOST = 20
"""Languages of a browser that are looked at."""
_LONGEST = 400
NAMED_OTHERWISE = {"mo": "ro"}
"""What old telephones call a language of ours."""


def asked_for(said: str, among: Collection[str]) -> str:
    """The tag of the language that stands first in `Accept-Language` and that we have; "" where there is none.

    It is offered, and nobody is led to it: the telephone may be somebody else's.
    """
    pieces = [_piece(each) for each in said[:_LONGEST].split(",")[:MOST]]
    wanted = sorted(((weight, tag) for tag, weight in pieces if weight > 0), key=lambda one: -one[0])
    tags = (NAMED_OTHERWISE.get(tag, tag) for _weight, tag in wanted)
    return next((tag for tag in tags if tag in among), "")


def _piece(said: str) -> tuple[str, float]:
    """A tag without its country, and how much it is wanted; 0 for what is no number."""
    tag, _semicolon, weight = said.partition(";")
    main = tag.strip().partition("-")[0].casefold()
    name, _equals, number = weight.strip().partition("=")
    if not name:
        return main, 1.0
    try:
        return main, float(number) if name.strip() == "q" else 0.0
    except ValueError:
        return main, 0.0
