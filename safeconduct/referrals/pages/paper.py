"""What is read to the person, given on paper or said after sending, in the person's language, of one referral."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from safeconduct.access.requests import MemberRequest, for_members
from safeconduct.agencies.models import Agency, Team
from safeconduct.agencies.queries import agency, as_actor, team
from safeconduct.audit.actions import record
from safeconduct.consent import forms as consent_forms
from safeconduct.consent.document import Document, read
from safeconduct.consent.models import Version, Withdrawal
from safeconduct.consent.queries import current, taken_back, talk_under_way
from safeconduct.consent.rules import Research
from safeconduct.consent.rules import State as ConsentState
from safeconduct.consent.wording import LANGUAGES, Wording, filled, nearest, wording
from safeconduct.referrals import queries
from safeconduct.referrals.envelope import extract
from safeconduct.referrals.history import Flag
from safeconduct.referrals.law.shown import law_lines
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side, State
from safeconduct.referrals.pages import what_now
from safeconduct.referrals.pages.agreed import lines
from safeconduct.referrals.persons_side.wording import words_in
from safeconduct.referrals.resting import NOTHING, resting_on
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.languages import LANGUAGES as NAMES
from safeconduct.vocabulary.sections import SENT_AT_ONCE, Section


@for_members
def script(request: MemberRequest, reference: str) -> HttpResponse:
    """The text to read to the person before deciding; what is not agreed yet stays blank."""
    row = _own(reference)
    said = _talk(row) or _version(row)
    document = read(said.document) if said else None
    text = _text(request, document)
    filling = _filling(request, row, text, document)
    if document is None:
        filling |= {"until": what_now.day(consent_forms.proposed_end(request.at), text)}
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
    backs = taken_back([version.consent_id]).get(version.consent_id, [])
    gone = {name for back in backs for name in back.sections}
    filling = _filling(request, row, text, document) | {
        "given_on": what_now.day(version.recorded_at, text),
        "sections": "; ".join(
            _when_they_learn(section, text) for section in document.sections if section not in gone
        ),
    }
    over = _over(row, text)
    # How long it holds is no longer true when it is over, or was taken back as a whole.
    runs = not over and all(back.sections for back in backs)
    sentences = [one for one in text.data["receipt"]["sentences"] if runs or "{until}" not in one]
    record("consent:receipt_shown", by=as_actor(request.member), at=request.at, case=row.case_id)
    context = {
        "title": text.data["receipt"]["title"],
        "optional": text.data["receipt"]["optional"],
        "agreed": [*lines(document), *law_lines(row)],
        "sentences": [
            *filled(sentences, filling),
            *_research(document, text),
            *_taken_back(backs, text),
            *over,
        ],
    }
    return _page(request, "referrals/receipt.html", text, context, row)


@for_members
def say(request: MemberRequest, reference: str) -> HttpResponse:
    """What to say to the person while something is under way: who has it, what comes next, whom to call."""
    row = _own(reference)
    if not what_now.is_to_say(row):
        raise NotFound(_("Nothing is under way here, so there is nothing to say of it."))
    version = _version(row)
    text = _text(request, read(version.document) if version else None)
    context = {
        "title": text.data["say"]["title"],
        "sentences": sentences_to_say(
            request, row, agency(row.other_agency_id), team(row.team_id), text.language
        ),
    }
    return _page(request, "referrals/say.html", text, context, row)


def language() -> str:
    """That of the pages, where we have a text in it."""
    return nearest(translation.get_language() or "en")


def sentences_to_say(
    request: MemberRequest,
    row: Referral,
    other: Agency,
    to: Team,
    language: str,
    *,
    is_there: bool | None = None,
) -> list[str]:
    """Who has it, what comes next, what to do tonight. `is_there`: their node has it, where that is known already."""
    text = wording(language)
    said = what_now.sentences(
        row,
        other,
        text,
        _places(request, row, text, other, to),
        own=request.member.agency,
        is_there=is_there,
        at=request.at,
    )
    return [filled([sentence], filling)[0] for sentence, filling in said]


# --- What is put into the texts -------------------------------------------------------------------------------


def _own(reference: str) -> Referral:
    row = queries.by_reference(reference)
    if row.side != Side.SENDER or row.case_id is None:
        raise NotFound(_("There is no such referral for you."))
    return row


def _version(row: Referral) -> Version | None:
    """The consent that the referral rests on, else the talk under way, if there is one."""
    return current(row.consent_id) if row.consent_id else _talk(row)


def _talk(row: Referral) -> Version | None:
    """The talk that was saved and goes on; a new one about a draft says more than the consent before it."""
    is_open = row.state == State.DRAFT and row.case_id is not None
    return talk_under_way(row.case_id, row.team_id) if is_open and row.case_id else None


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
    sent = extract(row.consent).conditions if row.state != State.DRAFT else ()
    limits = [text.limit(condition) for condition in dict.fromkeys([*document.conditions, *sent])]
    return places | {
        "sections": "; ".join(text.named("sections", section) for section in document.sections),
        "until": what_now.day(document.until, text) if document.until else "",
        "conditions": "; ".join(limits) or text.named("conditions", "none"),
    }


def _places(request: MemberRequest, row: Referral, text: Wording, other: Agency, to: Team) -> dict[str, str]:
    own = request.member.agency
    return {
        "agency": other.name,
        "country": text.country(other.country),
        "team": to.name,
        "duty_number": other.duty_number,
        "own_agency": own.name,
        "own_number": own.duty_number,
        "purpose": text.named("purposes", row.purpose),
        "reference": row.reference,
    }


def _when_they_learn(section: Section, text: Wording) -> str:
    """A section by its words; with what is held back, that they learn it only when they accept."""
    words = text.named("sections", section)
    if section in SENT_AT_ONCE:
        return words
    return filled([text.data["receipt"]["held_back"]], {"parts": words})[0]


def _research(document: Document, text: Wording) -> list[str]:
    """The person's yes or no to figures; nothing where nobody asked."""
    answered = document.research in (Research.YES, Research.NO)
    return [text.data["receipt"][f"research_{document.research}"]] if answered else []


def _end(back: Withdrawal) -> str:
    """Which sentence of the receipt says it: the person is not told to have done what an agency did."""
    if not back.by_person:
        return "ended"
    return "taken_back_in_part" if back.sections else "taken_back"


def _over(row: Referral, text: Wording) -> list[str]:
    """That all which rested on the consent is over, where it was not taken back: the person's own page says so, too."""
    found = (
        resting_on(row.case_id).get(row.consent_id, NOTHING) if row.case_id and row.consent_id else NOTHING
    )
    if found.ended_at is None or Flag.CONSENT_WITHDRAWN in row.flags:
        return []
    words = words_in(text.language)
    return [words.say("consents", "ended", day=words.day(found.ended_at))]


def _taken_back(backs: list[Withdrawal], text: Wording) -> list[str]:
    return [
        filled(
            [text.data["receipt"][_end(back)]],
            {
                "taken_back": what_now.day(back.at, text),
                "parts": "; ".join(text.named("sections", name) for name in back.sections),
            },
        )[0]
        for back in backs
        if back.by_person or not back.sections  # of a part there are words for the person's own deed only
    ]


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
