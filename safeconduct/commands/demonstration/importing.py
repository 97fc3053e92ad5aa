"""`./run demo --once --import FILE`: persons and requests from a file with HTCDS 2.0 columns instead of the walk's own.

For invented people only. Where the file ticks consent, this walk records a full one by itself, which with a real
person nobody may do.
"""

import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from safeconduct.access.policy import policy
from safeconduct.access.rules import Action, Basis, Cell
from safeconduct.cases.htcds.reading import File, Person, read
from safeconduct.cases.htcds.tables import MOST_BYTES
from safeconduct.commands.demonstration.browser import Page
from safeconduct.commands.demonstration.hands import Hands, entered, must, told
from safeconduct.commands.demonstration.pair import Pair
from safeconduct.commands.demonstration.walk import Loop, Step
from safeconduct.commands.faults import CannotRun
from safeconduct.vocabulary.codes import Answer3, Need, Profession, Purpose, Sector
from safeconduct.vocabulary.sections import Section, in_order
from safeconduct.vocabulary.tables.problems import Problem

LEAD = "Ana Pop"
NEED_IF_NONE = Need.HOUSING
URGENCY = "routine"
MOST_SHOWN = 200


# --- Reading ----------------------------------------------------------------------------------------------


def persons_in(path: Path, *, skip_bad: bool, today: date | None = None) -> File | None:
    """What the file holds; what is wrong is printed by row and field, and then None unless bad rows may be skipped.

    Raises CannotRun when the file cannot be opened.
    """
    _speak()
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as fault:
        raise CannotRun(f"The file {path} cannot be read: {fault.strerror}.") from fault
    found = read(data, today=today or datetime.now(UTC).date())
    if found.problems:
        _complain(path, found, skip_bad=skip_bad)
    if not found.persons or (found.problems and not skip_bad):
        return None
    return found


def _speak() -> None:
    """The sentences of the rooms are translated where pages are; a terminal reads them as they were written."""
    if not settings.configured:
        settings.configure(USE_I18N=False)


def _complain(path: Path, found: File, *, skip_bad: bool) -> None:
    bad = len({problem.row for problem in found.problems})
    for problem in found.problems[:MOST_SHOWN]:
        print(f"{path.name}: {_where(problem)}: {problem.sentence}", file=sys.stderr)
    if len(found.problems) > MOST_SHOWN:
        print(f"{path.name}: and {len(found.problems) - MOST_SHOWN} more.", file=sys.stderr)
    if not found.persons:
        print("No row can be imported.", file=sys.stderr)
    elif skip_bad:
        print(f"Skipped: {_rows(bad)}. Imported: {_rows(len(found.persons))}.", file=sys.stderr)
    else:
        print(
            f"Nothing was imported: {_rows(bad)} cannot be read, {len(found.persons)} could. "
            "Correct the file, or leave such rows out with --skip-bad.",
            file=sys.stderr,
        )
    sys.stderr.flush()


def _where(problem: Problem) -> str:
    if problem.row == 0:
        return "the file"
    return f"row {problem.row}, {problem.field}" if problem.field else f"row {problem.row}"


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number} rows"


# --- Walking ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ended:
    """Where a row has come to: the state on both sides and what its reader should know."""

    row: int
    consent: bool
    recipient: str
    reference: str
    sender: str
    receiver: str
    note: str


@dataclass
class Import:
    """The walk of a file's rows through two nodes, one after the other."""

    pair: Pair
    say: Callable[[str], None]
    lead: Hands = field(init=False)
    receivers: dict[str, Hands] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.lead = Hands(self.pair, LEAD)

    def all(self, persons: Iterable[Person]) -> list[Ended]:
        """Every row to its end: closed where consent is ticked, else a draft. Raises WalkFailed."""
        return [self._one(person) for person in persons]

    def _one(self, person: Person) -> Ended:
        begun = time.monotonic()
        agency, service, note = recipient_of(person, self.pair)
        page = self._case(person)
        draft = self.lead.draft(page.path, service["id"], URGENCY)
        reference = draft.path.rstrip("/").rpartition("/")[2]
        if person.has_consent:
            sender, receiver = self._to_the_end(person, draft, agency, service)
        else:
            sender, receiver = draft.state(), "-"
            note = "no consent in the file: a draft, nothing has left"
        self.say(
            f"row {person.row}: {reference} to {agency['name']}: {sender} ({time.monotonic() - begun:.1f} s)"
        )
        return Ended(person.row, person.has_consent, agency["name"], reference, sender, receiver, note)

    def _case(self, person: Person) -> Page:
        page = self.lead.open_case(entered(person.sections.get(Section.PROFILE, {})))
        contents: dict[Section, Any] = {
            section: entered(content)
            for section, content in person.sections.items()
            if section is not Section.PROFILE
        }
        contents.setdefault(Section.NEEDS, {"needs": NEED_IF_NONE.value})
        contents[Section.SAFETY] = _assessed_today()
        for section in in_order(contents):
            page = self.lead.save(page, section.value, contents[section])
        return page

    def _to_the_end(
        self, person: Person, draft: Page, agency: dict[str, Any], service: dict[str, Any]
    ) -> tuple[str, str]:
        path, receiver = draft.path, self._receiver(service)
        loop = Loop(self.lead, receiver, _quiet)
        filled = {*person.sections, Section.PROFILE, Section.SAFETY, Section.NEEDS}
        shared = [section.value for section in in_order(filled & may_receive(agency, service))]
        spoken = person.sections.get(Section.PROFILE, {}).get("languages") or ["en"]
        answers = told(shared, language=spoken[0], is_child=person.is_child is not Answer3.NO)
        self.lead.consent(draft, answers)
        with loop.step("sent", path, "sent"):
            self.lead.send(path)
        with loop.step("acknowledged", path, "acknowledged"):
            receiver.move(path, "acknowledge")
        with loop.step("accepted", path, "accepted"):
            receiver.accept(path)
        with loop.step("service begun", path, "in_service"):
            receiver.move(path, "start")
        with loop.step("outcome recorded", path, "outcome_recorded"):
            receiver.move(path, "record_outcome", {"outcome": "given"})
        with loop.step("closed", path, "closed"):
            self.lead.move(path, "close", {"confirmation": "confirmed"})
        return loop.both(path)

    def _receiver(self, service: dict[str, Any]) -> Hands:
        """Somebody of the service's team, at a browser that stays open."""
        names = [
            member["name"]
            for agency, _service in self.pair.services(self.pair.be)
            for member in agency["members"]
            if service["team"] in member["teams"]
        ]
        must(bool(names), "The service has a team without members.")
        return self.receivers.setdefault(names[0], Hands(self.pair, names[0]))


def _quiet(step: Step) -> None:
    """One line a row is enough."""


def may_receive(agency: dict[str, Any], service: dict[str, Any]) -> set[Section]:
    """The sections that the policy opens to somebody of the service's team, once a person has agreed."""
    team = next(team for team in agency["teams"] if team["id"] == service["team"])
    sector, purpose = Sector(agency["sector"]), Purpose(service["purpose"])
    return {
        section
        for section in Section
        for profession in map(Profession, team["professions"])
        if (row := policy().cells.get(Cell(sector, profession, purpose, section, Action.OPEN, Basis.CONSENT)))
        and row.allows
    }


def recipient_of(person: Person, pair: Pair) -> tuple[dict[str, Any], dict[str, Any], str]:
    """The agency and service in the other country that the row is sent to, and what its reader should know of that.

    The agency that the row names, if it is there; else one that answers the need. Who is or may be a child goes to
    child protection.
    """
    everywhere, wanted = pair.services(pair.be), person.request.recipient
    if person.is_child is not Answer3.NO:
        note = "a child" if person.is_child is Answer3.YES else "age not known: treated as a child"
        agency, service = next(both for both in everywhere if both[0]["sector"] == "child_protection")
        return agency, service, f"{note}, so to child protection; {service_words(service)}"
    for_adults = [both for both in everywhere if both[0]["sector"] != "child_protection"]
    named = [both for both in for_adults if both[0]["name"].casefold() == wanted.casefold()]
    needs = {need.value for need in person.request.needs or (NEED_IF_NONE,)}
    fitting = [both for both in for_adults if needs & set(both[1]["needs"])]
    agency, service = (named or fitting or for_adults)[0]
    unknown = f"{wanted} is not in the directory; " if wanted and not named else ""
    return agency, service, unknown + service_words(service)


def service_words(service: dict[str, Any]) -> str:
    """The service's code in words."""
    return str(service["service"]).replace("_", " ")


def _assessed_today() -> dict[str, str]:
    today = datetime.now(UTC).date()
    return {
        "level": "medium",
        "assessed_on": today.isoformat(),
        "valid_until": (today + timedelta(days=30)).isoformat(),
        "protective": "Entered by the demonstration: the file has no assessment.",
    }


def report(found: File, ended: list[Ended]) -> list[str]:
    """The closing table, what was not taken over, and what the tick of the file was taken for."""
    lines = ["", f"{'row':>4}  {'consent':<8}{'to':<22}{'reference':<14}{'sender':<8}{'receiver':<10}note"]
    lines += [
        f"{line.row:>4}  {'yes' if line.consent else 'no':<8}{line.recipient[:20]:<22}{line.reference:<14}"
        f"{line.sender:<8}{line.receiver:<10}{line.note}"
        for line in ended
    ]
    lines += [""] + [f"Not taken over: {column}. {why}" for column, why in found.left_out.items()]
    lines += [
        "Shared was what the policy opens to such a team, and no more: a shelter is told nothing of the exploitation.",
        "The file has no assessment of safety, no urgency and no service: these the demonstration has entered.",
        "HTCDS has one tick for consent. Where it is true, a full consent was recorded by itself and the row went to",
        "its end; where it is not, the row stops as a draft and nothing has left. This is for invented people only:",
        "with a real person each fact is told and asked, and no file can say yes.",
    ]
    return lines
