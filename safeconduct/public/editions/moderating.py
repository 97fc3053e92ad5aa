"""What editors see of editions: what was refused, and why. Nobody enters, changes or takes one away here."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from safeconduct.public.editions.models import Edition, Look, Refusal
from safeconduct.public.editions.rules import REASONS

AT_ONCE = 50
SIGN_IN = "/edit/login/"


@require_safe
@permission_required("wagtailadmin.access_admin", login_url=SIGN_IN)
def report(request: HttpRequest) -> HttpResponse:
    """Those that were refused first."""
    look = Look.objects.order_by("pk").first()
    rows = Edition.objects.order_by("-shown_at")[:AT_ONCE]
    seen = {
        "problem": REASONS.get(look.problem) if look is not None else None,
        "refused": [(each, REASONS.get(each.reason)) for each in Refusal.objects.all()[:AT_ONCE]],
        "shown": [(each, each.title) for each in rows],
    }
    return render(request, "editions/report.html", seen)
