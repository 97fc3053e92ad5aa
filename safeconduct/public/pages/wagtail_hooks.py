"""What the editor has beside Wagtail's own parts."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from safeconduct.public.pages import approving, files
from safeconduct.public.pages.keeping_in_step import bring_up, make_a_copy, stop
from safeconduct.public.pages.matrix import report
from safeconduct.public.pages.sending_in import send_in, take_back
from safeconduct.public.pages.views import nothing


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]  # Wagtail brings no types
def addresses() -> list[Any]:
    """Below the editors' address."""
    return [
        path("languages/", report, name="matrix"),
        path("languages/<int:page_id>/send-in/", send_in, name="send_in"),
        path("languages/<int:page_id>/take-back/", take_back, name="take_back"),
        path("localize/update/<int:translation_source_id>/", bring_up),
        path("localize/translate/<int:translation_id>/disable/", stop),
        path("localize/page/<int:page_id>/convert_to_alias/", make_a_copy),
        path("images/", nothing),
        path("images/<path:rest>", nothing),
        path("files/<int:number>/", files.for_editors, name="file_for_editors"),
    ]


@hooks.register("before_serve_document")  # type: ignore[untyped-decorator]  # Wagtail brings no types
def only_what_is_named(document: Any, request: Any) -> Any:
    """Readers have a file only while a page before them names it."""
    return files.only_what_is_named(document, request)


@hooks.register("register_reports_menu_item")  # type: ignore[untyped-decorator]  # Wagtail brings no types
def in_the_menu() -> MenuItem:
    """Beside the other reports."""
    return MenuItem(_("Languages and pages"), reverse("matrix"), icon_name="globe", order=50)


@hooks.register("register_account_menu_item")  # type: ignore[untyped-decorator]  # Wagtail brings no types
def second_factor(request: Any) -> dict[str, Any]:
    """Among the settings of one's own account."""
    told = _("Whether your account needs more than a password, and how to change that.")
    return {"url": reverse("factor"), "label": _("Second factor"), "help_text": told}


@hooks.register("construct_main_menu")  # type: ignore[untyped-decorator]  # Wagtail brings no types
def without_pictures(request: Any, items: list[Any]) -> None:
    """No kind of page takes a picture yet: wagtail-localize alone wants Wagtail's part for them."""
    items[:] = [item for item in items if item.name != "images"]


@hooks.register("construct_homepage_summary_items", order=1)  # type: ignore[untyped-decorator]  # Wagtail brings no types
def without_their_number(request: Any, items: list[Any]) -> None:
    """Nor is said that there are none."""
    from wagtail.images.wagtail_hooks import ImagesSummaryItem  # earlier its addresses would come before ours

    items[:] = [item for item in items if not isinstance(item, ImagesSummaryItem)]


hooks.register("construct_page_action_menu", approving.in_the_menu)
hooks.register("insert_editor_js", approving.script)
hooks.register("before_edit_page", approving.close_translation, order=-1)
