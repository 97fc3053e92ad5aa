"""A service of an agency: the questions about it, and what was answered."""

from collections.abc import Sequence
from uuid import UUID

from django.http import QueryDict
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from safeconduct.access.policy import allowed
from safeconduct.access.rules import Basis
from safeconduct.agencies.models import Team
from safeconduct.directory.models import Entry
from safeconduct.site.administration import service_facts
from safeconduct.site.administration.forms import NAME_LONGEST, Answers, Asked, Errors, team_options
from safeconduct.site.administration.service_doors import Service as Said
from safeconduct.vocabulary.codes import Need, Proceeding, Purpose, Sector, Service
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.errors import BadCode
from safeconduct.vocabulary.labels import choices, label
from safeconduct.vocabulary.law import COUNTRIES_HINT, countries_in, typed
from safeconduct.vocabulary.questions import Question


def purposes(sector: Sector) -> list[tuple[str, Words]]:
    """For what an agency of this sector may receive anything at all, by the policy."""
    found = {
        cell.purpose for cell, _row in allowed() if cell.basis is Basis.CONSENT and cell.sector is sector
    }
    return [(purpose.value, label(purpose)) for purpose in Purpose if purpose in found]


def service(
    asked: Asked, teams: Sequence[Team], sector: Sector, country: str, *, asks_always: bool = True
) -> list[Question]:
    """A service that a team gives, in a country; `asks_always` for forms that `said_service` reads."""
    return [
        asked.question("team", _("Team"), "select", team_options(teams)),
        asked.question(
            "service", _("Service"), "select", sorted(choices(Service), key=lambda pair: str(pair[1]))
        ),
        asked.question("needs", _("Needs that it answers to"), "ticks", choices(Need)),
        asked.question("purpose", _("What it receives a person's data for"), "select", purposes(sector)),
        asked.question("takes_children", _("Takes a child or young person as the person"), "tick"),
        asked.question("hours", _("Hours, in words"), hint=_("For example: Mon to Fri, 9 to 17")),
        asked.question(
            "open_days",
            _("Days"),
            "ticks",
            [(str(day), name) for day, name in WEEKDAYS.items()],
            _("Without days it is not known when somebody is there: it is then never shown as open now."),
        ),
        *([asked.question("always", _("Day and night, on every day"), "tick")] if asks_always else []),
        asked.question("opens", _("From"), hint=_("For example 09:00")),
        asked.question("closes", _("To"), hint=_("For example 17:00")),
        asked.question("jurisdictions", _("Countries whose law it practises"), hint=COUNTRIES_HINT),
        asked.question(
            "proceeding_types", _("Proceedings that it takes"), "ticks", choices(Proceeding),
            _("For legal help only. What is left open stands there as not said."),
        ),
        *service_facts.questions(asked, country),
    ]  # fmt: skip


def said_service(
    post: QueryDict, teams: Sequence[Team], sector: Sector, country: str, *, beside: Errors | None = None
) -> Said:
    """What was answered; `beside` is what was wrong elsewhere in the same form. Raises BadInput."""
    answers = Answers(post)
    answers.errors.update(beside or {})
    team_id = answers.code("team", {str(team.id) for team in teams}, _("Choose the team."))
    name = answers.code("service", set(Service), _("Choose the service."))
    needs = answers.codes("needs", set(Need), _("Tick at least one need."))
    purpose = answers.code("purpose", {code for code, _words in purposes(sector)}, _("Choose the purpose."))
    days = [int(day) for day in answers.codes("open_days", map(str, WEEKDAYS))]
    opens, closes = answers.moment("opens"), answers.moment("closes")
    if answers.is_ticked("always"):
        if opens or closes or 0 < len(days) < len(WEEKDAYS):
            answers.errors["always"] = _("Tick the days and their times, or day and night: not both.")
        days = list(WEEKDAYS)
    if opens and closes and closes <= opens:
        answers.errors["closes"] = _("It closes before it opens. Enter a later time.")
    hours = answers.text("hours", _("Say when somebody is there."), NAME_LONGEST)
    law = _countries(answers)
    facts = service_facts.said(answers, country)
    answers.require()
    return Said(
        team=UUID(team_id),
        service=name,
        needs=needs,
        purpose=purpose,
        takes_children=answers.is_ticked("takes_children"),
        hours=hours,
        open_days=days,
        opens=opens,
        closes=closes,
        jurisdictions=law,
        proceeding_types=answers.codes("proceeding_types", set(Proceeding)),
        facts=facts,
    )


def _countries(answers: Answers) -> list[str]:
    try:
        return countries_in(answers.post.get("jurisdictions", ""))
    except BadCode as wrong:
        answers.errors["jurisdictions"] = wrong.sentence
        return []


def _is_always(found: Entry) -> bool:
    return set(found.open_days) == set(WEEKDAYS) and not (found.opens or found.closes)


def service_of(found: Entry) -> dict[str, str]:
    """What stands."""
    return {
        "team": str(found.team_id),
        "service": found.service,
        "needs": ",".join(found.needs),
        "purpose": found.purpose,
        "takes_children": "yes" if found.takes_children else "",
        "hours": found.hours,
        "open_days": "" if _is_always(found) else ",".join(map(str, found.open_days)),
        "always": "yes" if _is_always(found) else "",
        "opens": f"{found.opens:%H:%M}" if found.opens else "",
        "closes": f"{found.closes:%H:%M}" if found.closes else "",
        "jurisdictions": typed(found.jurisdictions),
        "proceeding_types": ",".join(found.proceeding_types),
        **service_facts.of(found),
    }
