"""For whom a service is: what others would be told, and that somebody of the agency has just checked it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeconduct.access.requests import MemberRequest
from safeconduct.directory.hsds.building import service as built
from safeconduct.directory.hsds.reaching import is_no_number_after_sms
from safeconduct.directory.hsds.reading import told
from safeconduct.directory.hsds.rules import (
    capacity_word,
    is_confidential,
    may_be_contact,
    may_be_said,
    names_a_place,
)
from safeconduct.directory.hsds.told import Reader, Told
from safeconduct.directory.keeping import queries as keeping
from safeconduct.directory.keeping.rules import is_hotline
from safeconduct.directory.models import Entry
from safeconduct.site.administration import actions, editing, queries
from safeconduct.site.administration.forms import WAYS_OF_CONTACT, Answers, Asked
from safeconduct.site.administration.guard import for_administrators
from safeconduct.site.administration.service_facts import NUMBER_AFTER_SMS
from safeconduct.site.administration.services import both
from safeconduct.vocabulary.codes.audiences import Audience
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.decisions import Decision, Refused, Words
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.hsds.terms import CAPACITY, SCHEMES
from safeconduct.vocabulary.labels import choices, label
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.regions import region_name

COUNTRY = len("RO")
CONTACT_LONGEST = 120
BY_TWO = gettext_lazy(
    "This is a hotline: everybody is told its contact that two people have seen. To change it, change the contact of "
    "the service."
)
OF_THE_AGENCY_TICK = gettext_lazy("This is the number of the agency, or of a hotline, and not of the place")


@for_administrators
def telling(request: MemberRequest, entry: UUID) -> HttpResponse:
    """Look at what would be told, and say to whom."""
    version = keeping.latest(entry)  # before what it says: who saves between the two is noticed
    found = queries.service_of(request.member.agency_id, entry)
    if request.method == "POST":
        return _answered(request, found)
    return _page(request, found, Asked(_stands(found)), version=version)


def _answered(request: MemberRequest, found: Entry) -> HttpResponse:
    post, open_ones = editing.settled(request.POST, _stands(found))
    base = editing.base_in(request.POST)
    if open_ones:
        return _overtaken(request, found, base, open_ones)
    try:
        said = _said(post, found)
        actions.say_audience(found.id, **said, base=base, by=request.member, at=request.at)
    except BadInput as bad:
        return _page(request, found, Asked({}, post, bad.errors), version=base, errors=bad.errors)
    except editing.Overtaken:
        # Read again: it was locked only after we had read it.
        return _overtaken(request, queries.service_of(request.member.agency_id, found.id), base)
    return redirect("administration_agency")


def _overtaken(
    request: MemberRequest, found: Entry, base: int | None, open_ones: Sequence[str] = ()
) -> HttpResponse:
    """What was entered stays, and no tick that it was checked or whose number it is: what stands now was not seen."""
    mine = _stands(found) | {name: request.POST.get(name, "") for name in ("audience", "intake")}
    if not _is_hotline(found):
        mine["contact"] = request.POST.get("contact", "")
    questions = _questions(Asked({}), found)
    asked, shown = both(found, mine, base, questions, fields=_stands, open_ones=open_ones)
    return _page(request, found, asked, status=409, **shown)


def _page(
    request: MemberRequest, found: Entry, asked: Asked, *, errors: Any = None, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "entry": found,
        "lines": lines(told(queries.with_agency(found)), now=request.at),
        "form": _questions(asked, found),
        "errors": errors,
        **more,
    }
    code = 422 if errors and status == 200 else status
    return render(request, "administration/telling.html", context, status=code)


def lines(facts: Told, *, now: Any) -> list[tuple[Words, Words]]:
    """What everybody would be told, line by line: made from the very object that is given out."""
    said = built(facts, Reader.EVERYBODY, now=now)
    word = capacity_word(facts.places, facts.places_as_of, now=now)
    place = said.get("service_at_locations", [{}])[0].get("location", {}).get("description", "")
    hidden = _("Not shown, and in no file") if is_confidential(facts.place) else _("None")
    return [
        (_("Service"), label(facts.service)),
        (_("Organisation"), facts.agency.name),
        (_("Where"), ", ".join(_area(each["extent"]) for each in said["service_areas"])),
        (_("Address"), place or hidden),
        (_("How to reach it"), _ways(said) or _("Nothing")),
        (_("Free places"), SCHEMES[CAPACITY].words[word]),
        (_("How soon"), label(facts.intake) if facts.intake and facts.tells_intake else _("Not said")),
    ]


def _ways(said: Mapping[str, Any]) -> str:
    numbers = (f"{'SMS ' if 'type' in each else ''}{each['number']}" for each in said.get("phones", ()))
    return "; ".join(filter(None, [said.get("url"), said.get("email"), *numbers]))


def _area(code: str) -> str:
    return country_in_full(code) if len(code) == COUNTRY else region_name(code)


def _stands(found: Entry) -> dict[str, str]:
    return {
        "audience": found.audience,
        "contact": found.contact if _is_hotline(found) else found.public_contact,
        "intake": "yes" if found.tells_intake else "",
    }


def _questions(asked: Asked, found: Entry) -> list[Question]:
    return [
        asked.question("audience", gettext_lazy("Who may be told of this service"), "radios", choices(Audience)),
        *_of_contact(asked, found),
        asked.question("intake", gettext_lazy("Everybody may know how soon somebody can come"), "tick"),
        asked.question("checked", gettext_lazy("I have checked today that all this is right"), "tick"),
    ]  # fmt: skip


def _of_contact(asked: Asked, found: Entry) -> list[Question]:
    """Of a hotline it cannot be answered here; of a hidden place somebody says whose number it is."""
    words = gettext_lazy("A number, mail or web address that everybody may know")
    if _is_hotline(found):
        return [replace(asked.question("contact", words, hint=BY_TWO), value=found.contact, is_disabled=True)]
    never = gettext_lazy("Never the telephone of a place where people live in safety.")
    hint = format_lazy("{} {}", never, WAYS_OF_CONTACT)
    tick = asked.question("agencys", OF_THE_AGENCY_TICK, "tick")
    return [asked.question("contact", words, hint=hint), *([tick] if found.is_confidential else [])]


def _is_hotline(found: Entry) -> bool:
    return is_hotline(found.intake, found.place)


def _said(post: QueryDict, found: Entry) -> dict[str, Any]:
    answers = Answers(post)
    code = answers.code("audience", set(Audience), gettext_lazy("Choose who may be told."))
    contact = answers.text("contact", longest=CONTACT_LONGEST)
    if found.is_confidential and names_a_place(contact):
        answers.errors["contact"] = gettext_lazy(
            "This looks like an address. Enter a number or a mail address."
        )
    if is_no_number_after_sms(contact):
        answers.errors["contact"] = NUMBER_AFTER_SMS
    is_checked, is_agencys = answers.is_ticked("checked"), answers.is_ticked("agencys")
    answers.require()
    _ask(answers, "checked", may_be_said(Audience(code), is_checked=is_checked))
    seen = found.contact if _is_hotline(found) else None
    decision = may_be_contact(
        contact, Audience(code), seen=seen, is_hidden=found.is_confidential, is_agencys=is_agencys
    )
    _ask(answers, "agencys" if seen is None else "contact", decision)
    answers.require()
    return {
        "audience": Audience(code),
        "contact": contact,
        "tells_intake": answers.is_ticked("intake"),
        "is_checked": is_checked,
        "is_agencys": is_agencys and found.is_confidential and bool(contact),
    }


def _ask(answers: Answers, name: str, decision: Decision) -> None:
    if isinstance(decision, Refused):
        answers.errors[name] = f"{decision.reason.sentence} {decision.reason.instead}"
