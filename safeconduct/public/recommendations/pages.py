"""Writing a comment, and its writer's own page. No account, no cookie."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from safeconduct.public.asking.limits import take
from safeconduct.public.asking.pages import refused, takes_what_readers_send
from safeconduct.public.asking.rules import Limit
from safeconduct.public.recommendations import comments
from safeconduct.public.recommendations.forms import CommentForm
from safeconduct.public.recommendations.models.commented import CommentedPage
from safeconduct.public.recommendations.rules import may_comment
from safeconduct.vocabulary.decisions import Refused

LIMIT = Limit("comment", of_one=10, of_all=200)


@require_http_methods(["GET", "HEAD", "POST"])
@takes_what_readers_send
def write(request: HttpRequest, page_id: int) -> HttpResponse:
    """The form below a text, and what is sent by it."""
    page = _page(page_id)
    closed = may_comment(page.comments_until, today=timezone.localdate())
    if isinstance(closed, Refused):
        return refused(request, closed.reason)
    form = CommentForm(request.POST or None)
    seen = {"page_about": page, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "recommendations/write.html", seen, status=422 if form.errors else 200)
    if form.is_of_a_program:
        return render(request, "recommendations/written.html", {"page_about": page})
    flood = take(request, LIMIT, now=timezone.now())
    if isinstance(flood, Refused):
        return render(request, "recommendations/write.html", seen | {"reason": flood.reason}, status=429)
    secret = comments.say(
        page, form.said(), get_language() or "", secret=form.cleaned_data["once"], now=timezone.now()
    )
    return redirect("comment_mine", secret=secret)


@require_http_methods(["GET", "HEAD", "POST"])
@takes_what_readers_send
def mine(request: HttpRequest, secret: str) -> HttpResponse:
    """What has become of a comment; a press takes it back."""
    comment = comments.of_a_writer(secret)
    if comment is None:
        return render(request, "recommendations/gone.html", status=404)
    if request.method == "POST":
        page = comment.page
        comment.delete()
        return render(request, "recommendations/gone.html", {"is_just_now": True, "page_about": page})
    return render(
        request,
        "recommendations/mine.html",
        {"comment": comment, "page_about": comment.page, "address": request.build_absolute_uri()},
    )


def _page(page_id: int) -> CommentedPage:
    page = Page.objects.live().public().filter(pk=page_id).first()
    page = page.specific if page is not None else None
    if not isinstance(page, CommentedPage):
        raise Http404
    return page
