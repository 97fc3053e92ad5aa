"""Reads the long story: scenes of a few lines each, what is done in them, and what each profession must see afterwards.

The story is data (`story/long/*.toml`). What is not said in a scene about what somebody sees is as it was before, and
what was never said is nothing: so each scene says only what changes, and all of it is looked at.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from safeconduct.commands.demonstration.pair import STORY, Nodes
from safeconduct.commands.faults import CannotRun
from safeconduct.vocabulary.sections import Section

FOLDER = STORY / "long"
VERBS = frozenset(
    {
        "open",
        "write",
        "fill",
        "refused",
        "draft",
        "consent",
        "send",
        "move",
        "accept",
        "wait",
        "reads",
        "reads_not",
    }
)
"""What can be done: each is a form that a member fills in, or a page that a member reads."""
NOTHING = "-"


@dataclass(frozen=True)
class Column:
    """One profession of the table."""

    name: str
    role: str
    country: str


@dataclass(frozen=True)
class Deed:
    """What somebody does: a form of a page, or words that must stand on one."""

    by: str
    do: str
    at: str = ""
    form: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    named: str = ""
    says: str = ""


@dataclass(frozen=True)
class View:
    """What one member sees of one place: the state of a referral, which sections are open, and marks of what was asked.

    `open` is compared whole. `marks` are `health?` for a section that was asked about and waits, `health!` for an
    answered one, and how a question of an authority stands.
    """

    state: str = ""
    open: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    is_there: bool = True

    def __str__(self) -> str:
        if not self.is_there:
            return NOTHING
        sections = [section.value for section in Section if section.value in self.open]
        said = ", ".join([*sections, *sorted(self.marks)]) or "no section"
        return f"{self.state}: {said}" if self.state else said


UNSEEN = View(is_there=False)
type Sight = dict[tuple[str, str], View]
"""What is seen, by member and place."""


@dataclass(frozen=True)
class Scene:
    """One scene: its day, what is told, what is done, and what changes in what each profession sees."""

    title: str
    day: int
    text: str
    deeds: tuple[Deed, ...]
    sees: Sight


@dataclass(frozen=True)
class LongStory:
    """All of it."""

    columns: tuple[Column, ...]
    places: dict[str, str]
    scenes: tuple[Scene, ...]


def read_long_story(pair: Nodes, folder: Path = FOLDER) -> LongStory:
    """The story of this folder. Raises CannotRun for a name, a place or a deed that is not there."""
    head = tomllib.loads((folder / "cast.toml").read_text(encoding="utf-8"))
    columns = tuple(Column(**entry) for entry in head["columns"])
    places, words = head["places"], head["words"]
    scenes = [
        _scene(entry, words)
        for file in sorted(folder.glob("[0-9]*.toml"))
        for entry in tomllib.loads(file.read_text(encoding="utf-8"))["scenes"]
    ]
    _checked(pair, columns, places, scenes)
    return LongStory(columns, places, tuple(scenes))


def _scene(entry: dict[str, Any], words: dict[str, str]) -> Scene:
    sees = {
        (member, place): view_of(text, words)
        for member, seen in entry.get("sees", {}).items()
        for place, text in seen.items()
    }
    deeds = tuple(_deed(deed, entry.get("by", "")) for deed in entry.get("does", []))
    return Scene(entry["title"], entry["day"], " ".join(entry["text"].split()), deeds, sees)


def _deed(entry: dict[str, Any], by: str) -> Deed:
    known = {"by", "do", "at", "form", "with", "named", "says"}
    if entry.keys() - known:
        raise CannotRun(
            f"A deed of the long story has words that nobody knows: {sorted(entry.keys() - known)}."
        )
    return Deed(
        entry.get("by", by), entry["do"], entry.get("at", ""), entry.get("form", ""), entry.get("with", {}),
        entry.get("named", ""), entry.get("says", ""),
    )  # fmt: skip


def view_of(text: str, words: dict[str, str]) -> View:
    """A view as the story writes it: `accepted: OFFER identity`, where capital words stand for several sections."""
    if text == NOTHING:
        return UNSEEN
    state, colon, rest = text.rpartition(":")
    found = " ".join(words.get(word, word) for word in rest.split()).split()
    plain = frozenset(word for word in found if word in set(Section))
    return View(state if colon else "", plain, frozenset(found) - plain - {"nothing"})


def _checked(pair: Nodes, columns: tuple[Column, ...], places: dict[str, str], scenes: list[Scene]) -> None:
    names = {column.name for column in columns}
    days = [scene.day for scene in scenes]
    if days != sorted(days):
        raise CannotRun("The long story does not go forward.")
    for name in (*names, *(deed.by for scene in scenes for deed in scene.deeds)):
        try:
            pair.place(name)
        except KeyError:
            raise CannotRun(f"The long story names a member who is not there: {name}.") from None
    for scene in scenes:
        for wrong in _unknown(scene, names, places):
            raise CannotRun(f"The scene {scene.title!r} of the long story: {wrong}.")


def _unknown(scene: Scene, names: set[str], places: dict[str, str]) -> Iterator[str]:
    for member, place in scene.sees:
        if member not in names or place not in places:
            yield f"nobody sees {place} as {member}"
    for deed in scene.deeds:
        if deed.do not in VERBS:
            yield f"nobody can {deed.do}"
    for view in scene.sees.values():
        for mark in view.marks:
            if mark.rstrip("?!") not in set(Section):
                yield f"{mark} is no section"
