"""What the editor has for this room: the desk, beside the other reports."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from safeconduct.public.speaking import deciding, pages


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
