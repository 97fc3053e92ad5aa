"""Sending a translation in: wagtail-localize's own page of a translation can publish it or keep it, and no more."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.models import Page

from safeconduct.public.pages.rules import HALF_TRANSLATED, may_send_in
from safeconduct.public.pages.translating import is_changed, progress_of, translation_of
from safeconduct.public.reasons import spoken
from safeconduct.vocabulary.decisions import Reason, Refused


def may_be_sent_in(page: Page) -> bool:
    """Whether it is a translation that wagtail-localize keeps in step, and readers do not see it as it is now."""
    if page.workflow_in_progress or translation_of(page, enabled=True) is None:
        return False
    shown = page.live_revision if page.live and not page.has_unpublished_changes else None
    return shown is None or is_changed(page, since=shown.created_at)


@require_POST
@permission_required("wagtailadmin.access_admin", login_url="/edit/login/")
def send_in(request: HttpRequest, page_id: int) -> HttpResponse:
    """Make the page of what is translated by now, and ask a second person. What is missing is said first."""
    page: Any = get_object_or_404(Page, pk=page_id).specific
    translation = translation_of(page, enabled=True)
    if translation is None or not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    texts, translated = progress_of(translation)
    decision = may_send_in(
        waits=page.workflow_in_progress,
        translated=translated,
        texts=texts,
        is_confirmed="as_it_is" in request.POST,
    )
    if isinstance(decision, Refused) and decision.reason == HALF_TRANSLATED:
        return _ask_first(request, page, decision.reason, missing=texts - translated, texts=texts)
    if isinstance(decision, Refused):
        messages.error(request, spoken(decision.reason).whole)
    elif may_be_sent_in(page):
        _try_to_send_in(request, page, translation)
    if "from_page" in request.POST:
        return redirect("wagtailadmin_pages:edit", page.pk)
    return redirect(f"{reverse('matrix')}?{urlencode({'page': request.POST.get('page', '1')[:9]})}")


def _ask_first(request: HttpRequest, page: Page, reason: Reason, *, missing: int, texts: int) -> HttpResponse:
    shown = {"page": page, "reason": reason, "missing": missing, "texts": texts}
    return render(request, "pages/half_translated.html", shown | {"from_page": "from_page" in request.POST})


def _try_to_send_in(request: HttpRequest, page: Any, translation: Any) -> None:
    try:
        _send_in(page, translation, request.user)
    except ValidationError as wrong:
        # What a kind of page asks of its texts holds for a translation, too.
        for sentence in wrong.messages:
            messages.error(request, sentence)
    else:
        messages.success(request, _("It is sent in. Somebody else approves it."))


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


def may_be_taken_back(page: Page, user: Any) -> bool:
    """Whether it waits, and this person has sent it in."""
    return bool(page.workflow_in_progress and page.current_workflow_state.requested_by_id == user.pk)


@require_POST
@permission_required("wagtailadmin.access_admin", login_url="/edit/login/")
def take_back(request: HttpRequest, page_id: int) -> HttpResponse:
    """Whoever sent a translation in changes it again; wagtail-localize's page has no way to."""
    page: Any = get_object_or_404(Page, pk=page_id).specific
    if not may_be_taken_back(page, request.user):
        raise PermissionDenied
    page.current_workflow_state.cancel(user=request.user)
    messages.success(request, _("It is taken back, and can be changed again."))
    return redirect("wagtailadmin_pages:edit", page.pk)
