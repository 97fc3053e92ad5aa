"""wagtail-localize's own pages that change how a translation hangs on its source: closed while it waits."""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.views.convert import convert_to_alias
from wagtail_localize.views.edit_translation import stop_translation
from wagtail_localize.views.update_translations import UpdateTranslationsView

from safeconduct.public.pages.four_eyes import NotApproved
from safeconduct.public.pages.rules import may_be_made_a_copy
from safeconduct.public.pages.waiting import Waits
from safeconduct.public.reasons import spoken
from safeconduct.vocabulary.decisions import Refused


def bring_up(request: HttpRequest, translation_source_id: int) -> HttpResponse:
    """Its page that brings translations up to their source; where one waits, with a sentence."""
    view = UpdateTranslationsView.as_view()
    return _or_say_why(request, lambda: view(request, translation_source_id=translation_source_id), "matrix")


def stop(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Its button “Stop Synced translation”: never while the translation waits for approval."""
    page = get_object_or_404(Translation, pk=translation_id).get_target_instance()
    return _or_say_why(
        request, lambda: stop_translation(request, translation_id), "wagtailadmin_pages:edit", page.pk
    )


def make_a_copy(request: HttpRequest, page_id: int) -> HttpResponse:
    """Its page “Convert to alias page”, which throws the translation away; for those who may delete the page."""
    page = get_object_or_404(Page, pk=page_id).specific
    may_take_away = page.permissions_for_user(request.user).can_delete()
    decision = may_be_made_a_copy(
        waits=page.workflow_in_progress, is_live=page.live, may_take_away=may_take_away
    )
    if isinstance(decision, Refused):
        messages.error(request, spoken(decision.reason).whole)
        return redirect("wagtailadmin_pages:edit", page_id)
    answer: HttpResponse = convert_to_alias(request, page_id)
    return answer


def _or_say_why(
    request: HttpRequest, do: Callable[[], HttpResponse], back: str, *where: object
) -> HttpResponse:
    try:
        with transaction.atomic():
            return do()
    except (Waits, NotApproved) as refused:
        messages.error(request, str(refused))
        return redirect(back, *where)
