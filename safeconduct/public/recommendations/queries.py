"""What the board shows, in two queries however many there are."""

from datetime import date
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from safeconduct.public.recommendations.rules import OPEN_STAGES, SOON, Stage, Standing

PROMISED = Q(stage__in=[Stage.PROMISED.value, Stage.BEGUN.value])
ORDER = (Standing.LATE, Standing.PROMISED, Standing.PROPOSED, Standing.DONE, Standing.REFUSED)


def _is(standing: Standing, today: date) -> Q:
    """The same as `standing_of`, asked of the database; a test holds the two together."""
    return {
        Standing.LATE: PROMISED & Q(due_on__lt=today),
        Standing.PROMISED: PROMISED & Q(due_on__gte=today),
        Standing.PROPOSED: Q(stage=Stage.PROPOSED.value),
        Standing.DONE: Q(stage=Stage.DONE.value),
        Standing.REFUSED: Q(stage__in=[Stage.REFUSED.value, Stage.GIVEN_UP.value]),
    }[standing]


def public(board: Any) -> QuerySet[Any]:
    """The recommendations below a board that readers see."""
    from safeconduct.public.recommendations.models import RecommendationPage

    found: QuerySet[Any] = RecommendationPage.objects.live().public().child_of(board)
    return found


def listed(board: Any, today: date) -> QuerySet[Any]:
    """What is late first, then by their day."""
    places = [When(_is(each, today), then=Value(place)) for place, each in enumerate(ORDER)]
    turn = Case(*places, default=Value(len(ORDER)), output_field=IntegerField())
    found: QuerySet[Any] = public(board).annotate(turn=turn).order_by("turn", "due_on", "pk")
    return found


def counts(board: Any, today: date) -> list[dict[str, Any]]:
    """For each standing its words, how many, and their share of all in percent."""
    from safeconduct.public.recommendations.models.promises import STANDINGS

    named = {each.value: Count("pk", filter=_is(each, today)) for each in ORDER}
    found = public(board).aggregate(**named)
    total = sum(found.values()) or 1
    return [
        {
            "words": STANDINGS[each][0],
            "many": found[each.value],
            "share": round(100 * found[each.value] / total),
        }
        for each in ORDER
    ]


def asked_about(today: date) -> QuerySet[Any]:
    """What is open and due soon or already over, in the language in which it was written."""
    from safeconduct.public import settings
    from safeconduct.public.recommendations.models import RecommendationPage

    found: QuerySet[Any] = RecommendationPage.objects.live().filter(
        locale__language_code=settings.LANGUAGE_CODE, stage__in=OPEN_STAGES, due_on__lte=today + SOON
    )
    return found.order_by(F("due_on").asc(), "pk")
