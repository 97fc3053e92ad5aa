"""What a plan must say, whether the person agrees to it, and when something in it is due. Pure, after the form F5.

Nothing of a plan is carried out over the person's head: without their yes it is a draft, and shown as one.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from safeconduct.cases.answering import Content, answer, rows_of
from safeconduct.vocabulary.codes import ActionState, PlanConsent
from safeconduct.vocabulary.decisions import Words

ACTIONS, REVIEWS, CONSENT, CONSENT_ON = "plan_actions", "plan_reviews", "plan_consent", "plan_consent_on"
GOALS = ("persons_goals", "objectives")
ENDED = frozenset({ActionState.DONE, ActionState.DROPPED})
AGREED = frozenset({PlanConsent.AGREED, PlanConsent.AGREED_PARTLY})
SAID = AGREED | {PlanConsent.REFUSED}

NO_DAY = _("Enter the day on which the person said so.")
NOTHING_SAID = _("Say what the person said on that day, or leave the day out.")
NO_REVIEW = _("A plan that the person agrees to has at least one day on which it is looked at again.")
NOT_DONE_WHEN = _("Enter the day on which it was done.")
DONE_OR_DROPPED = _("It has ended: say whether it was done or dropped, or leave this day out.")
BEFORE_THE_YES = _(
    "This day lies before the day on which the person agreed; an action that goes on ends later."
)
ASK_AGAIN = _(
    "The plan has changed since the person agreed to it. Ask them about what is new, and enter what they say and the "
    "day; or leave both open until you have asked."
)
PROGRESS = frozenset({"state", "ended"})
"""Parts of an action that say how far it is: no new yes is needed for these."""
TWICE = _("This day stands in a row above already.")


class Standing(StrEnum):
    """What a plan is, by what the person says to it."""

    DRAFT = "draft"
    AGREED = "agreed"
    AGREED_PARTLY = "agreed_partly"
    REFUSED = "refused"


STANDING_IN_WORDS: dict[Standing, Words] = {
    Standing.DRAFT: _("A draft: the person has not agreed to this plan yet."),
    Standing.AGREED: _("The person agrees to this plan."),
    Standing.AGREED_PARTLY: _(
        "The person agrees to a part of this plan. Ask about the rest before anybody acts on it."
    ),
    Standing.REFUSED: _(
        "The person says no to this plan: nothing of it is done. Ask what they want instead."
    ),
}


def standing(content: Content) -> Standing:
    """How a plan stands with the person; a draft where nobody asked, or the answer stayed open in whatever way."""
    said = content.get(CONSENT)
    return Standing(said) if isinstance(said, str) and said in SAID else Standing.DRAFT


def rests_on_an_earlier_yes(content: Content, today: date) -> bool:
    """Whether the yes that stands here was said before today, so that it may be older than what it stands under."""
    on = answer(content, CONSENT_ON)
    return answer(content, CONSENT) in AGREED and on is not None and str(on) < today.isoformat()


def outlives_its_yes(before: Content, after: Content, today: date) -> bool:
    """Whether a yes would stand under what it was not said to: the same one, and what is to be done has changed.

    What is changed on the very day of the yes is taken for what was agreed on: a day is all that is known of it.
    """
    is_the_same_yes = all(answer(before, part) == answer(after, part) for part in (CONSENT, CONSENT_ON))
    return (
        rests_on_an_earlier_yes(after, today) and is_the_same_yes and _agreed_on(before) != _agreed_on(after)
    )


def _agreed_on(content: Content) -> list[Any]:
    """What the person says yes to: the goals, and of each action what is done, by whom and until when."""
    goals = [answer(content, name) for name in GOALS]
    actions = [
        {part: said for part, said in row.items() if part not in PROGRESS}
        for row in rows_of(content, ACTIONS)
    ]
    return [*goals, *actions]


def contradictions(content: Content) -> Iterator[tuple[str, Words]]:
    """What cannot be so: the question, or the part of a row by its place among the rows, and a sentence."""
    yield from _consent(content)
    for place, row in enumerate(rows_of(content, ACTIONS)):
        yield from ((f"{ACTIONS}-{place}-{part}", said) for part, said in _action(row, content))
    seen: set[Any] = set()
    for place, row in enumerate(rows_of(content, REVIEWS)):
        if row.get("on") in seen:
            yield f"{REVIEWS}-{place}-on", TWICE
        seen.add(row.get("on"))


def _consent(content: Content) -> Iterator[tuple[str, Words]]:
    said, on = answer(content, CONSENT), answer(content, CONSENT_ON)
    if said in SAID and on is None:
        yield CONSENT_ON, NO_DAY
    if on is not None and said not in SAID:
        yield CONSENT, NOTHING_SAID
    if said in AGREED and not rows_of(content, REVIEWS):
        yield REVIEWS, NO_REVIEW


def _action(row: dict[str, Any], content: Content) -> Iterator[tuple[str, Words]]:
    state, planned, ended = row.get("state"), row.get("planned"), row.get("ended")
    if state == ActionState.DONE and ended is None:
        yield "ended", NOT_DONE_WHEN
    if ended is not None and state not in ENDED:
        yield "state", DONE_OR_DROPPED
    agreed_on = answer(content, CONSENT_ON) if answer(content, CONSENT) in AGREED else None
    if planned and agreed_on and planned < agreed_on and state not in ENDED:
        yield "planned", BEFORE_THE_YES


def due(content: Content) -> date | None:
    """The earliest day on which an action is to end, or the plan is to be looked at again; None where nothing waits.

    Of a plan that the person refuses nothing is due.
    """
    return min(_days(content), default=None) if standing(content) is not Standing.REFUSED else None


def _days(content: Content) -> Iterable[date]:
    for row in rows_of(content, ACTIONS):
        if row.get("planned") and row.get("state") not in ENDED:
            yield date.fromisoformat(row["planned"])
    for row in rows_of(content, REVIEWS):
        if row.get("on") and not row.get("held"):
            yield date.fromisoformat(row["on"])
