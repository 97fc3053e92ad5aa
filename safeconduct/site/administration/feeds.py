"""Services between nodes, for whoever keeps this one: what goes and comes, how old it is, and what is wrong."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safeconduct.access.requests import MemberRequest, forms_only
from safeconduct.directory.federation import words
from safeconduct.directory.federation.feeds import Stand, stands, unheard
from safeconduct.directory.federation.models import Feed
from safeconduct.exchange.queries import peers_named
from safeconduct.site.administration import actions
from safeconduct.site.administration.guard import confirmed, for_keepers
from safeconduct.vocabulary.errors import NotFound


@for_keepers
@confirmed
def feeds(request: MemberRequest) -> HttpResponse:
    """Every other node, a line each."""
    names = dict(peers_named())
    lines = [_line(one, names) for one in stands(names, settings.NODE or "")]
    return render(request, "administration/feeds.html", {"lines": lines})


@for_keepers
@confirmed
def feed(request: MemberRequest, node: str) -> HttpResponse:
    """One other node: in words, with what was not taken in, and the two buttons."""
    names = dict(peers_named())
    if node not in names:
        raise NotFound(_("No other node has this name here."))
    [one] = stands([node], settings.NODE or "")
    refused = [(words.refused(row.field, row.why), row.entry_id, row.at) for row in unheard(node)]
    context = _line(one, names) | {"facts": _facts(one), "refused": refused}
    return render(request, "administration/feed.html", context)


@forms_only
@for_keepers
@confirmed
def act(request: MemberRequest, node: str) -> HttpResponse:
    """Stop, or again from the beginning."""
    does = {"stop": actions.stop_feed, "again": actions.restart_feed}.get(request.POST.get("do", ""))
    if does is None:
        raise NotFound(_("There is no such button on the page of a node."))
    does(node, by=request.member, at=request.at)
    return redirect("administration_feed", node=node)


def _line(one: Stand, names: dict[str, str]) -> dict[str, Any]:
    label, kind, glyph = _standing(one)
    return {
        "one": one,
        "name": names[one.node],
        "label": label,
        "kind": kind,
        "glyph": glyph,
        "problems": _problems(one),
    }


def _standing(one: Stand) -> tuple[str, str, str]:
    """In a word, with its tag and glyph."""
    if one.feed is None or (one.feed.fresh_at is None and one.feed.state == Feed.ON):
        return _("Not asked to the end yet"), "", "pause"
    if one.feed.state == Feed.STOPPED:
        return _("Stopped here"), "", "pause"
    if one.feed.state == Feed.CARD:
        return _("By their card alone"), "", "pause"
    if one.is_old:
        return _("Old"), "brick", "triangle"
    if one.feed.problem:
        return _("Not in order"), "ochre", "triangle"
    return _("Up to date"), "moss", "tick"


def _problems(one: Stand) -> list[str]:
    said = []
    if one.feed is not None and one.feed.problem and one.feed.problem != "too_many":
        said.append(str(words.problem(one.feed.problem)))
    if one.feed is not None and one.feed.beyond:
        said.append(words.beyond(one.feed.beyond, settings.PEER_SERVICES))
    if one.refused:
        said.append(
            ngettext(
                "%(n)d service was not taken in, because of one field.",
                "%(n)d services were not taken in, because of one field each.",
                one.refused,
            )
            % {"n": one.refused}
        )
    return said


def _facts(one: Stand) -> list[tuple[str, object]]:
    known = one.feed
    fresh, asked = (known.fresh_at, known.asked_at) if known else (None, None)
    return [
        (_("Services of theirs here"), one.here),
        (_("Everything was here last"), _moment(fresh)),
        (_("Asked last"), _moment(asked)),
        (_("Services of ours that they are offered"), one.offered),
        (_("They asked for ours last"), _moment(one.told_at)),
    ]


def _moment(at: datetime | None) -> str:
    return date_format(localtime(at), "D j M Y, H:i") if at is not None else _("never yet")
