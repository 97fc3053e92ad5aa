"""To which other nodes a service is offered: every one that we know, those that are named, or none."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from safeconduct.access.requests import MemberRequest
from safeconduct.directory.models import Entry
from safeconduct.exchange.queries import peers_named
from safeconduct.site.administration import actions, queries
from safeconduct.site.administration.forms import Answers, Asked
from safeconduct.site.administration.guard import for_administrators
from safeconduct.vocabulary.codes.offering import OfferedTo
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.labels import choices
from safeconduct.vocabulary.questions import Question


@for_administrators
def offering(request: MemberRequest, entry: UUID) -> HttpResponse:
    """Say it."""
    found, peers = queries.service_of(request.member.agency_id, entry), peers_named()
    errors: Any = None
    asked = Asked({"offered": found.offered_to, "nodes": ",".join(found.offered_nodes)})
    if request.method == "POST":
        try:
            whom, nodes = _said(request, {node for node, _name in peers})
            actions.say_offered(found.id, whom=whom, nodes=nodes, by=request.member, at=request.at)
            return redirect("administration_agency")
        except BadInput as bad:
            errors, asked = bad.errors, Asked({}, request.POST, bad.errors)
    context = {"entry": found, "form": _questions(asked, found, peers), "errors": errors}
    return render(request, "administration/offering.html", context, status=422 if errors else 200)


def _said(request: MemberRequest, peers: set[str]) -> tuple[OfferedTo, list[str]]:
    answers = Answers(request.POST)
    whom = answers.code("offered", set(OfferedTo), _("Choose to which nodes it is offered."))
    nodes: list[str] = []
    if whom == OfferedTo.NAMED:
        nodes = answers.codes(
            "nodes", peers, _("Tick at least one node, or choose that it is for this node alone.")
        )
    answers.require()
    return OfferedTo(whom), nodes


def _questions(asked: Asked, found: Entry, peers: list[tuple[str, str]]) -> list[Question]:
    hint = _("Only for “the nodes that are named”.")
    known = [*peers, *((node, node) for node in found.offered_nodes if node not in dict(peers))]
    return [
        asked.question(
            "offered", _("Which other nodes are told of this service"), "radios", choices(OfferedTo)
        ),
        *([asked.question("nodes", _("The nodes"), "ticks", known, hint)] if known else []),
    ]
