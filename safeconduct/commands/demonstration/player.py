"""Plays the demonstration's story: invented people and what happens to them, through the pages, over the real wire.

The story is data (`story/people.toml`). Nothing is put into a database: each step is a form that a member fills in
on a page. The clock of both nodes begins some weeks back and comes to now, so that days lie between the steps, and
what nobody answered is overdue. Several people are played at once, each person's steps in their order.
"""

import re
import time
import tomllib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from safeconduct.commands.demonstration.browser import Page, WalkFailed
from safeconduct.commands.demonstration.clock import Clock
from safeconduct.commands.demonstration.hands import Hands, entered, must, told
from safeconduct.commands.demonstration.pair import STORY, Pair
from safeconduct.commands.faults import CannotRun
from safeconduct.vocabulary.sections import OFFERED, USED, Section, in_order

PATIENCE = 30.0
AT_ONCE = 6
FIRST = frozenset({"draft", "consent", "send"})
SETTLE = 3.0
"""Seconds for the nodes' own clocks to look once more when the story has come to now."""


@dataclass(frozen=True)
class Happening:
    """One step of one person's story: when, what, by whom, and what is entered."""

    day: float
    do: str
    by: str
    answers: dict[str, Any]


@dataclass
class Life:
    """One person: who they are to the pages, the lead, the referral, and where it must have come to."""

    alias: str
    lead: str
    receiver: str
    service: str
    urgency: str
    sections: dict[str, dict[str, Any]]
    happenings: list[Happening]
    ends: str
    law: dict[str, Any] = field(default_factory=dict)
    """Which law is asked about, where the referral is to a lawyer."""
    case: str = ""
    path: str = ""
    state: str = ""


# --- Reading the story ------------------------------------------------------------------------------------


def read_story(pair: Pair, file: Path = STORY / "people.toml") -> list[Life]:
    """The people of the story. Raises CannotRun for a name, service or step that is not there."""
    told_there = tomllib.loads(file.read_text(encoding="utf-8"))
    return [_life(pair, entry) for entry in told_there["people"]]


def _life(pair: Pair, entry: dict[str, Any]) -> Life:
    alias = entry["alias"]
    agency, service = _service(pair, entry["to"])
    life = Life(
        alias=alias,
        lead=entry["lead"],
        receiver=entry.get("receiver", "") or _first_of_team(agency, service),
        service=service["id"],
        urgency=entry.get("urgency", "routine"),
        sections={name: entry[name] for name in ("profile", *SAVED) if name in entry},
        happenings=[],
        ends=entry["ends"],
        law=entry.get("law", {}),
    )
    life.happenings = [_happening(pair, life, step) for step in entry["steps"]]
    days = [happening.day for happening in life.happenings]
    if days != sorted(days) or not days or days[-1] > 0:
        raise CannotRun(f"The story of {alias} does not go forward to today.")
    return life


SAVED = tuple(section.value for section in in_order(USED - {Section.PROFILE}))


def _service(pair: Pair, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The service `Agency: service_code`."""
    for node in pair.nodes:
        for agency, service in pair.services(node):
            if f"{agency['name']}: {service['service']}" == name:
                return agency, service
    raise CannotRun(f"The story names a service that is not there: {name}.")


def _first_of_team(agency: dict[str, Any], service: dict[str, Any]) -> str:
    return next(str(member["name"]) for member in agency["members"] if service["team"] in member["teams"])


def _happening(pair: Pair, life: Life, step: dict[str, Any]) -> Happening:
    do = step["do"]
    from_sender = do in FIRST | {"answer", "close", "dispute", "onwards", "decline_reroute"}
    by = step.get("by") or (life.lead if from_sender else life.receiver)
    try:
        pair.place(by)
    except KeyError:
        raise CannotRun(f"The story of {life.alias} names a member who is not there: {by}.") from None
    answers = {name: value for name, value in step.items() if name not in ("day", "do", "by")}
    if "to" in answers:
        answers["service"] = _service(pair, answers.pop("to"))[1]["id"]
    if "agency" in answers:
        answers["agency"] = _agency(pair, answers["agency"])
    return Happening(float(step["day"]), do, by, answers)


def _agency(pair: Pair, name: str) -> str:
    for node in pair.nodes:
        for agency in pair.files[node.id]["agencies"]:
            if agency["name"] == name:
                return str(agency["id"])
    raise CannotRun(f"The story names an agency that is not there: {name}.")


# --- Playing it -------------------------------------------------------------------------------------------


@dataclass
class Player:
    """The story under way. `say` gets a line whenever another share of it is done."""

    pair: Pair
    say: Callable[[str], None]
    hands: dict[str, Hands] = field(default_factory=dict)
    done: int = 0

    def play(self, lives: list[Life]) -> None:
        """All of the story, from its first day to now. Raises WalkFailed when a step was not as it must be."""
        clock, begun = Clock(self.pair), time.monotonic()
        self.hands = {name: Hands(self.pair, name) for name in sorted(set(_names(lives)))}
        total = sum(len(life.happenings) for life in lives)
        steps = sorted(
            ((happening.day, life.alias, life, happening) for life in lives for happening in life.happenings),
            key=lambda step: step[:2],
        )
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(Hands.sign_in, self.hands.values()))
            for day, of_day in groupby(steps, key=lambda step: step[0]):
                clock.set(timedelta(days=day))
                today = datetime.now(UTC) + timedelta(days=day)
                people = [list(each) for _alias, each in groupby(of_day, key=lambda step: step[1])]
                for number in pool.map(partial(self._day, today=today), people):
                    self.done += number
                self.say(
                    f"  {today:%a %d %b}: {self.done} of {total} steps ({time.monotonic() - begun:.0f} s)"
                )
        clock.set(timedelta(0))
        time.sleep(SETTLE)
        self._look_at_the_end(lives)

    def _day(self, steps: list[tuple[float, str, Life, Happening]], *, today: datetime) -> int:
        for _day, _alias, life, happening in steps:
            try:
                self._step(life, happening, today)
            except WalkFailed as failed:
                raise WalkFailed(f"{life.alias}, {happening.do}: {failed}") from failed
        return len(steps)

    def _step(self, life: Life, happening: Happening, today: datetime) -> None:
        by, answers = self.hands[happening.by], dated(happening.answers, today)
        if happening.do in FIRST:
            page = self._first(life, happening.do, by, answers, today)
        elif happening.do == "onwards":
            page = by.onwards(self._arrived(life, by), str(answers["service"]))
            life.path = page.path
        elif happening.do == "wait":
            life.state = str(answers["state"])
            page = self._arrived(life, by)
        elif happening.do == "tell":
            page = by.tell(self._arrived(life, by), {"about": "needs", "spoken": "en", **answers})
        elif happening.do == "withdraw":
            page = by.withdraw(self._arrived(life, by), answers)
        else:
            answers = _completed(happening.do, by, answers)
            page = by.move(self._arrived(life, by), happening.do, answers)
        life.state = page.state()

    def _first(self, life: Life, do: str, by: Hands, answers: dict[str, Any], today: datetime) -> Page:
        if not life.case:
            life.case = self._case(life, by, today)
        page = by.see(life.path) if life.path else self._begun(life, by)
        life.path = page.path
        if do in ("consent", "send") and "Given, until" not in page.text:
            page = by.consent(page, _talk(life, answers, today))
        if do == "send":
            page = by.send(page, str(answers.get("capacity", "asked")))
            must(page.state() == "sent", f"It was not sent: {page.text[:300]}")
        return page

    def _begun(self, life: Life, by: Hands) -> Page:
        page = by.draft(life.case, life.service, life.urgency)
        if not life.law:
            return page
        return by.fill(page, f"{page.path}law/", life.law, "Saying which law it is about")

    def _case(self, life: Life, by: Hands, today: datetime) -> str:
        page = by.open_case({"pseudonym": life.alias, **entered(life.sections.get("profile", {}))})
        for section in SAVED:
            if section in life.sections:
                page = by.save(page, section, entered(dated(life.sections[section], today)))
        return page.path

    def _arrived(self, life: Life, by: Hands) -> Page:
        """The referral's page, once this side has come to the state that the last step led to."""
        end = time.monotonic() + PATIENCE
        while True:
            page = by.see(life.path)
            if page.status == 200 and page.state() == life.state:
                return page
            if time.monotonic() > end:
                raise WalkFailed(f"{by.name} waits in vain for {life.path} to be {life.state}.")
            time.sleep(0.05)

    def _look_at_the_end(self, lives: list[Life]) -> None:
        for life in lives:
            page = self.hands[life.lead].see(life.path)
            must(page.state() == life.ends, f"{life.alias} is {page.state()}, not {life.ends}.")


def _names(lives: list[Life]) -> Iterator[str]:
    for life in lives:
        yield life.lead
        yield from (happening.by for happening in life.happenings)


def _talk(life: Life, answers: dict[str, Any], today: datetime) -> dict[str, Any]:
    """The consent as the story has it, over a talk in which everything was told."""
    profile = life.sections.get("profile", {})
    shared = answers.get("sections") or [
        name for name in ("profile", *SAVED) if name in life.sections and name in OFFERED
    ]
    spoken = answers.get("language") or profile.get("languages", ["en"])[0]
    whole = told(
        shared,
        language=spoken,
        is_child=profile.get("is_child") != "no",
        days=int(answers.get("days", 90)),
        today=today,
    )
    return whole | {name: value for name, value in answers.items() if name in whole and name != "sections"}


def _completed(event: str, by: Hands, answers: dict[str, Any]) -> dict[str, Any]:
    if event == "accept":
        return {"worker": by.member, "conflict_check": "none", **answers}
    if "text" in answers:
        return {"about": "needs", "spoken": "en", **answers}
    return answers


def dated(answers: dict[str, Any], today: datetime) -> dict[str, Any]:
    """`day+3` and `day+3 14:00` in the story are days, counted from the day of the step."""
    return {name: _dates(value, today) for name, value in answers.items()}


def _dates(value: Any, today: datetime) -> Any:
    if isinstance(value, list):
        return [dated(row, today) if isinstance(row, dict) else row for row in value]
    return _date(value, today) if isinstance(value, str) else value


def _date(text: str, today: datetime) -> str:
    found = re.fullmatch(r"day([+-][0-9]+)(?: ([0-9]{2}:[0-9]{2}))?", text)
    if found is None:
        return text
    day = (today + timedelta(days=int(found[1]))).date().isoformat()
    return f"{day}T{found[2]}" if found[2] else day
