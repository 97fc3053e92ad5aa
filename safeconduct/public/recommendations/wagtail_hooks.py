"""What the editor has beside Wagtail's own parts, for this room."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.signals import init_new_page

from safeconduct.public.recommendations import beginning, moderating
from safeconduct.public.recommendations.comments import PERMISSION
from safeconduct.public.recommendations.models import Comment, CommentState


class CommentsThatWait(Component):  # type: ignore[misc]  # Wagtail brings no types
    """A line of the editor's first page."""

    name, order, template_name = "comments", 90, "recommendations/_waiting.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:  # noqa: ARG002
        """How many."""
        return {"many": Comment.objects.filter(state=CommentState.WAITING).count()}


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]  # Wagtail brings no types
def addresses() -> list[Any]:
    """Below the editors' address."""
    return [
        path("comments/", moderating.waiting, name="comments_waiting"),
        path("comments/<int:comment_id>/", moderating.decide, name="comment_decide"),
        path("promises/", moderating.promises, name="promises"),
        path("recommendations/begin/", beginning.begin, name="recommendation_begin"),
    ]


@hooks.register("register_reports_menu_item")  # type: ignore[untyped-decorator]  # Wagtail brings no types
def comments_in_the_menu() -> MenuItem:
    """Beside the other reports."""
    return MenuItem(_("Comments of readers"), reverse("comments_waiting"), icon_name="comment", order=60)


@hooks.register("construct_homepage_panels")  # type: ignore[untyped-decorator]  # Wagtail brings no types
def waiting_on_the_first_page(request: HttpRequest, panels: list[Any]) -> None:
    """How many comments wait, where somebody who decides about them begins."""
    if request.user.has_perm(PERMISSION):
        panels.append(CommentsThatWait())


@hooks.register("register_reports_menu_item")  # type: ignore[untyped-decorator]  # Wagtail brings no types
def promises_in_the_menu() -> MenuItem:
    """Likewise."""
    return MenuItem(_("Promises to ask about"), reverse("promises"), icon_name="date", order=70)


hooks.register("before_create_page", beginning.note)
init_new_page.connect(beginning.fill, dispatch_uid="recommendation begun from a figure")
