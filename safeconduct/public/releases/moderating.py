"""Naming another site, confirming its fingerprint, and letting it go. Two people, as for a page."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from safeconduct.public import settings
from safeconduct.public.reasons import spoken
from safeconduct.public.releases import receiving, rules
from safeconduct.public.releases.giving_out import own_key
from safeconduct.public.releases.models import Source
from safeconduct.public.releases.signing import fingerprint, public_part
from safeconduct.public.signatures.models import SigningNode
from safeconduct.public.signatures.taking import believe_first, keys_of, known_keys
from safeconduct.vocabulary.decisions import NotPossible, Reason, require
from safeconduct.vocabulary.statements import fingerprint as node_fingerprint

SIGN_IN = "/edit/login/"
CONFIRM = "releases.confirm_source"
MOST_SOURCES = 50
REASONS = {each.code: each for each in vars(rules).values() if isinstance(each, Reason)}


class SourceForm(forms.Form):
    """The address of another site, as readers type it."""

    address = forms.URLField(max_length=200, assume_scheme="https")

    def clean_address(self) -> str:
        """With a slash at its end. Raises ValidationError for one that is not encrypted outside a demonstration."""
        address: str = self.cleaned_data["address"].split("?")[0].split("#")[0].rstrip("/") + "/"
        if not address.startswith("https://") and not settings.DEMO:
            raise forms.ValidationError(_("Give an address that begins with https://."))
        if Source.objects.filter(address=address).exists():
            raise forms.ValidationError(_("This site is in the list already."))
        return address


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("wagtailadmin.access_admin", login_url=SIGN_IN)
def sources(request: HttpRequest) -> HttpResponse:
    """All of them, how they stand, and the form to name one."""
    form = SourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            name, key, shown = receiving.introduced(form.cleaned_data["address"])
        except NotPossible as refusal:
            said = spoken(refusal.reason)
            is_to_be_tried = refusal.reason == rules.NOT_REACHED
            form.add_error("address", str(said.sentence) if is_to_be_tried else said.whole)
        else:
            # The second of two presses finds the first one's: the other site is asked before the list is.
            source, is_new = Source.objects.get_or_create(
                address=form.cleaned_data["address"],
                defaults={"name": name, "key": key, "named_by_id": request.user.pk},
            )
            if is_new and (keys := keys_of(shown)) is not None:
                believe_first(source, keys)
            messages.success(
                request, _("It is named. A second person compares the fingerprint and confirms it.")
            )
            return redirect("sources")
    listed = [
        (each, fingerprint(bytes(each.key)), REASONS.get(each.problem), of_node(getattr(each, "node", None)))
        for each in Source.objects.select_related("named_by", "confirmed_by", "node")[:MOST_SOURCES]
    ]
    seen = {
        "form": form,
        "listed": listed,
        "own": fingerprint(public_part(own_key())),
        "own_node": of_node(SigningNode.objects.filter(source=None).first()),
        "may": request.user.has_perm(CONFIRM),
    }
    return render(request, "releases/sources.html", seen, status=422 if form.errors else 200)


def of_node(node: SigningNode | None) -> str:
    """The fingerprint of the keys of a node that are believed, or about to be; "" where none are known."""
    return "" if node is None else node_fingerprint(known_keys(node))


@require_POST
@permission_required(CONFIRM, login_url=SIGN_IN)
def confirm(request: HttpRequest, source_id: int) -> HttpResponse:
    """Somebody else has compared the fingerprint; it is asked at once."""
    source = get_object_or_404(Source, pk=source_id)
    try:
        named_by = source.named_by.pk if source.named_by is not None else None
        require(rules.may_confirm(confirms=int(request.user.pk or 0), named_by=named_by))
        Source.objects.filter(pk=source.pk).update(confirmed_by=request.user.pk, confirmed_at=timezone.now())
    except NotPossible as refusal:
        messages.error(request, spoken(refusal.reason).whole)
    else:
        _receive(request, source)
    return redirect("sources")


@require_POST
@permission_required("wagtailadmin.access_admin", login_url=SIGN_IN)
def ask(request: HttpRequest, source_id: int) -> HttpResponse:
    """Now, and not when its turn comes."""
    source = get_object_or_404(Source.objects.exclude(confirmed_at=None), pk=source_id)
    _receive(request, source)
    return redirect("sources")


@require_POST
@permission_required("wagtailadmin.access_admin", login_url=SIGN_IN)
def let_go(request: HttpRequest, source_id: int) -> HttpResponse:
    """One person alone: what came from there is no longer shown. That is quick on purpose."""
    get_object_or_404(Source, pk=source_id).delete()
    messages.success(request, _("It is no longer asked, and what came from it is gone."))
    return redirect("sources")


def _receive(request: HttpRequest, source: Source) -> None:
    try:
        many = receiving.receive(source, now=timezone.now())
    except NotPossible as refusal:
        messages.error(request, spoken(refusal.reason).whole)
    else:
        messages.success(request, _("Releases taken: %(many)d") % {"many": many})
