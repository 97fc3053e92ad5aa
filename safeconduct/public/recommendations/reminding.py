"""Mails to those who follow a recommendation up: before its day, at its end, and each three months while it is open."""

from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from safeconduct.public.post.actions import put
from safeconduct.public.recommendations.models import RecommendationPage
from safeconduct.public.recommendations.queries import asked_about
from safeconduct.public.recommendations.rules import occasion

AT_ONCE = 100


def remind(*, now: datetime) -> None:
    """Put in what is due; the same occasion is reminded of once. The mail holds what every reader can see."""
    today = timezone.localdate(now)
    for page in asked_about(today).exclude(owner_mail="").select_related("locale")[:AT_ONCE]:
        with translation.override(page.locale.language_code):
            put(
                to=page.owner_mail,
                subject=_("Recommendation: %(title)s") % {"title": page.title},
                text=_text(page),
                language=page.locale.language_code,
                once=f"recommendation {page.pk} {page.due_on} {occasion(page.due_on, today=today)}",
                now=now,
            )


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
