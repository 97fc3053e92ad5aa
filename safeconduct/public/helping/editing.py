"""What editors have for this room: remarks of readers, the oldest first, until somebody has dealt with them."""

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from safeconduct.public.helping.models import Remark

AT_ONCE = 30
SIGN_IN = "/edit/login/"


@require_safe
@permission_required("wagtailadmin.access_admin", login_url=SIGN_IN)
def remarks(request: HttpRequest) -> HttpResponse:
    """Those that wait."""
    waiting = Remark.objects.filter(done_on=None).order_by("made_on", "pk")
    shown = Paginator(waiting, AT_ONCE).get_page(request.GET.get("page"))
    return render(request, "helping/remarks.html", {"shown": shown})


@require_POST
@permission_required("wagtailadmin.access_admin", login_url=SIGN_IN)
def done(request: HttpRequest, remark_id: int) -> HttpResponse:
    """Somebody has looked at it; it goes after ninety days."""
    waiting = Remark.objects.filter(pk=remark_id, done_on=None)
    waiting.update(done_on=timezone.localdate(), done_by=request.user)
    return redirect("helping_remarks")
