"""How the texts stand: counted for the table of all languages, and one by one for a section and for what waits."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from safeconduct.public.editors.rules import SPEAKERS
from safeconduct.public.speaking import rules
from safeconduct.public.speaking.bodies import NAMES, Text, tags, texts
from safeconduct.public.speaking.models import Wording
from safeconduct.public.speaking.naming import card_titles, named
from safeconduct.public.speaking.rules import State
from safeconduct.vocabulary.languages import LANGUAGES

LIVING = Q(over_at=None)


@dataclass(frozen=True, slots=True)
class Stands:
    """One text in one language."""

    text: Text
    tag: str
    state: State
    now: str
    """What readers have."""
    stands: Wording | None
    waits: Wording | None

    @property
    def own(self) -> str:
        """The language by its own name."""
        return LANGUAGES[self.tag].own

    @property
    def shipped(self) -> str:
        """What the release says."""
        return self.text.shipped.get(self.tag, "")


@dataclass(frozen=True, slots=True)
class Cell:
    """One section in one language: how many texts of which state."""

    tag: str
    counts: Mapping[State, int]
    of_all: int

    @property
    def own(self) -> str:
        """The language by its own name."""
        return LANGUAGES[self.tag].own

    @property
    def is_done(self) -> bool:
        """Whether a speaker has checked all of it."""
        return self.counts.get(State.REVIEWED, 0) == self.of_all


@dataclass(frozen=True, slots=True)
class Row:
    """One section of a body in all languages."""

    body: str
    section: str
    called: Any
    """The section as people know it."""
    cells: list[Cell]

    @property
    def name(self) -> Any:
        """As people read the body."""
        return NAMES[self.body]


def tongues_of(user: Any) -> frozenset[str]:
    """The languages that this account reviews in, by its groups."""
    names = user.groups.filter(name__startswith=SPEAKERS).values_list("name", flat=True)
    return frozenset(name.removeprefix(SPEAKERS) for name in names)


def table() -> list[Row]:
    """Every section in every language. Two questions, whatever there is."""
    stands = _stands(texts().values(), Wording.objects.filter(LIVING).defer("why"), tags())
    found: dict[tuple[str, str], dict[str, Counter[State]]] = {}
    for each in stands:
        place = found.setdefault((each.text.body, each.text.section), {})
        place.setdefault(each.tag, Counter())[each.state] += 1
    titles = card_titles()
    return [
        Row(
            body,
            section,
            named(body, section, titles),
            [Cell(tag, counts, counts.total()) for tag, counts in cells.items()],
        )
        for (body, section), cells in found.items()
    ]


def section(body: str, name: str, wanted: Iterable[str]) -> list[list[Stands]]:
    """Each text of a section in these languages; nothing where there is no such section."""
    listed = [each for each in texts().values() if (each.body, each.section) == (body, name)]
    kept = Wording.objects.filter(LIVING, key__startswith=f"{body}:{name}.")
    columns = tuple(wanted)
    found = _stands(listed, kept, columns)
    return [found[start : start + len(columns)] for start in range(0, len(found), len(columns))]


def of_language(tag: str) -> list[Stands]:
    """Every text in one language."""
    return _stands(texts().values(), Wording.objects.filter(LIVING, tag=tag), (tag,))


def waiting(tag: str) -> Any:
    """What was sent in and not decided, the oldest first."""
    return Wording.objects.filter(LIVING, tag=tag, approved_at=None).order_by("sent_at", "pk")


def waiting_for(user: Any) -> list[tuple[str, int]]:
    """In each language that this account reviews in, how many texts somebody else has sent in. One question."""
    others = Wording.objects.filter(LIVING, approved_at=None, tag__in=tongues_of(user)).exclude(sent_by=user)
    return list(others.values_list("tag").annotate(many=Count("pk")).order_by("tag"))


def sent_back(tag: str, body: str, name: str) -> dict[str, str]:
    """Why a text of a section came back last, by its key; not of one that was sent in again since."""
    ended = Wording.objects.filter(tag=tag, key__startswith=f"{body}:{name}.").order_by("pk")
    last = {each.key: each for each in ended}
    return {key: each.why for key, each in last.items() if each.why and each.over_at is not None}


def _stands(listed: Iterable[Text], kept: Iterable[Wording], columns: tuple[str, ...]) -> list[Stands]:
    rows = {(each.tag, each.key, each.approved_at is not None): each for each in kept}
    return [
        _one(text, tag, rows.get((tag, text.key, True)), rows.get((tag, text.key, False)))
        for text in listed
        for tag in columns
    ]


def _one(text: Text, tag: str, stands: Wording | None, waits: Wording | None) -> Stands:
    shipped, reviewed = text.shipped.get(tag), stands.reviewed if stands else None
    state = rules.state_of(text.source, shipped, reviewed, waits=waits is not None)
    return Stands(text, tag, state, rules.shown(text.source, shipped, reviewed), stands, waits)
