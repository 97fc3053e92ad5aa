"""What is read to the person, given on paper or said after sending, in the person's language; and the blank form."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.agencies.models import Agency, Team
from safeconduct.agencies.queries import agency, as_actor, team
from safeconduct.audit.actions import record
from safeconduct.consent.document import Document, read
from safeconduct.consent.models import Version, Withdrawal
from safeconduct.consent.queries import current, taken_back, talk_under_way
from safeconduct.consent.rules import Research
from safeconduct.consent.rules import State as ConsentState
from safeconduct.consent.wording import LANGUAGES, Wording, filled, nearest, wording
from safeconduct.referrals import queries
from safeconduct.referrals.clocks import due
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side, State
from safeconduct.referrals.pages.agreed import lines
from safeconduct.vocabulary.codes import Urgency
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.languages import LANGUAGES as NAMES


@for_members
def script(request: MemberRequest, reference: str) -> HttpResponse:
    """The text to read to the person before deciding; what is not agreed yet stays blank."""
    row = _own(reference)
    said = _version(row)
    document = read(said.document) if said else None
    text = _text(request, document)
    filling = _filling(request, row, text, document)
    context = {
        "facts": text.facts(filling),
        "last": text.data["script"]["last"],
        "title": text.data["script"]["title"],
    }
    return _page(request, "referrals/script.html", text, context, row)


@for_members
def receipt(request: MemberRequest, reference: str) -> HttpResponse:
    """What the person agreed to, to take along or not. There is none without a consent."""
    row = _own(reference)
    version = current(row.consent_id) if row.consent_id else None
    if version is None or version.state != ConsentState.ACTIVE:
        raise NotFound(_("There is no consent here, so there is no receipt."))
    document = read(version.document)
    text = _text(request, document, document.text_version)
    filling = _filling(request, row, text, document) | {"given_on": _day(version.recorded_at, text)}
    record("consent:receipt_shown", by=as_actor(request.member), at=request.at, case=row.case_id)
    context = {
        "title": text.data["receipt"]["title"],
        "optional": text.data["receipt"]["optional"],
        "agreed": lines(document),
        "sentences": [
            *filled(text.data["receipt"]["sentences"], filling),
            *_research(document, text),
            *_taken_back(version, text),
        ],
    }
    return _page(request, "referrals/receipt.html", text, context, row)


@for_members
def say(request: MemberRequest, reference: str) -> HttpResponse:
    """Three sentences to say to the person, once it was sent."""
    row = _own(reference)
    if row.state == State.DRAFT:
        raise NotFound(_("Nothing has been sent yet."))
    version = _version(row)
    text = _text(request, read(version.document) if version else None)
    context = {
        "title": text.data["say"]["title"],
        "sentences": sentences_to_say(
            request, row, agency(row.other_agency_id), team(row.team_id), text.language
        ),
    }
    return _page(request, "referrals/say.html", text, context, row)


@for_members
def blank(request: MemberRequest) -> HttpResponse:
    """A referral form to print and fill in by hand: no person in it."""
    text = wording(request.GET.get("language") or "en")
    return _page(request, "referrals/blank.html", text, {"form": text.data["form"]})


def language() -> str:
    """That of the pages, where we have a text in it."""
    return nearest(translation.get_language() or "en")


def sentences_to_say(
    request: MemberRequest, row: Referral, other: Agency, to: Team, language: str
) -> list[str]:
    """Who has it, by when they answer, what to do tonight if they do not."""
    text = wording(language)
    filling = _places(request, row, text, other, to) | {"answer_by": _moment(answer_by(row, other), text)}
    return filled(text.data["say"]["sentences"], filling)


def answer_by(row: Referral, other: Agency) -> datetime | None:
    """When they must have answered at the latest, if they take all the time that was agreed."""
    has_it = row.due_at or row.since
    if row.state == State.ACKNOWLEDGED:
        return row.due_at
    return due(State.ACKNOWLEDGED, Urgency(row.urgency), has_it, other.country)


# --- What is put into the texts -------------------------------------------------------------------------------


def _own(reference: str) -> Referral:
    row = queries.by_reference(reference)
    if row.side != Side.SENDER or row.case_id is None:
        raise NotFound(_("There is no such referral for you."))
    return row


def _version(row: Referral) -> Version | None:
    """The consent that the referral rests on, else the talk under way, if there is one."""
    if row.consent_id:
        return current(row.consent_id)
    return talk_under_way(row.case_id, row.team_id) if row.case_id else None


def _text(request: MemberRequest, document: Document | None, version: str = "") -> Wording:
    """In the language that was asked for, else the one that was read out. Raises NotFound for another than ours."""
    language = request.GET.get("language") or (document.read_in if document else "en")
    return wording(language, version) if version else wording(language)


def _filling(
    request: MemberRequest, row: Referral, text: Wording, document: Document | None
) -> dict[str, str]:
    places = _places(request, row, text, agency(row.other_agency_id), team(row.team_id))
    if document is None:
        return places
    limits = [text.named("conditions", code.partition(":")[0]) for code in document.conditions]
    return places | {
        "sections": "; ".join(text.named("sections", section) for section in document.sections),
        "until": _day(document.until, text) if document.until else "",
        "conditions": "; ".join(limits) or text.named("conditions", "none"),
    }


def _places(request: MemberRequest, row: Referral, text: Wording, other: Agency, to: Team) -> dict[str, str]:
    own = request.member.agency
    return {
        "agency": other.name,
        "country": text.named("countries", other.country),
        "team": to.name,
        "duty_number": other.duty_number,
        "own_agency": own.name,
        "own_number": own.duty_number,
        "purpose": text.named("purposes", row.purpose),
        "reference": row.reference,
    }


def _research(document: Document, text: Wording) -> list[str]:
    """The person's yes or no to figures; nothing where nobody asked."""
    answered = document.research in (Research.YES, Research.NO)
    return [text.data["receipt"][f"research_{document.research}"]] if answered else []


def _end(back: Withdrawal) -> str:
    """Which sentence of the receipt says it: the person is not told to have done what an agency did."""
    if not back.by_person:
        return "ended"
    return "taken_back_in_part" if back.sections else "taken_back"


def _taken_back(version: Version, text: Wording) -> list[str]:
    return [
        filled(
            [text.data["receipt"][_end(back)]],
            {
                "taken_back": _day(back.at, text),
                "parts": "; ".join(text.named("sections", name) for name in back.sections),
            },
        )[0]
        for back in taken_back([version.consent_id]).get(version.consent_id, [])
    ]


def _day(at: datetime, text: Wording) -> str:
    return _said(at, text, "j E Y")


def _moment(at: datetime | None, text: Wording) -> str:
    if at is None:
        return ""
    return _said(at, text, "j E Y, H:i")


def _said(at: datetime, text: Wording, how: str) -> str:
    with translation.override(text.language):
        said = date_format(localtime(at), how)
    # Django writes Romanian months with a capital; Romanian does not.
    return said.lower() if text.language == "ro" else said


def _page(
    request: MemberRequest, template: str, text: Wording, context: dict[str, Any], row: Referral | None = None
) -> HttpResponse:
    shown = {
        "text": text,
        "row": row,
        "languages": [(tag, NAMES[tag].own) for tag in LANGUAGES],
        **context,
    }
    return render(request, template, shown)
