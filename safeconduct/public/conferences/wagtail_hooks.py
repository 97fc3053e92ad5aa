"""The way to the conferences in the editor's menu."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from safeconduct.public.conferences.organising.access import PERMISSION


class OfOrganisers(MenuItem):  # type: ignore[misc]  # Wagtail brings no types
    """Shown to those who may organise."""

    def is_shown(self, request: Any) -> bool:
        """Whether this account holds conferences."""
        return bool(request.user.has_perm(PERMISSION))


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]  # Wagtail brings no types
def conferences_in_the_menu() -> MenuItem:
    """Before the reports."""
    return OfOrganisers(_("Conferences"), reverse("organisers_editions"), icon_name="group", order=150)
