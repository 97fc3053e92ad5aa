"""The forms of what is possible now with a referral under way, and when words may go with them."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from safeconduct.access.requests import MemberRequest
from safeconduct.agencies.models import Agency
from safeconduct.agencies.queries import case_colleagues
from safeconduct.directory.queries import find
from safeconduct.referrals import (
    actions,
    envelope,
    forms,
    queries,
)
from safeconduct.referrals.codes import missing
from safeconduct.referrals.effects import is_by_hand
from safeconduct.referrals.labels import EVENTS
from safeconduct.referrals.meanings import what_ends
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Event, Side, State
from safeconduct.referrals.pages import arriving
from safeconduct.referrals.pages.lines import FIRST, first_things_first, is_to_tell_by_hand
from safeconduct.referrals.pages.owner import first_of, named_already
from safeconduct.referrals.partners.rules import OPENING_AGAIN
from safeconduct.referrals.texts import KIND_OF, Kind
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.questions import Question


def steps(
    request: MemberRequest,
    whole: queries.Whole,
    step: str,
    entered: Any,
    refused: NotPossible | None,
    read_there: list[str],
    errors: Any,
) -> list[dict[str, Any]]:
    """The forms of what is possible now. What needs a long list is a link to the same page with that form."""
    row, own, country = whole.row, request.member.agency_id, request.member.agency.country
    members = first_of(case_colleagues(own), request.member) if step == Event.ACCEPT else [request.member]
    found: list[dict[str, Any]] = []
    no_more = OPENING_AGAIN if is_by_hand(row) else frozenset()
    for event in first_things_first(event for event in whole.possible if event not in no_more):
        if event is Event.PROPOSE_REOPEN and whole.history.position.proposal is None:
            found.append(
                {"event": event.value, "label": EVENTS[event], "link": f"/referrals/{row.reference}/reopen/"}
            )
        if event in forms.WITHOUT_A_FORM:
            continue
        is_this = event.value == step
        shown = {
            "event": event.value,
            "label": EVENTS[event],
            "ends": what_ends(State(row.state), event),
            "first": not found and event in FIRST and not goes_onwards(row) and not is_to_tell_by_hand(row),
            "refused": refused if is_this else None,
            "asks_names": event is Event.ACCEPT and forms.is_compared_later(row),
        }
        if event is Event.PROPOSE_REROUTE and not is_this:
            found.append({**shown, "link": _form_of(row, event)})
            continue
        given = entered if is_this else named_already(event, request.member)
        others = _agencies(row, own) if event is Event.PROPOSE_REROUTE else []
        asked = forms.questions(
            row, event, colleagues=members, agencies=others, country=country, entered=given
        )
        if is_this and refused is not None:
            made = forms.codes(row, event, entered or {}, whole.history.standing, country=country)
            asked = forms.marked(asked, missing(State(row.state), event, made, Side(row.side)))
        if event is Event.ARRIVE:
            places, position = (country, whole.other.country), whole.history.position
            asked = arriving.questions(asked, position, at=request.at, countries=places, entered=given)
        if is_this and errors:
            asked = [replace(one, error=errors.get(one.id, one.error)) for one in asked]
        if event in KIND_OF and row.case_id and not _goes_without_words(row, event, given):
            asked += forms.word_questions(row, KIND_OF[event], given, prefix=f"{event}-", reads=read_there)
        found.append({**shown, "questions": asked, "open": is_this})
        if event is Event.ACCEPT and not is_this:
            found.append({**shown, "label": _("Accept for a colleague"), "link": _form_of(row, event)})
    return found


def _form_of(row: Referral, event: Event) -> str:
    """The same page with the form of this step."""
    return f"/referrals/{row.reference}/move/{event}/#step-{event}"


def news(whole: queries.Whole, entered: Any, read_there: list[str]) -> list[Question]:
    """The questions of news in between; none where nobody may be told, or not in words."""
    row = whole.row
    is_over = row.case_id is None or State(row.state) in actions.NO_NEWS
    if is_over or is_silent(row) or is_by_hand(row):
        return []
    return forms.word_questions(whole.row, Kind.NEWS, entered, prefix="news-", reads=read_there)


def _goes_without_words(row: Referral, event: Event, given: Any) -> bool:
    """An outcome that may not be told in words has no field for them, unless somebody has typed some all the same."""
    is_typed = bool(given and given.get("text"))
    return KIND_OF[event] is Kind.OUTCOME and is_silent(row) and not is_typed


def is_silent(row: Referral) -> bool:
    """Whether this side may not say in words what comes of it: the person did not agree to that."""
    under_way = row.case_id is not None and State(row.state) not in actions.NO_NEWS
    return under_way and row.side == Side.RECEIVER and not envelope.extract(row.consent).tell_outcome


def _agencies(row: Referral, own: Any) -> list[Agency]:
    found = {item.agency_id: item.agency for item in find()}
    return [agency for key, agency in found.items() if key not in (own, row.other_agency_id)]


def goes_onwards(row: Referral) -> bool:
    """They cannot help, and the sender has not decided yet how to go on."""
    return row.side == Side.SENDER and State(row.state) in (State.DECLINED, State.REROUTE_PROPOSED)
