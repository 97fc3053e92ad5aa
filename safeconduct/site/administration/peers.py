"""Other nodes: our own card to give away, theirs to take in after a telephone call, and how they stand."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from qrcode.image.svg import SvgPathFillImage
from qrcode.main import QRCode

from safeconduct.access.requests import MemberRequest, forms_only
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.exchange import actions
from safeconduct.exchange.catching_up.queries import CaughtUp, with_peer
from safeconduct.exchange.models import CatchingUp
from safeconduct.exchange.offers import MOST_CARD_BYTES, Offered, offered, read_card
from safeconduct.exchange.own_card import publish
from safeconduct.exchange.queries import (
    Known,
    Numbers,
    Standing,
    known_peer,
    known_peers,
    numbers_of,
    numbers_of_all,
)
from safeconduct.exchange.rules import NOT_CONFIRMED, may_confirm, may_remove, shown
from safeconduct.keys.card import NodeCard, fingerprint, verify_card, words
from safeconduct.keys.errors import BadCard, KeysError
from safeconduct.site.administration.guard import confirmed, confirmed_for_long, for_keepers
from safeconduct.site.key_faults import in_words
from safeconduct.vocabulary.decisions import NotPossible, Reason
from safeconduct.vocabulary.errors import NotFound, SafeconductError

STANDINGS = {
    Standing.CONFIRMED: (gettext_lazy("Confirmed"), "moss", "tick"),
    Standing.HELD: (gettext_lazy("Held: their keys have changed"), "brick", "triangle"),
    Standing.SUSPENDED: (gettext_lazy("Suspended"), "", "pause"),
}
"""Each standing in words, with its tag and glyph."""
PEER = "administration_peer"


@for_keepers
@confirmed
def front(request: MemberRequest) -> HttpResponse:
    """Our card, made anew if something has changed, and every other node."""
    return _front(request)


@for_keepers
def card(request: MemberRequest) -> HttpResponse:
    """Our card as a file to hand over; nothing in it is secret."""
    own = publish()
    answer = JsonResponse(own)
    answer["Content-Disposition"] = f'attachment; filename="{_file_name(own)}"'
    return answer


@forms_only
@for_keepers
@confirmed
def add(request: MemberRequest) -> HttpResponse:
    """Read the card that was handed over. A known peer's is taken in or held; a new one waits for the call."""
    upload = request.FILES.get("file")
    raw = upload.read(MOST_CARD_BYTES + 1) if upload is not None else request.POST.get("card", "").encode()
    if not raw.strip():
        return _front(request, problem=_("Choose the file of their card, or paste what is in it."))
    try:
        offer = read_card(raw)
        said = actions.renew(offer, by=request.member, at=request.at)
    except BadCard as bad:
        return _front(request, problem=in_words(bad))
    except NotPossible as no:
        return _refused_on_front(request, no.reason)
    if said != "unknown":
        return redirect(PEER, node=offer.node)
    return render(request, "administration/peer_to_confirm.html", _to_confirm(offer))


@forms_only
@for_keepers
@confirmed_for_long
def confirm(request: MemberRequest) -> HttpResponse:
    """The other side has read the end of the fingerprint: with it the card is believed."""
    try:
        offer = read_card(request.POST.get("card", "").encode())
    except BadCard as bad:
        return _front(request, problem=in_words(bad))
    except NotPossible as no:
        return _refused_on_front(request, no.reason)
    heard = request.POST.get("heard", "")
    if not may_confirm(offer.fingerprint, heard):
        _record_refusal(request, NOT_CONFIRMED)
        context = _to_confirm(offer) | {"refused": NOT_CONFIRMED}
        return render(request, "administration/peer_to_confirm.html", context, status=422)
    try:
        actions.confirm(offer, heard=heard, by=request.member, at=request.at)
    except NotPossible as no:
        return _refused_on_front(request, no.reason)
    return redirect(PEER, node=offer.node)


@for_keepers
@confirmed
def peer(request: MemberRequest, node: str) -> HttpResponse:
    """One other node: what its card says, how it stands, and what is under way with it."""
    known = known_peer(node)
    numbers = numbers_of(known.card.node)
    removing = may_remove(open_referrals=numbers.open_referrals, waiting=numbers.waiting)
    context: dict[str, Any] = {}
    if known.row.offered is not None:
        context = _to_confirm(offered(known.row.offered))
    context |= _line(known) | {"facts": _facts(known, numbers), "removing": removing}
    return render(request, "administration/peer.html", context)


@forms_only
@for_keepers
@confirmed
def act(request: MemberRequest, node: str) -> HttpResponse:
    """Suspend, resume or remove."""
    what = request.POST.get("do", "")
    does = {"suspend": actions.suspend, "resume": actions.resume, "remove": actions.remove}.get(what)
    if does is None:
        raise NotFound(_("There is no such button on the page of a node."))
    does(known_peer(node).card.node, by=request.member, at=request.at)
    return redirect("administration_peers") if what == "remove" else redirect(PEER, node=node)


# --- In words -----------------------------------------------------------------------------------------------


def _front(request: MemberRequest, problem: str = "") -> HttpResponse:
    numbers = numbers_of_all()
    lines = [_line(known) | _health(numbers[known.card.node]) for known in known_peers()]
    context: dict[str, Any] = {"peers": lines, "problem": problem}
    try:
        own = publish()
    except SafeconductError as no:
        context |= {"no_card": in_words(no) if isinstance(no, KeysError) else str(no)}
    else:
        read = verify_card(own)
        digits = fingerprint(read)
        context |= {
            "own": read,
            "fingerprint": digits,
            "words": words(read),
            "qr": _picture(f"safeconduct {read.node} {digits}"),
            "file_name": _file_name(own),
        }
    return render(request, "administration/peers.html", context, status=422 if problem else 200)


def _refused_on_front(request: MemberRequest, reason: Reason) -> HttpResponse:
    _record_refusal(request, reason)
    return _front(request, problem=reason.whole)


def _record_refusal(request: MemberRequest, reason: Reason) -> None:
    record("peer:confirmed", by=as_actor(request.member), at=request.at, refused=reason.code)


def _to_confirm(offer: Offered) -> dict[str, Any]:
    """What stands on the card, and of its fingerprint what may be shown."""
    said = offer.card
    facts = [
        (_("Node"), f"{said.node}, {said.country}"),
        (_("Address"), said.endpoint),
        (_("Agencies"), "; ".join(f"{one.name}, {one.country}" for one in said.agencies) or "–"),
        (_("Services"), sum(len(one.services) for one in said.agencies)),
    ]
    return {"offer": offer, "shown": shown(offer.fingerprint), "facts": facts}


def _facts(known: Known, numbers: Numbers) -> list[tuple[str, object]]:
    """How a peer stands, in numbers; never which referral."""
    waiting = str(numbers.waiting)
    if numbers.waiting_since is not None:
        since = _("the first since %(when)s") % {"when": _moment(numbers.waiting_since)}
        waiting = f"{waiting}, {since}"
    heard, turned = numbers.last_contact, known.row.turned_at
    return [
        *_restored(known),
        *(_caught_up(row) for row in with_peer(known.card.node)),
        (_("Last heard of"), _moment(heard) if heard is not None else _("never yet")),
        (_("Referrals that are open with it"), numbers.open_referrals),
        (_("Messages that wait to go"), waiting),
        (_("Messages that were not believed, of the last 30 days"), numbers.set_aside),
        (_("Confirmed by telephone"), date_format(localtime(known.row.confirmed_at), "D j M Y")),
        (_("Keys changed as they had promised"), _moment(turned) if turned is not None else _("never yet")),
        # Computed here: what the table holds is the word of whoever fetched the card.
        (_("Their fingerprint"), fingerprint(known.card)),
    ]


def _health(numbers: Numbers) -> dict[str, Any]:
    """For the list: when it was last heard of, how much is open, and how much waits to go."""
    heard = numbers.last_contact
    return {
        "heard": _moment(heard) if heard else "",
        "open": numbers.open_referrals,
        "waits": numbers.waiting,
    }


def _restored(known: Known) -> list[tuple[str, object]]:
    """That the other node runs from a backup, as its card says: what it was told in between it does not know."""
    if not known.card.epoch:
        return []
    since = _moment(datetime.fromtimestamp(known.card.epoch, UTC))
    words = _("on %(when)s. What was written there shortly before may be lost: ask them.") % {"when": since}
    return [(_("Restored from a backup"), words)]


def _caught_up(row: CaughtUp) -> tuple[str, object]:
    """How far both nodes are with the numbers of their lanes, after our restore or theirs."""
    title = _("After our restore") if row.ours else _("After their restore")
    if row.state == CatchingUp.NOT_SPOKEN:
        return title, _(
            "Their release cannot say what we lack. Telephone them, and ask for everything since the backup."
        )
    if row.state != CatchingUp.DONE:
        since = {"when": _moment(row.begun_at)}
        return title, _(
            "Since %(when)s the numbers of messages are compared. Ordinary messages wait."
        ) % since
    lacked = ngettext("%(n)d message was sent again.", "%(n)d messages were sent again.", row.again) % {
        "n": row.again
    }
    ended = ngettext(
        "%(n)d was not, for it had been taken back, refused or kept long enough.",
        "%(n)d were not, for they had been taken back, refused or kept long enough.",
        row.voided,
    ) % {"n": row.voided}
    told = ngettext(
        "The history of %(n)d referral was given back.",
        "The histories of %(n)d referrals were given back.",
        row.told,
    ) % {"n": row.told}
    return title, " ".join([*_lacking(row), lacked, ended, told])


def _lacking(row: CaughtUp) -> list[str]:
    """What our backup did not have of the exchange with them."""
    if not row.ours:
        return []
    numbers = {"behind": row.behind, "lanes": row.lanes_behind, "ahead": row.ahead, "ours": row.lanes_ahead}
    return [
        _(
            "Missing here: %(behind)d of their messages, in %(lanes)d lanes. There, and not in our backup: %(ahead)d "
            "of ours, in %(ours)d lanes."
        )
        % numbers
    ]


def _moment(at: datetime) -> str:
    return date_format(localtime(at), "D j M Y, H:i")


def _line(known: Known) -> dict[str, Any]:
    label, kind, glyph = STANDINGS[known.standing]
    return {
        "peer": known,
        "standing": known.standing.value,
        "label": label,
        "kind": kind,
        "glyph": glyph,
    }


def _file_name(own: NodeCard) -> str:
    return f"safeconduct-card-{own['node']}.json"


def _picture(text: str) -> str:
    """The fingerprint for a telephone's camera, when two people meet."""
    picture = BytesIO()
    code = QRCode(image_factory=SvgPathFillImage)
    code.add_data(text)
    code.make_image().save(picture)
    svg = picture.getvalue().decode()
    return svg[svg.index("<svg") :]
