"""What the editor has for this room: comments that wait, and promises to ask about."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from safeconduct.public.reasons import spoken
from safeconduct.public.recommendations import comments
from safeconduct.public.recommendations.models import Comment, CommentState
from safeconduct.public.recommendations.queries import asked_about
from safeconduct.vocabulary.decisions import NotPossible

AT_ONCE = 30
SIGN_IN = "/edit/login/"


@require_safe
@permission_required("wagtailadmin.access_admin", login_url=SIGN_IN)
def waiting(request: HttpRequest) -> HttpResponse:
    """Those that wait, the oldest first, or those decided about. Who may not decide reads them too."""
    state = request.GET.get("state", "")
    if state not in CommentState.values:
        state = CommentState.WAITING.value
    order = "made_at" if state == CommentState.WAITING else "-made_at"
    found = Comment.objects.filter(state=state).select_related("page").order_by(order)
    shown = Paginator(found, AT_ONCE).get_page(request.GET.get("page"))
    seen = {
        "shown": shown,
        "state": state,
        "states": CommentState.choices,
        "may": request.user.has_perm(comments.PERMISSION),
    }
    return render(request, "recommendations/waiting.html", seen)


@require_POST
@permission_required("wagtailadmin.access_admin", login_url=SIGN_IN)
def decide(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Let one be read, or leave it out; without a reason it is not left out."""
    shown, reason = "show" in request.POST, request.POST.get("reason", "").strip()[:200]
    state = Comment.objects.filter(pk=comment_id).values_list("state", flat=True).first()
    back = f"{reverse('comments_waiting')}?state={state or CommentState.WAITING.value}"
    if not shown and not reason:
        messages.error(request, _("Say why it is left out: whoever wrote it reads the reason."))
        return redirect(back)
    try:
        comments.decide(comment_id, request.user, shown=shown, reason=reason, now=timezone.now())
    except Comment.DoesNotExist:
        messages.error(request, _("Whoever wrote this comment has taken it back."))
    except NotPossible as refusal:
        messages.error(request, spoken(refusal.reason).whole)
    else:
        messages.success(request, _("It is shown.") if shown else _("It is left out."))
    return redirect(back)


@require_safe
@permission_required("wagtailadmin.access_admin", login_url=SIGN_IN)
def promises(request: HttpRequest) -> HttpResponse:
    """Whom to ask now, by the day."""
    shown = Paginator(asked_about(timezone.localdate()), AT_ONCE).get_page(request.GET.get("page"))
    return render(request, "recommendations/promises.html", {"shown": shown, "today": timezone.localdate()})
