"""Moving a referral: every move of the one table, through the same action as the pages, and news in between."""

from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _
from ninja import Field, Schema
from pydantic import JsonValue

from safeconduct.access.scopes import Scope
from safeconduct.access.software import SoftwareRequest, for_software
from safeconduct.agencies.models import Member
from safeconduct.referrals import actions, forms, ledger, queries
from safeconduct.referrals.api.reading import done
from safeconduct.referrals.api.router import router
from safeconduct.referrals.api.schemas import Done
from safeconduct.referrals.codes import (
    Kind,
    Shape,
    Shapes,
    has_shape,
    is_reason_due,
    moment_text,
    optional,
    reasons,
    shapes,
)
from safeconduct.referrals.history import History
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Event, Side, State
from safeconduct.referrals.rules import possible_now
from safeconduct.referrals.texts import KIND_OF, LONGEST, Words
from safeconduct.referrals.texts import Kind as TextKind
from safeconduct.vocabulary.decisions import Words as Sentence
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.sections import Section

TAGS = ["referrals"]
MOST_COUNTED = 9999
"""As much as the page takes for a place on a waiting list."""


class Text(Schema):
    """Words about one section that is shared. Neither other people's names nor clinical detail."""

    model_config = {"extra": "forbid"}

    about: Section
    language: str = Field(max_length=12, description="Tag of the language, such as en")
    text: str = Field(min_length=1, max_length=LONGEST)


class MoveIn(Schema):
    """A move, with the codes that it asks for; `GET` of the referral lists them for each move that is possible now."""

    model_config = {
        "extra": "forbid",
        "json_schema_extra": {
            "examples": [
                {"move": "accept", "codes": {"conflict_check": "none"}},
                {"move": "decline", "codes": {"reason": "no_capacity"}},
                {"move": "record_outcome", "codes": {"outcomes": {"shelter": "given"}}},
            ]
        },
    }

    move: Event
    codes: dict[str, JsonValue] = Field({}, max_length=20)
    words: Text | None = None


@router.post(
    "/referrals/{reference}/moves",
    response={201: Done},
    operation_id="make_move",
    tags=TAGS,
    summary="Make a move: accept, decline, ask, answer, hand over, record what came of it, confirm, and the others",
)
@for_software(Scope.MOVE, status=201)
def move(request: SoftwareRequest, reference: str, asked: MoveIn) -> Done:
    """The rule decides as on the page, and its sentence comes back when it says no. Taking back has its own address."""
    row = queries.by_reference(reference)
    if asked.move in forms.WITHOUT_A_FORM:
        raise BadInput({"move": _("This move has an address of its own, or a page only.")})
    history = ledger.history(row)
    is_possible = asked.move in possible_now(history.position, Side(row.side), now=request.at)
    # What is not possible is refused by the rule, with its reason: what was sent for it does not matter.
    codes = codes_of(row, asked.move, asked.codes, history, by=request.member) if is_possible else {}
    words = _words(row, asked.move, asked.words) if is_possible else None
    moved = actions.move(
        referral=row.id, event=asked.move, codes=codes, words=words, by=request.member, at=request.at
    )
    return done(moved)


@router.post(
    "/referrals/{reference}/news",
    response={201: Done},
    operation_id="give_news",
    tags=TAGS,
    summary="News while the referral is under way",
)
@for_software(Scope.MOVE, status=201)
def news(request: SoftwareRequest, reference: str, said: Text) -> Done:
    """The clock of the next news starts anew on both sides."""
    row = queries.by_reference(reference)
    words = text_of(row, TextKind.NEWS, said, "")
    return done(actions.tell(referral=row.id, words=words, by=request.member, at=request.at))


def codes_of(
    row: Referral, event: Event, given: dict[str, Any], history: History, *, by: Member
) -> dict[str, object]:
    """What was sent, as a move carries it; what the node knows is filled in. Raises BadInput, by path."""
    state, side = State(row.state), Side(row.side)
    needed, may = shapes(state, event, side), optional(event)
    wanted: dict[str, Shape] = {**needed, **may}
    told = {name: _read(given[name], shape) for name, shape in wanted.items() if name in given}
    found = {**_filled_in(needed, by), **told, **_workers(needed, history)}
    errors = {
        f"codes/{name}": _wanted(shape)
        for name, shape in wanted.items()
        if (name in needed or name in given) and not has_shape(found.get(name), shape)
    }
    if "reason" in given or is_reason_due(state, event, found):
        found["reason"] = given.get("reason")
        if not has_shape(found["reason"], listed := reasons(state, event)):
            errors["codes/reason"] = _wanted(listed)
    if given.keys() - wanted.keys() - {"reason"}:
        named = ", ".join([*wanted, "reason"])
        errors["codes"] = _("This move knows these codes and no others: %(names)s.") % {"names": named}
    if errors:
        raise BadInput(errors)
    return found


def _filled_in(needed: Shapes, by: Member) -> dict[str, object]:
    """Codes with one value only; and who accepts takes it on, unless another colleague is named."""
    single = {n: next(iter(s)) for n, s in needed.items() if not isinstance(s, Kind) and len(s) == 1}
    return {**single, **({"worker": str(by.id)} if "worker" in needed else {})}


def _workers(needed: Shapes, history: History) -> dict[str, object]:
    """Who sent and who accepted: known from the history, never asked."""
    known = forms.workers(history.standing)
    return {name: known.get(name) for name in forms.WORKERS if name in needed}


def _read(value: Any, shape: Shape) -> object:
    """A value as a move carries it: moments in UTC, and no number that nobody counts to."""
    if shape is Kind.MOMENT and isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
            return None if moment.tzinfo is None else moment_text(moment.astimezone(UTC))
        except (ValueError, OverflowError):
            return None
    if shape is Kind.COUNT and isinstance(value, int) and value > MOST_COUNTED:
        return None
    return value


def _wanted(shape: Shape) -> Sentence:
    if not isinstance(shape, Kind):
        return _("Choose one of: %(codes)s.") % {"codes": ", ".join(sorted(shape))}
    match shape:
        case Kind.IDENTIFIER:
            return _("This is no identifier (UUID, in small letters).")
        case Kind.DAY:
            return _("This is no day, such as 2026-03-01.")
        case Kind.MOMENT:
            return _("This is no moment with its zone, such as 2026-03-01T09:30:00Z.")
        case Kind.COUNT:
            return _("This is no number from 1 on.")
        case Kind.YES:
            return _("Only true can be said here.")
        case Kind.OUTCOMES:
            return _('Name the outcome of the service that was asked, such as {"shelter": "given"}.')
        case _:
            return _("This is no code: at most 64 letters, digits and the signs _ . : + -")


def _words(row: Referral, event: Event, said: Text | None) -> Words | None:
    if said is None:
        return None
    if event not in KIND_OF:
        raise BadInput({"words": _("No words go with this move. Leave them out, or give them as news.")})
    return text_of(row, KIND_OF[event], said, "words/")


def text_of(row: Referral, kind: TextKind, said: Text, path: str) -> Words:
    """The words, as the page takes them. Raises BadInput, by the path of what is wrong."""
    names = {"text": "text", "about": "about", "spoken": "language"}
    entered = {"text": said.text, "about": said.about.value, "spoken": said.language}
    try:
        words = forms.words(row, kind, entered)
    except BadInput as wrong:
        raise BadInput({f"{path}{names[name]}": words for name, words in wrong.errors.items()}) from None
    if words is None:
        raise BadInput({f"{path}text": _("Write the words, or leave them out.")})
    return words
