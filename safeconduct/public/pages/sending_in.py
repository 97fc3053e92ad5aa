"""Sending a translation in: wagtail-localize's own page of a translation can publish it or keep it, and no more."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.models import Page
from wagtail_localize.views.update_translations import UpdateTranslationsView

from safeconduct.public.pages.four_eyes import NotApproved
from safeconduct.public.pages.rules import may_send_in
from safeconduct.public.pages.translating import is_changed, progress_of, translation_of
from safeconduct.public.pages.waiting import Waits
from safeconduct.vocabulary.decisions import Refused


def may_be_sent_in(page: Page) -> bool:
    """Whether it is a translation that wagtail-localize keeps in step, and readers do not see it as it is now."""
    if page.workflow_in_progress or translation_of(page, enabled=True) is None:
        return False
    shown = page.live_revision if page.live and not page.has_unpublished_changes else None
    return shown is None or is_changed(page, since=shown.created_at)


@require_POST
@permission_required("wagtailadmin.access_admin", login_url="/edit/login/")
def send_in(request: HttpRequest, page_id: int) -> HttpResponse:
    """Make the page of what is translated by now, and ask a second person."""
    page: Any = get_object_or_404(Page, pk=page_id).specific
    translation = translation_of(page, enabled=True)
    if translation is None or not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    decision = may_send_in(waits=page.workflow_in_progress, translated=progress_of(translation)[1])
    if isinstance(decision, Refused):
        messages.error(request, decision.reason.whole)
    elif may_be_sent_in(page):
        _send_in(page, translation, request.user)
        messages.success(request, _("It is sent in. Somebody else approves it."))
    return redirect("matrix")


@transaction.atomic
def _send_in(page: Any, translation: Any, user: Any) -> None:
    # Not by saving the translation, which would change what readers see at once.
    draft = translation.source.get_ephemeral_translated_instance(page.locale, fallback=True)
    draft.slug = page.slug  # its address is its own: that of the source may be taken beside it
    draft.save_revision(user=user)
    page.refresh_from_db()
    again = page.current_workflow_state
    if again is not None:
        again.resume(user)
    else:
        page.get_workflow().start(page, user)


def bring_up(request: HttpRequest, translation_source_id: int) -> HttpResponse:
    """wagtail-localize's page that brings translations up to their source; where one waits, with a sentence."""
    try:
        with transaction.atomic():
            view = UpdateTranslationsView.as_view()
            answer: HttpResponse = view(request, translation_source_id=translation_source_id)
            return answer
    except (Waits, NotApproved) as refused:
        messages.error(request, str(refused))
        return redirect("matrix")
