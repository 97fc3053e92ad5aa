"""What the editor has beside Wagtail's own parts, for this room."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from safeconduct.public.releases import moderating


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]  # Wagtail brings no types
def addresses() -> list[Any]:
    """Below the editors' address."""
    return [
        path("sources/", moderating.sources, name="sources"),
        path("sources/<int:source_id>/confirm/", moderating.confirm, name="source_confirm"),
        path("sources/<int:source_id>/ask/", moderating.ask, name="source_ask"),
        path("sources/<int:source_id>/let-go/", moderating.let_go, name="source_let_go"),
    ]


@hooks.register("register_reports_menu_item")  # type: ignore[untyped-decorator]  # Wagtail brings no types
def in_the_menu() -> MenuItem:
    """Beside the other reports."""
    return MenuItem(_("Sites of other nodes"), reverse("sources"), icon_name="site", order=80)
