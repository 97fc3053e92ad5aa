"""What the editor has beside Wagtail's own parts, for this room."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from safeconduct.public.recommendations import moderating


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]  # Wagtail brings no types
def addresses() -> list[Any]:
    """Below the editors' address."""
    return [
        path("comments/", moderating.waiting, name="comments_waiting"),
        path("comments/<int:comment_id>/", moderating.decide, name="comment_decide"),
        path("promises/", moderating.promises, name="promises"),
    ]


@hooks.register("register_reports_menu_item")  # type: ignore[untyped-decorator]  # Wagtail brings no types
def comments_in_the_menu() -> MenuItem:
    """Beside the other reports."""
    return MenuItem(_("Comments of readers"), reverse("comments_waiting"), icon_name="comment", order=60)


@hooks.register("register_reports_menu_item")  # type: ignore[untyped-decorator]  # Wagtail brings no types
def promises_in_the_menu() -> MenuItem:
    """Likewise."""
    return MenuItem(_("Promises to ask about"), reverse("promises"), icon_name="date", order=70)
