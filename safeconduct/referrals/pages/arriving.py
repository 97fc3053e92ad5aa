"""The arrival on the page: when the person came, and one more question while the agreed hour is still far off."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from safeconduct.referrals import hours
from safeconduct.referrals.codes import Codes, moment
from safeconduct.referrals.moves import Event
from safeconduct.referrals.position import Position
from safeconduct.referrals.rules import is_arrival_early
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.workdays import zone

type Entered = Mapping[str, str]

WHEN, ALREADY = "when", "already"
PREFIX = f"{Event.ARRIVE}-"


def questions(
    asked: list[Question],
    position: Position,
    *,
    at: datetime,
    countries: tuple[str, str],
    entered: Entered | None,
) -> list[Question]:
    """When, with this minute for an answer; and whether it is so, when the agreed hour is far off. `countries` are
    the own one and the other side's."""
    here = at.astimezone(zone(countries[0])).replace(tzinfo=None)
    now = here.isoformat(timespec="minutes")
    came = (entered or {}).get(WHEN, now)
    found = [
        replace(one, label=_("When the person arrived"), value=came) if one.name == WHEN else one
        for one in asked
    ]
    if position.handover_at is None or not is_arrival_early(position, now=at):
        return found
    agreed = hours.hour(position.handover_at, *countries)
    question = Question(
        ALREADY,
        _("Yes, the person is here already"),
        "tick",
        (entered or {}).get(ALREADY, ""),
        hint=_("You have agreed on %(hour)s, and that is still far off.") % {"hour": agreed},
        prefix=PREFIX,
    )
    return [*found, question]


def check(entered: Entered, codes: Codes, position: Position, *, at: datetime) -> None:
    """What was entered can be so. Raises BadInput, by the id of the field."""
    errors: dict[str, Words] = {}
    came = moment(codes.get(WHEN))
    if came is None and entered.get(WHEN):
        errors[f"{PREFIX}{WHEN}"] = _("Enter the day and the hour, or leave it open.")
    elif came is not None and came > at:
        errors[f"{PREFIX}{WHEN}"] = _(
            "This hour has not come yet. Enter when the person arrived, or leave it open."
        )
    if is_arrival_early(position, now=at) and not entered.get(ALREADY):
        errors[f"{PREFIX}{ALREADY}-yes"] = _(
            "The agreed hour is still far off. Tick it if the person is here already."
        )
    if errors:
        raise BadInput(errors)
