"""Plays the long story through the pages of two nodes, and after each scene looks with everybody's eyes."""

import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from typing import Any

from urllib3.exceptions import HTTPError

from safeconduct.commands.demonstration.browser import Page, WalkFailed
from safeconduct.commands.demonstration.clock import Clock
from safeconduct.commands.demonstration.hands import Hands, must, told
from safeconduct.commands.demonstration.long.looking import (
    seen_of_desk,
    seen_of_file,
    seen_of_referral,
)
from safeconduct.commands.demonstration.long.scenes import UNSEEN, Deed, LongStory, Scene, Sight, View
from safeconduct.commands.demonstration.pair import Pair
from safeconduct.commands.demonstration.player import dated

PATIENCE = 60.0
"""Seconds within which a message, or what happens by itself, must have arrived on a busy machine."""
AT_ONCE = 2
DESK = "desk"


@dataclass(frozen=True)
class Told:
    """A scene that was played: when it was, what was seen, and how long it took."""

    scene: Scene
    at: datetime
    sight: Sight
    seconds: float


@dataclass
class Teller:
    """The story under way. `say` gets each scene once it is as it must be."""

    pair: Pair
    story: LongStory
    say: Callable[[Told], None]
    hands: dict[str, Hands] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    """The addresses of the places that the story has come to."""
    states: dict[str, str] = field(default_factory=dict)
    """In which state each referral was left."""
    expected: Sight = field(default_factory=dict)

    def tell(self) -> list[Told]:
        """All scenes in their order. Raises WalkFailed with scene, profession, and what was expected and found."""
        clock = Clock(self.pair)
        played: list[Told] = []
        for column in self.story.columns:  # one after the other: the first pages of a node take longest
            self.by(column.name).sign_in()
        for scene in self.story.scenes:
            begun = time.monotonic()
            clock.set(timedelta(days=scene.day))
            today = datetime.now(UTC) + timedelta(days=scene.day)
            try:
                for deed in scene.deeds:
                    self._do(deed, today)
                self.expected |= scene.sees
                sight = self._look()
            except (WalkFailed, HTTPError) as failed:
                raise WalkFailed(
                    f"Scene {len(played) + 1}, {scene.title!r} (day {scene.day}): {failed}"
                ) from failed
            played.append(Told(scene, today, sight, time.monotonic() - begun))
            self.say(played[-1])
        return played

    def by(self, name: str) -> Hands:
        """The member at a browser."""
        return self.hands.setdefault(name, Hands(self.pair, name))

    # --- What is done -------------------------------------------------------------------------------------------

    def _do(self, deed: Deed, today: datetime) -> None:
        hands = self.by(deed.by)
        answers = {name: self._meant(value, today) for name, value in deed.answers.items()}
        try:
            page = getattr(self, f"_{deed.do}")(hands, deed, answers, today)
        except WalkFailed as failed:
            profession = self.pair.place(deed.by).member["profession"].replace("_", " ")
            raise WalkFailed(f"{deed.by}, {profession}: {failed}") from failed
        if deed.named:
            self.paths[deed.named] = page.path
        if "data-state" in page.marks and page.status == 200:
            self.states[page.path] = page.state()

    def _open(self, hands: Hands, _deed: Deed, answers: dict[str, Any], _today: datetime) -> Page:
        return hands.open_case({"plan_follow_ups": "yes", **answers})

    def _write(self, hands: Hands, deed: Deed, answers: dict[str, Any], _today: datetime) -> Page:
        return hands.save(self._at(hands, deed), "the file", answers)

    def _fill(self, hands: Hands, deed: Deed, answers: dict[str, Any], _today: datetime) -> Page:
        page = self._at(hands, deed)
        said = hands.fill(page, self._form(page, deed.form), answers, f"{hands.name} at {page.path}")
        must(
            deed.says in said.text,
            f"{hands.name} does not read {deed.says!r} at {said.path}: {said.text[:400]}",
        )
        return said

    def _refused(self, hands: Hands, deed: Deed, answers: dict[str, Any], _today: datetime) -> Page:
        page = self._at(hands, deed)
        said = (
            page if page.status != 200 else hands.browser.submit(page, self._form(page, deed.form), **answers)
        )
        must(
            said.status in (409, 422),
            f"{hands.name} was not refused at {said.path}, but answered with {said.status}.",
        )
        must(deed.says in said.text, f"The refusal does not say {deed.says!r}: {said.text[:600]}")
        return said

    def _draft(self, hands: Hands, deed: Deed, answers: dict[str, Any], _today: datetime) -> Page:
        return hands.draft(self._path(deed.at), answers["service"], answers.get("urgency", "routine"))

    def _consent(self, hands: Hands, deed: Deed, answers: dict[str, Any], today: datetime) -> Page:
        days, sections = int(answers.pop("days", 90)), answers.pop("sections")
        whole = told(sections, language="ro", days=days, today=today, is_child="guardian" in answers)
        return hands.consent(hands.see(self._path(deed.at)), {**whole, "conditions": [], **answers})

    def _send(self, hands: Hands, deed: Deed, _answers: dict[str, Any], _today: datetime) -> Page:
        return hands.send(self._path(deed.at))

    def _move(self, hands: Hands, deed: Deed, answers: dict[str, Any], _today: datetime) -> Page:
        return hands.move(self._arrived(hands, deed), deed.form, answers)

    def _accept(self, hands: Hands, deed: Deed, _answers: dict[str, Any], _today: datetime) -> Page:
        return hands.accept(self._arrived(hands, deed))

    def _reads(self, hands: Hands, deed: Deed, _answers: dict[str, Any], _today: datetime) -> Page:
        return self._until(lambda: self._at(hands, deed), lambda page: deed.says in page.text,
                           f"{hands.name} waits in vain to read {deed.says!r} at {deed.at}")  # fmt: skip

    def _reads_not(self, hands: Hands, deed: Deed, _answers: dict[str, Any], _today: datetime) -> Page:
        page = self._at(hands, deed)
        must(deed.says not in page.text, f"{hands.name} reads {deed.says!r} at {page.path}.")
        return page

    # --- Where and with what ------------------------------------------------------------------------------------

    def _at(self, hands: Hands, deed: Deed) -> Page:
        """The page of a deed; `~page link*` is the one to which a link of that page leads."""
        if deed.at.startswith("~"):
            page, link = deed.at[1:].rsplit(" /", 1) if " /" in deed.at else deed.at[1:].rsplit(" {", 1)
            link = ("/" if " /" in deed.at else "{") + link
            return hands.see(self._form(hands.see(self._path(page)), link))
        return hands.see(self._path(deed.at or "/"))

    def _path(self, text: str) -> str:
        """An address of the story: `{file}ask/health/` with the address of a place before it."""
        found = re.sub(r"\{([a-z ]+)\}", lambda match: self._known(match[1]), text)
        return found if found.startswith("/") else self._known(text)

    def _known(self, place: str) -> str:
        must(place in self.paths, f"The story has not come to {place!r} yet.")
        return self.paths[place]

    def _form(self, page: Page, form: str) -> str:
        """The action of a form; a `*` in it stands for what the story cannot know, such as a number."""
        action = re.sub(r"\{([a-z ]+)\}", lambda match: self._known(match[1]), form)
        if "*" not in action:
            return action
        found = next((one.action for one in page.forms if fnmatchcase(one.action, action)), None)
        links = [link for link in re.findall(r'href="([^"#?]+)"', page.html) if fnmatchcase(link, action)]
        must(found is not None or bool(links), f"{page.path} leads to no {action}: {page.text[:400]}")
        return found or links[0]

    def _meant(self, value: Any, today: datetime) -> Any:
        """An answer as it is entered: `day+3`, `@Ana Pop`, `@Maison Lierre: shelter`, `=file` and `#file` for
        the id and the number of a file."""
        if isinstance(value, list):
            return [self._meant(item, today) for item in value]
        text = str(value)
        if text.startswith("@"):
            return self._named(text[1:])
        if text.startswith("="):
            return self._known(text[1:]).split("/")[2]
        if text.startswith("#"):
            return self._known(text[1:]).split("/")[2].replace("-", "")[:12]
        return dated({"": text}, today)[""]

    def _named(self, name: str) -> str:
        """The id of a member, of a service `Agency: service`, or of a team `Agency: Team`."""
        agency_name, colon, what = name.partition(": ")
        if not colon:
            return self.pair.member(name)
        for node in self.pair.nodes:
            for agency in self.pair.files[node.id]["agencies"]:
                for one in (*agency["services"], *agency["teams"]) if agency["name"] == agency_name else ():
                    if what in (one.get("service"), one.get("name")):
                        return str(one["id"])
        raise WalkFailed(f"There is no {name}.")

    def _arrived(self, hands: Hands, deed: Deed) -> Page:
        """The page of a referral once this side has come to where the other left it."""
        path = self._path(deed.at)
        return self._until(
            lambda: hands.see(path),
            lambda page: page.status == 200 and page.state() == self.states.get(path, "sent"),
            f"{hands.name} waits in vain for {deed.at} to be {self.states.get(path)}",
        )

    def _until(self, see: Callable[[], Page], holds: Callable[[Page], bool], what: str) -> Page:
        end = time.monotonic() + PATIENCE
        while not holds(page := see()):
            must(time.monotonic() < end, f"{what}. There stands: {page.text[:500]}")
            time.sleep(0.1)
        return page

    # --- What is seen -------------------------------------------------------------------------------------------

    def _look(self) -> Sight:
        """What everybody sees of every place, once it is as expected. Raises WalkFailed with the first difference."""
        end = time.monotonic() + PATIENCE
        with ThreadPoolExecutor(AT_ONCE) as pool:
            while True:
                each = pool.map(self._seen_by, (column.name for column in self.story.columns))
                sight = {key: view for seen in each for key, view in seen.items()}
                wrong = list(self._differences(sight))
                if not wrong:
                    return sight
                must(time.monotonic() < end, " ".join(wrong))
                time.sleep(0.5)

    def _seen_by(self, name: str) -> Sight:
        hands = self.by(name)
        found: Sight = {}
        for place in self.story.places:
            if place == DESK:
                found[name, place] = seen_of_desk(hands)
            elif (path := self.paths.get(place)) is None:
                found[name, place] = UNSEEN
            elif path.startswith("/people/"):
                found[name, place] = seen_of_file(hands.see(path))
            else:
                found[name, place] = seen_of_referral(hands.see(path))
        return found

    def _differences(self, sight: Sight) -> Iterator[str]:
        roles = {column.name: column.role for column in self.story.columns}
        for (name, place), view in sight.items():
            wanted: View = self.expected.get((name, place), UNSEEN)
            if view != wanted:
                yield (
                    f"{roles[name]} ({name}) at {self.story.places[place]}: expected {wanted}; found {view}."
                )
