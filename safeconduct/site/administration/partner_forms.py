"""A partner without a node and its services: the questions, and what was answered."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from safeconduct.agencies.models import Agency, Team
from safeconduct.directory.models import Entry
from safeconduct.referrals.partners.rules import TELLERS
from safeconduct.site.administration import forms, service_forms
from safeconduct.site.administration.forms import LANGUAGES_HINT, Answers, Asked, in_full
from safeconduct.site.administration.service_doors import Service
from safeconduct.vocabulary.codes import PartnerWay, Sector
from safeconduct.vocabulary.labels import choices, label
from safeconduct.vocabulary.questions import Question


@dataclass(frozen=True, slots=True)
class Partner:
    """What is known of it."""

    name: str
    country: str
    sector: Sector
    duty_number: str
    languages: list[str]
    professions: list[str]


def partner(asked: Asked, *, is_new: bool) -> list[Question]:
    """Who it is. Country and sector are asked once: the person's conditions and the firewall hang on them."""
    who = forms.identity(asked) if is_new else [asked.question("name", forms.identity(asked)[0].label)]
    return [
        *who,
        asked.question(
            "duty_number", _("Telephone"), hint=_("The number that is called, and none that a caller gives.")
        ),
        asked.question("languages", _("Languages that are read there"), hint=LANGUAGES_HINT),
        asked.question(
            "professions", _("Professions that may hear of a person there"), "ticks",
            [(one.value, label(one)) for one in TELLERS],
        ),
    ]  # fmt: skip


def said_partner(post: QueryDict, stands: Agency | None = None) -> Partner:
    """What was answered; country and sector of one that stands stay. Raises BadInput."""
    answers = Answers(post)
    if stands is None:
        name, country, sector = forms.identity_in(answers)
    else:
        name = answers.text("name", _("Enter the name of the agency."), forms.NAME_LONGEST)
        country, sector = stands.country, stands.sector
    number = answers.text("duty_number", _("Enter a number that somebody answers."), 40)
    languages = answers.languages("languages", _("Enter at least one language."))
    found = answers.codes("professions", set(TELLERS), _("Tick at least one profession."))
    answers.require()
    return Partner(name, country, Sector(sector), number, languages, found)


def partner_of(found: Agency, team: Team) -> dict[str, str]:
    """What stands."""
    return {
        "name": found.name,
        "duty_number": found.duty_number,
        "languages": in_full(found.languages),
        "professions": ",".join(team.professions),
    }


def service(asked: Asked, team: Team) -> list[Question]:
    """A service that it gives, and how it is reached for it."""
    of_any = service_forms.service(asked, [team], Sector(team.agency.sector), team.agency.country)
    ways = asked.question("ways", _("How they are reached"), "ticks", choices(PartnerWay))
    return [*(one for one in of_any if one.name != "team"), ways]


def said_service(post: QueryDict, team: Team) -> tuple[Service, list[str]]:
    """What was answered. Raises BadInput."""
    given = post.copy()
    given["team"] = str(team.id)
    answers = Answers(given)
    ways = answers.codes("ways", set(PartnerWay), _("Tick how they are reached."))
    of = team.agency
    said = service_forms.said_service(given, [team], Sector(of.sector), of.country, beside=answers.errors)
    return said, ways


def service_of(found: Entry) -> dict[str, str]:
    """What stands."""
    return {**service_forms.service_of(found), "ways": ",".join(found.ways)}
