"""The questions of a move, made from what the move must carry (`codes.shapes`): a new code list needs no new form."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from safeconduct.agencies.models import Agency, Member
from safeconduct.referrals import hours
from safeconduct.referrals.codes import (
    AT_A_HANDOVER,
    REASON_REQUIRED,
    Answered,
    Companion,
    Kind,
    SafetyCheck,
    Shape,
    moment_text,
    optional,
    reasons,
    shapes,
)
from safeconduct.referrals.history import Move
from safeconduct.referrals.labels import word
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Event, Side, State
from safeconduct.referrals.texts import LONGEST, OF_A_HANDOVER
from safeconduct.referrals.texts import Kind as TextKind
from safeconduct.referrals.texts import Words as Text
from safeconduct.vocabulary.codes import Outcome, Service
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.identifiers import NO_NODE
from safeconduct.vocabulary.labels import choices, label
from safeconduct.vocabulary.languages import INTERFACE, LANGUAGES, language_in_full
from safeconduct.vocabulary.law import LEGAL_PURPOSES
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.sections import Section, in_order

type Post = Mapping[str, str]

LABELS: dict[str, Words] = {
    "worker": _("Who takes it on"),
    "conflict_check": _("Conflict of interest"),
    "review_on": _("Look at it again on"),
    "place": _("Place on the waiting list"),
    "where": _("Where"),
    "when": _("When"),
    "agency": _("Which agency"),
    "answer": _("Answer"),
    "section": _("What the question is about"),
    "closing": _("Why it is closed"),
    "confirmation": _("How it is confirmed"),
    "person_agrees": _("The person agrees"),
    "reason": _("Reason"),
    "caller": _("Who reaches the person"),
    "brought_by": _("Who brings the person"),
    "met_by": _("Who meets the person"),
}

FOUND: Words = _("How was the person found")
SEARCHED: Words = _("What the search has found")
"""What is asked as a reason after a missed arrival: the result of the search."""

BEFORE_THE_NAME: Words = _(
    "The name comes after you accept. In full, it is compared with your agency's files before anybody reads it."
)
"""Of a legal referral: the check by name cannot be done before (ADR 0030)."""

READS_ALONE: Words = _(
    "Whoever is named reads alone what opens now. It is not passed on singly afterwards: only an administrator hands "
    "over the whole work of a colleague."
)

LABEL_OF_WORDS: dict[TextKind, Words] = {TextKind.HANDOVER: _("Where exactly, in words")}
HINT_OF_WORDS: dict[TextKind, Words] = {
    TextKind.HANDOVER: _(
        "Which station, in which town, at which spot. Needed unless you meet at one of the two agencies. No names of "
        "other people."
    )
}

DEFAULTS: dict[str, str] = {"caller": Side.SENDER.value, "answer": Answered.GIVEN.value}
"""What is chosen already where a question has an answer that nearly always fits."""

WITHOUT_A_FORM = frozenset(
    {
        Event.SEND,
        Event.DISCARD,
        Event.WITHDRAW,
        Event.CONFIRM_REROUTE,
        Event.PROPOSE_REOPEN,
        Event.CONFIRM_REOPEN,
        Event.DECLINE_REOPEN,
        Event.MARK_AS_ERROR,
    }
)
"""Events that have pages of their own."""

WORKERS = ("sender_worker", "receiver_worker")
"""Who meets the person: known from the sending and the acceptance, never asked again."""


BY_WHOM = [*map(str, AT_A_HANDOVER), *map(str, Companion)]
"""Who brings or meets a person, as it is offered."""


class Place(StrEnum):
    """Where a handover may be. The words for it go as a text; an address never stands in a move."""

    SENDERS_OFFICE = "senders_office"
    RECEIVERS_OFFICE = "receivers_office"
    STATION = "station"
    AIRPORT = "airport"
    BORDER = "border"
    HEALTH_CENTRE = "health_centre"
    AGREED_PLACE = "agreed_place"


PLACES: dict[Place, Words] = {
    Place.SENDERS_OFFICE: _("At the sending agency"),
    Place.RECEIVERS_OFFICE: _("At the receiving agency"),
    Place.STATION: _("At a station"),
    Place.AIRPORT: _("At an airport"),
    Place.BORDER: _("At a border"),
    Place.HEALTH_CENTRE: _("At a health centre"),
    Place.AGREED_PLACE: _("At another place that both have agreed"),
}


def workers(moves: Iterable[Move]) -> dict[str, str]:
    """The two workers of a referral, from its standing moves."""
    found: dict[str, str] = {}
    for move in moves:
        if move.event in (Event.SEND, Event.ACCEPT) and "worker" in move.codes:
            found["sender_worker" if move.event is Event.SEND else "receiver_worker"] = str(
                move.codes["worker"]
            )
    return found


def questions(
    row: Referral,
    event: Event,
    *,
    colleagues: list[Member],
    agencies: list[Agency],
    country: str,
    entered: Post | None = None,
) -> list[Question]:
    """What must be answered for this move in the present state; hours are asked on this country's clock."""
    state, given = State(row.state), entered or {}
    wanted = {**shapes(state, event, Side(row.side)), **optional(event)}
    asked = [
        _question(row, name, shape, {**DEFAULTS, **given}, colleagues, agencies, country)
        for name, shape in wanted.items()
    ]
    why = reasons(state, event)
    if why and ((state, event) in REASON_REQUIRED or event is Event.RECORD_OUTCOME):
        asked.append(
            _select(
                "reason",
                [(code, word(code)) for code in sorted(why)],
                given,
                row,
                text=_result(why),
                is_needed=(state, event) in REASON_REQUIRED,
            )
        )
    # Forms of several moves stand on one page, and most of them ask for a reason.
    return [replace(question, prefix=f"{event}-") for question in asked if question is not None]


def _result(why: frozenset[str]) -> Words:
    """How the reason is asked where it is the result of the search; "" elsewhere."""
    if not why <= set(SafetyCheck):
        return ""
    return SEARCHED if SafetyCheck.NOT_FOUND in why else FOUND


def marked(asked: list[Question], lacking: list[str]) -> list[Question]:
    """The questions, those that lack an answer marked; the outcome of a service is asked under another name."""
    names = {"outcome" if name == "outcomes" else name for name in lacking}
    return [replace(q, error=_("This answer is missing.")) if q.name in names else q for q in asked]


def codes(
    row: Referral, event: Event, entered: Post, standing: Iterable[Move] = (), *, country: str
) -> dict[str, object]:
    """What was entered, in the form that a move carries; empty answers are left out. Hours are this country's."""
    known = workers(standing)
    found: dict[str, object] = {}
    for name, shape in {**shapes(State(row.state), event, Side(row.side)), **optional(event)}.items():
        value = known.get(name) if name in WORKERS else _value(row, name, shape, entered, country)
        if value not in (None, "", {}):
            found[name] = value
    if entered.get("reason"):
        found["reason"] = entered["reason"]
    return found


def _question(
    row: Referral,
    name: str,
    shape: Shape,
    given: Post,
    colleagues: list[Member],
    agencies: list[Agency],
    country: str,
) -> Question | None:
    if not isinstance(shape, Kind):
        options = [code for code in BY_WHOM if code in shape] or sorted(shape)
        return (
            None
            if len(options) == 1
            else _select(
                name,
                [(code, word(code)) for code in options],
                given,
                row,
                note=BEFORE_THE_NAME if name == "conflict_check" and is_compared_later(row) else "",
            )
        )
    match shape:
        case Kind.IDENTIFIER if name in WORKERS:
            return None
        case Kind.IDENTIFIER if name == "agency":
            return _select(name, [(str(agency.id), str(agency)) for agency in agencies], given, row)
        case Kind.IDENTIFIER:
            asked = _select(name, [(str(member.id), str(member)) for member in colleagues], given, row)
            return replace(asked, hint=READS_ALONE if name == "worker" else "")
        case Kind.OUTCOMES:
            return _select("outcome", choices(Outcome), given, row, text=label(Service(row.service)))
        case Kind.DAY:
            return _plain(name, "date", given)
        case Kind.MOMENT:
            hint = _("Your time, %(in_your_country)s") % {"in_your_country": hours.on_the_clock(country)}
            return _plain(name, "datetime-local", given, hint)
        case Kind.COUNT:
            return _plain(name, "number", given)
        case Kind.PLACE:
            return _select(name, [(place.value, words) for place, words in PLACES.items()], given, row)
        case Kind.YES:
            return Question(name=name, label=LABELS[name], kind="tick", value=given.get(name, ""))
        case _:
            return None


def is_compared_later(row: Referral) -> bool:
    """Whether the name that comes with an acceptance is compared here before it is read."""
    return row.purpose in LEGAL_PURPOSES and row.peer != NO_NODE


def _select(
    name: str,
    options: Any,
    given: Post,
    row: Referral,
    *,
    text: Words = "",
    is_needed: bool = True,
    note: Words = "",
) -> Question:
    hint = note if is_needed else _("Only needed when something was not given")
    return Question(
        name=name,
        label=text or LABELS.get(name, name),
        kind="select",
        value=given.get(name, ""),
        options=list(options),
        hint=hint,
    )


def _plain(name: str, kind: str, given: Post, hint: Words = "") -> Question:
    value = given.get(name, "")
    return Question(name=name, label=LABELS[name], kind=kind, value=value, hint=hint)


def _value(row: Referral, name: str, shape: Shape, entered: Post, country: str) -> object:
    if not isinstance(shape, Kind):
        options = list(shape)
        return options[0] if len(options) == 1 else entered.get(name, "")
    match shape:
        case Kind.OUTCOMES:
            return {row.service: entered["outcome"]} if entered.get("outcome") else {}
        case Kind.MOMENT:
            when = hours.entered(entered.get(name, ""), country)
            return moment_text(when) if when else None
        case Kind.COUNT:
            text = entered.get(name, "")
            return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else None
        case Kind.YES:
            return True if entered.get(name) else None
        case _:
            return entered.get(name, "")


def word_questions(
    row: Referral, kind: TextKind, entered: Post | None, *, prefix: str, reads: Sequence[str] = ()
) -> list[Question]:
    """A text that may go with a step: what it is about, in which language, and the words. It may stay empty.

    `reads` are the languages that the other side reads, as tags.
    """
    given = entered or {}
    shared = [(section.value, label(section)) for section in in_order(_about(row, kind))]
    spoken = [(tag, f"{LANGUAGES[tag].own}") for tag in INTERFACE]
    return [
        Question(
            name="text", label=LABEL_OF_WORDS.get(kind, _("In words, if you like")), kind="long",
            value=given.get("text", ""), prefix=prefix,
            hint=HINT_OF_WORDS.get(kind, _("No names of other people, no names of suspects, no clinical detail.")),
        ),
        Question(
            name="about", label=_("What the words are about"), kind="select", options=shared,
            value=given.get("about", Section.NEEDS.value), prefix=prefix,
        ),
        Question(
            name="spoken", label=_("Language of the words"), kind="select", options=spoken,
            value=given.get("spoken", "en"), prefix=prefix, hint=_they_read(reads),
        ),
    ]  # fmt: skip


def _about(row: Referral, kind: TextKind) -> Iterable[Section]:
    """What such a text may be about, of what is shared."""
    if kind is TextKind.HANDOVER:
        return OF_A_HANDOVER & {Section(name) for name in (*row.at_once, *row.held_back)}
    return map(Section, row.at_once)


def _they_read(reads: Sequence[str]) -> Words:
    if not reads:
        return ""
    named = ", ".join(map(language_in_full, reads))
    return _("They read: %(languages)s") % {"languages": named}


def words(row: Referral, kind: TextKind, entered: Post) -> Text | None:
    """The text that was entered, or None. Raises BadInput when it is too long or names no section."""
    text = entered.get("text", "").replace("\r\n", "\n").strip()
    if not text:
        return None
    errors: dict[str, Words] = {}
    if len(text) > LONGEST:
        errors["text"] = _("Shorten this text to 2000 characters.")
    about, spoken = entered.get("about", ""), entered.get("spoken", "")
    if about not in set(Section):
        errors["about"] = _("Choose what the words are about.")
    if spoken not in LANGUAGES:
        errors["spoken"] = _("Choose the language.")
    if errors:
        raise BadInput(errors)
    return Text(kind, Section(about), spoken, text)
