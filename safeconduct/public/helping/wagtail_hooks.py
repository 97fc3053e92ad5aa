"""What the editor has beside Wagtail's own parts, for this room."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from safeconduct.public.helping import editing
from safeconduct.public.helping.models import Remark


class RemarksThatWait(Component):  # type: ignore[misc]  # Wagtail brings no types
    """A line of the editor's first page."""

    name, order, template_name = "remarks", 95, "helping/_remarks.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:  # noqa: ARG002
        """How many."""
        return {"many": Remark.objects.filter(done_on=None).count()}


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]  # Wagtail brings no types
def addresses() -> list[Any]:
    """Below the editors' address."""
    return [
        path("remarks/", editing.remarks, name="helping_remarks"),
        path("remarks/<int:remark_id>/", editing.done, name="helping_remark_done"),
    ]


@hooks.register("register_reports_menu_item")  # type: ignore[untyped-decorator]  # Wagtail brings no types
def remarks_in_the_menu() -> MenuItem:
    """Beside the other reports."""
    return MenuItem(
        _("Remarks on the pages for the person"), reverse("helping_remarks"), icon_name="warning", order=80
    )


@hooks.register("construct_homepage_panels")  # type: ignore[untyped-decorator]  # Wagtail brings no types
def waiting_on_the_first_page(request: HttpRequest, panels: list[Any]) -> None:
    """How many wait, where everybody who writes begins."""
    panels.append(RemarksThatWait())
