"""The printed link, and the three steps that only ask: language, agency and country, invented or real people."""

from dataclasses import replace
from hmac import compare_digest

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from safeconduct.agencies.reading import offered
from safeconduct.keys.setup import link_of, mark_of
from safeconduct.site.accounts import recording
from safeconduct.site.language import in_this_browser
from safeconduct.site.setup import door
from safeconduct.site.setup.steps import (
    IN_SESSION,
    STEPS,
    Answers,
    address,
    has_come_in,
    next_after,
    of_step,
    show,
)
from safeconduct.vocabulary.codes import Sector
from safeconduct.vocabulary.countries import COUNTRIES
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import choices
from safeconduct.vocabulary.languages import INTERFACE, INTERFACE_NEXT, LANGUAGES
from safeconduct.vocabulary.questions import Question

LONGEST = 200


@require_GET
def come_in(request: HttpRequest, link: str) -> HttpResponse:
    """The printed link: it opens once, and for this browser only."""
    key = door.key()
    if (
        key
        and compare_digest(link.encode("utf-8", "replace"), link_of(key).encode())
        and (has_come_in(request) or door.enter())
    ):
        request.session.cycle_key()
        request.session[IN_SESSION] = mark_of(key)
        recording.by_nobody("setup:entered")
        return redirect("setup_front")
    recording.by_nobody("setup:refused", refused="wrong_or_used_link")
    return render(request, "setup/by_the_link.html", {"used": bool(key)}, status=403)


@require_GET
def front(request: HttpRequest) -> HttpResponse:
    """On to the first step that is not done."""
    if not has_come_in(request):
        return render(request, "setup/by_the_link.html", status=403)
    if not door.is_open():
        return redirect("setup_recovery")
    done = door.answers()
    return redirect(address(next((step for step in STEPS if step not in done), "recovery")))


@of_step("language")
def language(request: HttpRequest, done: Answers) -> HttpResponse:
    """In which language the node speaks until a member chooses another."""
    known = offered()
    chosen = request.POST.get("language", done.get("language", {}).get("language", get_language()))
    question = Question("language", _("Language of the pages"), "radios", chosen, list(known.items()))
    if request.method != "POST":
        return show(request, "language", field=question, node=settings.NODE)
    if chosen not in known:
        return show(request, "language", {"language": _("Choose one of these languages.")}, field=question)
    with door.setting_up():
        door.keep("language", {"language": chosen})
    response = next_after("language")
    in_this_browser(response, chosen)
    return response


# --- Agency and country -------------------------------------------------------------------------------------------

AGENCY_FIELDS = ("name", "country", "sector", "languages", "duty_number")


@of_step("agency")
def agency(request: HttpRequest, done: Answers) -> HttpResponse:
    """The first agency of the node, and the country whose working days count."""
    if request.method != "POST":
        kept = done.get("agency", {})
        given = {name: kept.get(name, "") for name in AGENCY_FIELDS}
        return show(request, "agency", fields=_agency_questions(given, {}))
    given = {name: request.POST.get(name, "").strip() for name in AGENCY_FIELDS}
    given["languages"] = ",".join(
        tag for tag in request.POST.getlist("languages") if tag in dict(_languages())
    )
    errors = _agency_errors(given)
    if errors:
        return show(request, "agency", errors, fields=_agency_questions(given, errors))
    with door.setting_up():
        languages = [tag for tag in given["languages"].split(",") if tag]
        door.save_agency(given["name"], given["country"], given["sector"], languages, given["duty_number"])
        door.keep("agency", dict(given))
    recording.by_nobody("setup:step", detail={"step": "agency"})
    return next_after("agency")


def _languages() -> list[tuple[str, Words]]:
    return [(tag, LANGUAGES[tag].both_names) for tag in (*INTERFACE, *INTERFACE_NEXT)]


def _agency_errors(given: dict[str, str]) -> dict[str, Words]:
    errors: dict[str, Words] = {}
    if not given["name"] or len(given["name"]) > LONGEST:
        errors["name"] = _("Write the agency's name, with 200 signs at most.")
    elif "\x00" in given["name"]:
        errors["name"] = _("Remove the characters that cannot be shown.")
    if given["country"] not in COUNTRIES:
        errors["country"] = _("Choose the country whose working days and law the agency keeps to.")
    if given["sector"] not in set(Sector):
        errors["sector"] = _("Choose what kind of agency it is.")
    if not given["languages"]:
        errors["languages"] = _("Tick at least one language in which the agency can be spoken to.")
    if len(given["duty_number"]) > LONGEST:
        errors["duty_number"] = _("Write the telephone number with 200 signs at most.")
    elif "\x00" in given["duty_number"]:
        errors["duty_number"] = _("Remove the characters that cannot be shown.")
    return errors


def _agency_questions(given: dict[str, str], errors: dict[str, Words]) -> list[Question]:
    countries: list[tuple[str, Words]] = sorted(
        ((code, country.name) for code, country in COUNTRIES.items()), key=lambda one: str(one[1])
    )
    kinds = {
        "name": Question("name", _("Name of the agency")),
        "country": Question("country", _("Country"), "select", options=countries),
        "sector": Question(
            "sector", _("Kind of agency"), "select", options=choices(Sector),
            hint=_("What its members may see depends on it."),
        ),
        "languages": Question("languages", _("Languages spoken there"), "ticks", options=_languages()),
        "duty_number": Question(
            "duty_number", _("Telephone on duty"), hint=_("For other agencies. It may stay empty.")
        ),
    }  # fmt: skip
    return [
        replace(question, value=given[name], error=errors.get(name, "")) for name, question in kinds.items()
    ]


# --- Invented or real people --------------------------------------------------------------------------------------

PEOPLE: dict[str, Words] = {
    "real": gettext_lazy("This node begins empty, for real people"),
    "demo": gettext_lazy("I want to try it with invented people first"),
}


@of_step("people")
def people(request: HttpRequest, done: Answers) -> HttpResponse:
    """A node for real people never holds invented ones: a demonstration is two nodes of its own."""
    chosen = request.POST.get("people", done.get("people", {}).get("people", "real"))
    question = Question("people", _("How this node begins"), "radios", chosen, list(PEOPLE.items()))
    if request.method != "POST":
        return show(request, "people", field=question)
    if chosen not in PEOPLE:
        return show(request, "people", {"people": _("Choose one of the two.")}, field=question)
    with door.setting_up():
        door.keep("people", {"people": chosen})
    return next_after("people")
