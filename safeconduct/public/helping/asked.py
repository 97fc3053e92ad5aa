"""What somebody chose on the page of places, read from numbers and short codes of a form. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from safeconduct.vocabulary.codes import Need

NEEDS = tuple(Need)
"""A need is sent as its number."""
WHO = ("women", "men", "children")


@dataclass(frozen=True, slots=True)
class Asked:
    """One search; what is empty does not narrow."""

    country: str = ""
    need: str = ""
    language: str = ""
    who: str = ""
    no_papers: bool = False
    is_open: bool = False

    @property
    def tags(self) -> list[str]:
        """By what the database finds it: what a place always says. The rest it may have left unsaid."""
        return [f"{name}:{code}" for name, code in (("country", self.country), ("need", self.need)) if code]

    @property
    def fields(self) -> dict[str, str]:
        """The same as a form sends it, so that the next page of places knows it; never in an address."""
        said = {
            "c": self.country, "l": self.language,
            "n": str(NEEDS.index(Need(self.need)) + 1) if self.need else "",
            "w": str(WHO.index(self.who) + 1) if self.who else "",
            "p": "1" if self.no_papers else "", "o": "1" if self.is_open else "",
        }  # fmt: skip
        return {name: value for name, value in said.items() if value}


def read(said: Mapping[str, str], *, countries: list[str], languages: list[str]) -> Asked:
    """What was asked; whatever is no choice of ours is left out, and nothing is refused."""
    country, language = said.get("c", ""), said.get("l", "")
    return Asked(
        country=country if country in countries else "",
        need=_of(NEEDS, said.get("n", "")),
        language=language if language in languages else "",
        who=_of(WHO, said.get("w", "")),
        no_papers=said.get("p") == "1",
        is_open=said.get("o") == "1",
    )


def _of(listed: tuple[str, ...], number: str) -> str:
    if not (number.isascii() and number.isdigit() and len(number) < len("100")):
        return ""
    index = int(number) - 1
    return str(listed[index]) if 0 <= index < len(listed) else ""
