"""What the editor has beside Wagtail's own parts, for this room."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from safeconduct.public.editions import moderating


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]  # Wagtail brings no types
def addresses() -> list[Any]:
    """Below the editors' address."""
    return [path("statistics/", moderating.report, name="editions_report")]


@hooks.register("register_reports_menu_item")  # type: ignore[untyped-decorator]  # Wagtail brings no types
def in_the_menu() -> MenuItem:
    """Beside the other reports."""
    return MenuItem(_("Editions of statistics"), reverse("editions_report"), icon_name="table", order=95)
