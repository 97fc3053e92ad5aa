"""What pages share that readers may comment on while a text is open."""

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from safeconduct.public.pages.models import SitePage
from safeconduct.public.recommendations.models.comments import Comment, CommentState
from safeconduct.public.recommendations.rules import may_comment

AT_ONCE = 30


class CommentedPage(SitePage):
    """A page with a last day for comments, and below its text those that were let through."""

    comments_until = models.DateField(_("Comments are taken until"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def takes_comments(self) -> bool:
        """Whether one may be written today."""
        return bool(may_comment(self.comments_until, today=timezone.localdate()))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With the comments that are shown, of all languages of this page."""
        context = super().get_context(request, *args, **kwargs)
        shown = Comment.objects.filter(page__translation_key=self.translation_key, state=CommentState.SHOWN)
        context["comments"] = Paginator(shown, AT_ONCE).get_page(request.GET.get("comments"))
        return context
