"""What a partner without a node told, entered by a program as on the page: by whom, how and when it was told."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Field, Schema
from pydantic import JsonValue

from safeconduct.access.moments import Moment
from safeconduct.access.scopes import Scope
from safeconduct.access.software import SoftwareRequest, for_software
from safeconduct.referrals import ledger, queries
from safeconduct.referrals.api.moving import TAGS, Text, codes_of, text_of
from safeconduct.referrals.api.reading import done
from safeconduct.referrals.api.router import router
from safeconduct.referrals.api.schemas import Done
from safeconduct.referrals.effects import is_by_hand
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Event
from safeconduct.referrals.partners import actions
from safeconduct.referrals.partners.forms import NAME_LONGEST, named, theirs
from safeconduct.referrals.partners.rules import TELLERS, Step, Told, enterable
from safeconduct.referrals.texts import KIND_OF, Words
from safeconduct.referrals.texts import Kind as TextKind
from safeconduct.vocabulary.codes import PartnerWay, Profession
from safeconduct.vocabulary.errors import BadInput

NOBODY = Told(by="", how="", at=None)


class Telling(Schema):
    """By whom it was told, how, and when. Of what somebody here did (`left`) only how and when."""

    model_config = {"extra": "forbid"}

    by: Profession | None = Field(None, description="What the one who told it is there")
    how: PartnerWay
    at: Moment
    name: str = Field(
        "", max_length=NAME_LONGEST,
        description="Of the one who told it; sealed with the person's needs, in no list. Never the person's",
    )  # fmt: skip


class ToldMoveIn(Schema):
    """A move of the receiver as they told it; `GET` of the referral lists those that can be entered now."""

    model_config = {
        "extra": "forbid",
        "json_schema_extra": {
            "examples": [
                {
                    "move": "accept",
                    "codes": {"conflict_check": "none"},
                    "told": {"by": "social_worker", "how": "telephone", "at": "2026-03-01T09:30:00Z"},
                }
            ]
        },
    }

    move: Event
    codes: dict[str, JsonValue] = Field({}, max_length=20)
    words: Text | None = None
    told: Telling


class ToldStepIn(Schema):
    """What is no answer: that it left, that it came, how it goes, or that they know it was taken back."""

    model_config = {
        "extra": "forbid",
        "json_schema_extra": {
            "examples": [
                {"step": "left", "told": {"how": "paper", "at": "2026-03-01T09:30:00Z"}},
                {
                    "step": "told_back",
                    "told": {"by": "lawyer", "how": "telephone", "at": "2026-03-02T09:30:00Z"},
                    "has_erased": True,
                },
            ]
        },
    }

    step: Step
    told: Telling | None = Field(None, description="Left out only with `had_not_left`")
    words: Text | None = Field(None, description="With `news` only")
    has_erased: bool = Field(False, description="With `told_back`: they say that they keep nothing")
    had_not_left: bool = Field(False, description="With `told_back`: nothing had been said or handed over")


@router.post(
    "/referrals/{reference}/told/moves",
    response={201: Done},
    operation_id="enter_told_move",
    tags=TAGS,
    summary="Enter the answer of a partner without a node, as they told it",
)
@for_software(Scope.MOVE, status=201)
def told_move(request: SoftwareRequest, reference: str, asked: ToldMoveIn) -> Done:
    """A move of the receiver that says by whom, how and when it was told. An agency with a node answers by itself."""
    row = queries.by_reference(reference)
    history = ledger.history(row)
    can_be = is_by_hand(row) and asked.move in enterable(history.position, now=request.at)
    # What cannot be entered is refused by the rule, with its reason: what was sent for it does not matter.
    codes = codes_of(theirs(row), asked.move, asked.codes, history, by=request.member) if can_be else {}
    words = _words(row, asked) if can_be else ()
    entered = actions.enter(
        referral=row, event=asked.move, codes=codes, told=_told(asked.told), by=request.member, at=request.at,
        words=(*_name(asked.told), *words) if can_be else (),
    )  # fmt: skip
    return done(entered)


@router.post(
    "/referrals/{reference}/told/steps",
    response={201: Done},
    operation_id="enter_told_step",
    tags=TAGS,
    summary="Enter that it left, that they have it, how it goes, or that they know it was taken back",
)
@for_software(Scope.MOVE, status=201)
def told_step(request: SoftwareRequest, reference: str, asked: ToldStepIn) -> Done:
    """No move. `GET` of the referral lists the steps that can be entered now."""
    row = queries.by_reference(reference)
    _fits(asked)
    if asked.step is Step.TOLD_BACK:
        actions.told_back(
            referral=row, told=_told(asked.told), has_erased=asked.has_erased, had_not_left=asked.had_not_left,
            by=request.member, at=request.at,
        )  # fmt: skip
    else:
        news = (text_of(row, TextKind.NEWS, asked.words, "words/"),) if asked.words else ()
        actions.note(
            referral=row, step=asked.step, told=_told(asked.told), by=request.member, at=request.at,
            words=(*(_name(asked.told) if asked.step is not Step.LEFT else ()), *news),
        )  # fmt: skip
    return done(queries.by_reference(reference))


def _fits(asked: ToldStepIn) -> None:
    """What goes with another step is said, and not left out in silence. Raises BadInput."""
    errors = {}
    is_back = asked.step is Step.TOLD_BACK
    if asked.words is not None and asked.step is not Step.NEWS:
        errors["words"] = _("Words go with news only. Leave them out.")
    if asked.has_erased and not is_back:
        errors["has_erased"] = _("This goes with the step told_back only. Leave it out.")
    if asked.had_not_left and not is_back:
        errors["had_not_left"] = _("This goes with the step told_back only. Leave it out.")
    if asked.told is None and not (is_back and asked.had_not_left):
        errors["told"] = _("Say by whom it was told, how and when.")
    if asked.told is not None and asked.step is not Step.LEFT and asked.told.by not in TELLERS:
        errors["told/by"] = _("Choose what the one who told it is there.")
    if errors:
        raise BadInput(errors)


def _told(given: Telling | None) -> Told:
    return NOBODY if given is None else Told(by=given.by or "", how=given.how.value, at=given.at)


def _name(given: Telling | None) -> tuple[Words, ...]:
    return named({"told_name": given.name}, get_language() or "en") if given is not None else ()


def _words(row: Referral, asked: ToldMoveIn) -> tuple[Words, ...]:
    if asked.words is None:
        return ()
    if asked.move not in KIND_OF:
        raise BadInput({"words": _("No words go with this move. Leave them out, or give them as news.")})
    return (text_of(theirs(row), KIND_OF[asked.move], asked.words, "words/"),)
