"""What the site's worker does with letters: hands over what waits, takes what was answered, forgets what is old.

Two files in the site's folder, each written whole by one side. What the node has fetched is deleted here at once.
"""

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction

from safeconduct.public import settings
from safeconduct.public.pages.announcing import lay
from safeconduct.public.questions import limits, rules
from safeconduct.public.questions.desks import handed_over
from safeconduct.public.questions.models import Ended, Letter, Node, Thread
from safeconduct.vocabulary.letters import form

logger = logging.getLogger(__name__)


def carry(*, now: datetime) -> None:
    """Take what the node laid, then lay what waits for it."""
    if settings.HOME is None:
        return
    raw = handed_over(form.TO_SITE, form.LARGEST)
    try:
        found = form.carried_in(raw)
    except form.Malformed:
        logger.warning("the node's file of answers was not taken: it is none")
        found = form.Carried()
    with transaction.atomic():
        arrived = _take(found, now=now)
    lay(form.TO_NODE, _waiting(arrived, now=now).text())


def forget(*, now: datetime) -> None:
    """Conversations whose last letter is thirty days old go, whatever was answered; counts go after a day."""
    Thread.objects.filter(until__lt=now.date()).delete()
    Ended.objects.filter(day__lt=now.date() - rules.KEPT).delete()
    limits.forget_counts(now=now)


def _take(found: form.Carried, *, now: datetime) -> tuple[UUID, ...]:
    """Keep the answers of conversations that are still here; the ids of all that came, also of those that are not."""
    Letter.objects.filter(pk__in=found.arrived, is_answer=False).delete()
    Ended.objects.filter(pk__in=found.arrived).delete()
    if found.looked_on is not None:
        Node.objects.update_or_create(pk=1, defaults={"looked_on": found.looked_on})
    wanted = {each.thread for each in found.letters}
    here = set(Thread.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    # An answer to what was deleted here: the node does not know it yet, or knew it and forgot it. It is told again.
    Ended.objects.bulk_create(
        [Ended(thread=each, day=now.date()) for each in sorted(wanted - here)], ignore_conflicts=True
    )
    answers = [each for each in found.letters if each.thread in here]
    had = set(Letter.objects.filter(pk__in=[each.id for each in answers]).values_list("pk", flat=True))
    new = [each for each in answers if each.id not in had]
    Letter.objects.bulk_create(
        Letter(id=each.id, thread_id=each.thread, is_answer=True, day=now.date(), sealed=each.sealed)
        for each in new
    )
    Thread.objects.filter(pk__in=[each.thread for each in new]).update(until=rules.last_day(now.date()))
    return tuple(each.id for each in found.letters)


def _waiting(arrived: tuple[UUID, ...], *, now: datetime) -> form.Carried:
    """Questions by their random ids, so that their order says nothing of when they came; those with work first."""
    waiting = Letter.objects.filter(is_answer=False).select_related("thread")
    letters = waiting.order_by("-is_worked", "pk")[: form.AT_ONCE]
    return form.Carried(
        letters=tuple(
            form.Sealed(
                each.pk,
                each.thread_id,
                bytes(each.sealed),
                each.thread.desk,
                bytes(each.thread.mark),
                each.key,
                each.is_worked,
            )
            for each in letters
        ),
        arrived=arrived,
        ended=tuple(Ended.objects.order_by("pk").values_list("pk", flat=True)[: form.AT_ONCE]),
        tried=limits.is_tried(now=now),
    )
