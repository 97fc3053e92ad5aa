"""A mail to those who approve that something waits: one a day at most for each, and nothing of what waits in it.

An account has an address where its owner entered one ("Account" in the editor); without one nobody is written to.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState

from safeconduct.public import settings
from safeconduct.public.pages.four_eyes import approval_by
from safeconduct.public.pages.furnishing import MODERATORS
from safeconduct.public.post.actions import put
from safeconduct.public.post.models import Mail

MOST = 50
"""Pages that are looked at: whoever has more than these waiting reads it in the first mail."""


def tell_approvers(*, now: datetime) -> None:
    """Whoever approves and has an address, when something waits that they may approve; not twice on a day (UTC)."""
    # Who is told is asked first: on most rounds of a day it is nobody, and nothing else is asked.
    to_tell = [editor for editor in _approvers() if not Mail.objects.filter(once=_once(editor, now)).exists()]
    waiting = _waiting() if to_tell else []
    for editor in to_tell:
        if any(approval_by(editor, page) for page in waiting):
            _tell(editor, now)


def _approvers() -> Iterable[Any]:
    found = get_user_model().objects.filter(is_active=True, groups__name=MODERATORS)
    return found.exclude(email="").order_by("pk")


def _waiting() -> list[Page]:
    found = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).select_related("workflow_state")
    pages = (each.workflow_state.content_object for each in found.order_by("started_at")[:MOST])
    return [page for page in pages if isinstance(page, Page)]


def _once(editor: Any, now: datetime) -> str:
    return f"approve:{editor.pk}:{now:%Y%m%d}"


def _tell(editor: Any, now: datetime) -> None:
    language = settings.LANGUAGE_CODE
    with translation.override(language):
        said = _(
            "Something waits on this site for somebody to approve it, and you may. Sign in: the first page of the "
            "editor lists it. You get this mail once a day at most, and only while something waits for you."
        )
        put(
            to=editor.email,
            subject=f"{settings.WAGTAIL_SITE_NAME}: {_('something waits to be approved')}",
            text=f"{said}\n\n{settings.WAGTAILADMIN_BASE_URL}{reverse('wagtailadmin_home')}\n",
            language=language,
            once=_once(editor, now),
            now=now,
        )


def nothing_of_wagtails(sender: Any, **_more: Any) -> None:
    """In the place of Wagtail's own mails: they would hold titles, at once and one for each page."""


def nothing_of_comments(sender: Any, instance: Any, **_more: Any) -> None:
    """Before a profile is saved: a mail of Wagtail's about comments in the editor would hold their words."""
    instance.updated_comments_notifications = False
