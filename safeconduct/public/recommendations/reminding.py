"""Mails to those who follow a recommendation up: before its day, at its end, and each three months while it is open."""

from datetime import date, datetime
from itertools import islice

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from safeconduct.public.post.actions import put
from safeconduct.public.recommendations.models import RecommendationPage, Reminded
from safeconduct.public.recommendations.queries import asked_about
from safeconduct.public.recommendations.rules import occasion

AT_ONCE = 100


def remind(*, now: datetime) -> None:
    """Put in what is due, each occasion once; the mail holds what every reader can see.

    What was put in is kept beside the recommendation: that a mail was sent is forgotten after a week, and an occasion
    lasts for months.
    """
    due = _not_yet(timezone.localdate(now))
    for page in RecommendationPage.objects.filter(pk__in=due).select_related("locale").order_by("pk"):
        with transaction.atomic(), translation.override(page.locale.language_code):
            put(
                to=page.owner_mail,
                subject=_("Recommendation: %(title)s") % {"title": page.title},
                text=_text(page),
                language=page.locale.language_code,
                once=f"recommendation {page.pk} {due[page.pk]}",
                now=now,
            )
            Reminded.objects.update_or_create(page=page, defaults={"occasion": due[page.pk]})


def _not_yet(today: date) -> dict[int, str]:
    """The occasions of which nobody was reminded, by recommendation, those that are due first; some at a time."""
    asked = asked_about(today).exclude(owner_mail="").values_list("pk", "due_on", "reminded__occasion")
    found = ((pk, f"{due_on} {occasion(due_on, today=today)}", told) for pk, due_on, told in asked)
    return dict(islice(((pk, said) for pk, said, told in found if said != told), AT_ONCE))


def _text(page: RecommendationPage) -> str:
    said = {"title": page.title, "day": page.due_on.isoformat(), "address": page.full_url}
    return "\n\n".join(
        [
            _("You follow up the recommendation “%(title)s”. It is due on %(day)s.") % said,
            _(
                "Tell whoever answers for its page what has become of it, and what shows it. Nothing is a news, too."
            ),
            said["address"],
        ]
    )
