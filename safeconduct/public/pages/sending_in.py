"""Sending a translation in: wagtail-localize's own page of a translation can publish it or keep it, and no more."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.models import Page

from safeconduct.public.pages.translating import translation_of


def may_be_sent_in(page: Page) -> bool:
    """Whether it is a translation that wagtail-localize keeps in step, and does not wait for approval already."""
    return translation_of(page, enabled=True) is not None and page.current_workflow_state is None


@require_POST
@permission_required("wagtailadmin.access_admin", login_url="/edit/login/")
def send_in(request: HttpRequest, page_id: int) -> HttpResponse:
    """Make the page of what is translated by now, and ask a second person."""
    page: Any = get_object_or_404(Page, pk=page_id).specific
    if not may_be_sent_in(page) or not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    source = translation_of(page, enabled=True).source
    # Not by saving the translation, which would change what readers see at once.
    draft = source.get_ephemeral_translated_instance(page.locale, fallback=True)
    draft.slug = page.slug  # its address is its own: that of the source may be taken beside it
    draft.save_revision(user=request.user)
    page.refresh_from_db()
    page.get_workflow().start(page, request.user)
    messages.success(request, _("It is sent in. Somebody else approves it."))
    return redirect("matrix")
