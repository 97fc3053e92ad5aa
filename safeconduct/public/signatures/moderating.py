"""What editors see of statements: which are shown, which are not believed and why, and keys that nobody vouches for."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from safeconduct.public.signatures import own, rules
from safeconduct.public.signatures.models import Refusal, SigningNode, Statement
from safeconduct.public.signatures.taking import known_keys
from safeconduct.public.signatures.texts import own_texts
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.statements import fingerprint

AT_ONCE = 50
SIGN_IN = "/edit/login/"
CONFIRM = "releases.confirm_source"
REASONS = {each.code: each for each in vars(rules).values() if isinstance(each, Reason)}


@require_safe
@permission_required("wagtailadmin.access_admin", login_url=SIGN_IN)
def signatures(request: HttpRequest) -> HttpResponse:
    """All statements, those refused first; whoever approves can believe new keys of our own node."""
    titles = {each["code"]: next(iter(each["texts"].values()))["title"] for each in own_texts()}
    refused = [
        (each, titles.get(each.code, each.code), REASONS.get(each.reason))
        for each in Refusal.objects.select_related("source")[:AT_ONCE]
    ]
    shown = Paginator(Statement.objects.order_by("-taken_at", "-pk"), AT_ONCE).get_page(
        request.GET.get("page")
    )
    offered = own.offered_keys()
    nodes = [(each, fingerprint(known_keys(each)), REASONS.get(each.problem)) for each in _nodes()]
    seen = {
        "refused": refused,
        "shown": shown,
        "lines": [(each, titles.get(each.code, each.code)) for each in shown],
        "nodes": nodes,
        "offered": fingerprint(offered[0]) if offered is not None else "",
        "may": request.user.has_perm(CONFIRM),
    }
    return render(request, "signatures/report.html", seen)


@require_POST
@permission_required(CONFIRM, login_url=SIGN_IN)
def believe_own(request: HttpRequest) -> HttpResponse:
    """Our node's keys, after somebody compared the fingerprint with its administration; only the one that was read."""
    offered = own.offered_keys()
    if offered is None or fingerprint(offered[0]) != request.POST.get("fingerprint"):
        messages.error(request, _("The node shows other keys by now. Compare the fingerprint again."))
        return redirect("signatures")
    own.believe(offered)
    own.take_own(now=timezone.now())
    messages.success(request, _("These keys are believed from now on."))
    return redirect("signatures")


def _nodes() -> list[SigningNode]:
    return list(SigningNode.objects.select_related("source").order_by("node")[:AT_ONCE])
