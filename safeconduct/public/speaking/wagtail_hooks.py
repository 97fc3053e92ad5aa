"""What the editor has for this room: the desk, beside the other reports."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from safeconduct.public.speaking import deciding, pages, queries
from safeconduct.vocabulary.languages import LANGUAGES


class TextsThatWait(Component):  # type: ignore[misc]  # Wagtail brings no types
    """A part of the editor's first page: what waits for this account as the second speaker."""

    name, order, template_name = "speaking", 96, "speaking/_waiting.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """How many, by language."""
        found = queries.waiting_for(parent_context["request"].user)
        return {"waits": [(LANGUAGES[tag], many) for tag, many in found]}


@hooks.register("construct_homepage_panels")  # type: ignore[untyped-decorator]  # Wagtail brings no types
def waiting_on_the_first_page(request: HttpRequest, panels: list[Any]) -> None:
    """For whoever can approve it."""
    panels.append(TextsThatWait())


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]  # Wagtail brings no types
def addresses() -> list[Any]:
    """Below the editors' address."""
    return [
        path("speaking/", pages.table, name="speaking"),
        path("speaking/texts/<slug:body>/<slug:name>/", pages.section, name="speaking_section"),
        path("speaking/<slug:tag>/waiting/", deciding.waiting, name="speaking_waiting"),
        path("speaking/<slug:tag>/decide/", deciding.decide, name="speaking_decide"),
        path("speaking/<slug:tag>/file.po", pages.give_out, name="speaking_file"),
        path("speaking/<slug:tag>/take/", pages.take_in, name="speaking_take"),
        path("speaking/<slug:tag>/<slug:body>/<slug:name>/", pages.beside, name="speaking_beside"),
    ]


@hooks.register("register_reports_menu_item")  # type: ignore[untyped-decorator]  # Wagtail brings no types
def in_the_menu() -> MenuItem:
    """Beside the other reports."""
    return MenuItem(_("Words for the person"), reverse("speaking"), icon_name="globe", order=60)
