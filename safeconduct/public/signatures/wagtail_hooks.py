"""What the editor has beside Wagtail's own parts, for this room."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from safeconduct.public.signatures import moderating


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]  # Wagtail brings no types
def addresses() -> list[Any]:
    """Below the editors' address."""
    return [
        path("signatures/", moderating.signatures, name="signatures"),
        path("signatures/our-node/", moderating.believe_own, name="believe_own_node"),
    ]


@hooks.register("register_reports_menu_item")  # type: ignore[untyped-decorator]  # Wagtail brings no types
def in_the_menu() -> MenuItem:
    """Beside the other reports."""
    return MenuItem(_("Signatures of agencies"), reverse("signatures"), icon_name="key", order=90)
