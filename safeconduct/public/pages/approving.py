"""What the editor shows of a page that waits: why it is closed, and the buttons of those who approve it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.staticfiles import versioned_static
from wagtail.models import Page, WorkflowState

from safeconduct.public.pages.rules import may_be_made_a_copy
from safeconduct.public.pages.translating import translation_of

APPROVE = "approve"
COPY = "localize-convert-to-alias"
LAST = ("action-unpublish", COPY)


class Decide(ActionMenuItem):  # type: ignore[misc]  # Wagtail brings no types
    """Approve, or request changes: Wagtail's own buttons are those of a page that is not locked."""

    template_name = "pages/_decide.html"

    def __init__(self, page: Page, name: str, label: Any, *, asks: bool) -> None:
        super().__init__()
        self.name, self.label, self.asks = name, label, asks
        state = page.current_workflow_task_state
        self.address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, name, state.pk])

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        """With where it leads, and whether it asks for a comment."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        return context | {"address": self.address, "asks": self.asks}


def decisions(page: Page, user: Any) -> list[Decide]:
    """What this person may do with a page that waits."""
    task = page.current_workflow_task
    offered = task.get_actions(page, user) if task else []
    approval_first = sorted(offered, key=lambda each: each[0] != APPROVE)
    return [Decide(page, name, label, asks=asks) for name, label, asks in approval_first]


def in_the_menu(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Below the page, in the place of what changes it; taking it back stays. What throws words away comes last."""
    page = context.get("page")
    if page is not None and context["view"] == "edit":
        waits = page.workflow_in_progress
        may_take_away = page.permissions_for_user(request.user).can_delete()
        if not may_be_made_a_copy(waits=waits, is_live=page.live, may_take_away=may_take_away):
            items[:] = [item for item in items if item.name != COPY]
        items.sort(key=lambda item: item.name in LAST)
    if page is not None and context["view"] == "edit" and context["locked_for_user"]:
        left = [item for item in items if item.name != "action-page-locked"]
        items[:] = [*decisions(page, request.user), *left] or items


def script() -> SafeString:
    """Wagtail's own for such buttons, as on its first page."""
    return format_html(
        '<script src="{}" data-activate="dashboard"></script>',
        versioned_static("wagtailadmin/js/workflow-action.js"),
    )


def asked_for(page: Page) -> str:
    """Who requested which changes, while they are to be made; "" where nobody did."""
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return ""
    last = state.current_task_state
    who = (
        last.finished_by.get_username()
        if last is not None and last.finished_by is not None
        else _("Somebody")
    )
    said = (last.comment if last is not None else "") or _("no reason was written")
    return _("%(who)s requested changes: %(said)s") % {"who": who, "said": said}


def close_translation(request: HttpRequest, page: Page) -> None:
    """wagtail-localize's page of a translation knows one lock alone, and says nothing of ours; nor why it came back."""
    if request.method != "GET" or not translation_of(page, enabled=True):
        return
    if requested := asked_for(page):
        messages.warning(request, requested)
    if not page.workflow_in_progress:
        return
    may_decide = bool(decisions(page, request.user))
    buttons = [messages.button(reverse("wagtailadmin_home"), _("Approve, or request changes"))]
    messages.warning(
        request, page.get_lock().get_message(request.user), buttons=buttons if may_decide else []
    )
    page.locked = True  # as it is shown; it is not saved
