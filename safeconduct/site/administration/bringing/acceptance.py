"""What a keeper confirms of a proposal before it becomes a service: the questions, and what was answered."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.directory.bringing.actions import Into, at_partner, new_place, of_entry
from safeconduct.directory.bringing.confidential import gives_away
from safeconduct.directory.bringing.kept import Proposal
from safeconduct.directory.bringing.presets import NOBODY, Known, service_named
from safeconduct.directory.bringing.proposed import Proposed
from safeconduct.directory.bringing.queries import Hint
from safeconduct.referrals.partners.rules import TELLERS
from safeconduct.site.administration import service_facts, service_forms
from safeconduct.site.administration.forms import (
    LANGUAGES_HINT,
    NAME_LONGEST,
    Answers,
    Asked,
    identity,
    in_full,
)
from safeconduct.vocabulary.codes import (
    CONFIDENTIAL,
    SERVICES_FOR,
    Intake,
    Need,
    PartnerWay,
    PlaceKind,
    Purpose,
    Sector,
    Service,
)
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import day_in
from safeconduct.vocabulary.labels import choices, label
from safeconduct.vocabulary.questions import Question

NOT_ASKED = frozenset({"team", "jurisdictions", "proceeding_types"})
PURPOSE = _("What it receives a person's data for")
NAMES_THE_PLACE = _("It names where a confidential place is. Take that out.")


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was confirmed, where it goes, and on which day somebody has checked it."""

    into: Into
    said: dict[str, Any]
    checked_on: date | None


def places(row: Proposal, hints: Sequence[Hint]) -> list[tuple[str, Words]]:
    """A new partner, or one of those that are here; nothing is joined unless somebody chooses it."""
    found: list[tuple[str, Words]] = [("new", _("As a new service of a new partner"))]
    for hint in hints:
        if hint.can_be_changed and hint.entry is not None:
            here = hint.entry
            found.append(
                (f"entry-{here.id}", format_lazy(_("As a change of the service “{name}”"), name=hint.name))
            )
            found.append(
                (
                    f"agency-{here.agency_id}",
                    format_lazy(_("As a new service of “{name}”"), name=here.agency.name),
                )
            )
    return list(dict(found).items())


def questions(asked: Asked, row: Proposal, hints: Sequence[Hint]) -> list[Question]:
    """Everything that a service and its partner need; what the file says stands there already."""
    found = Proposed.from_json(row.data)
    name, country, sector = identity(asked)
    of_service = service_forms.service(
        asked, [], Sector(found.sector or Sector.OTHER), found.country, asks_always=False
    )
    by_name = {one.name: one for one in of_service if one.name not in NOT_ASKED}
    by_name["purpose"] = asked.question("purpose", PURPOSE, "select", choices(Purpose))
    return [
        asked.question("into", _("How it goes into the directory"), "radios", places(row, hints)),
        asked.question("name", name.label),
        country,
        sector,
        asked.question("team", _("Name of the service")),
        asked.question(
            "duty_number", _("Telephone of the agency"),
            hint=_("The number that is called, and none that a caller gives."),
        ),
        *for_all(asked),
        *by_name.values(),
        asked.question(
            "checked_on", _("Day on which somebody has called or written to them"), "date", (),
            _("Leave it empty when nobody has: the service then stands there as not checked."),
        ),
    ]  # fmt: skip


def for_all(asked: Asked) -> list[Question]:
    """What no file says: asked once where several are accepted together."""
    return [
        asked.question("languages", _("Languages that are read there"), hint=LANGUAGES_HINT),
        asked.question(
            "professions", _("Professions that may hear of a person there"), "ticks",
            [(one.value, label(one)) for one in TELLERS],
        ),
        asked.question("ways", _("How they are reached"), "ticks", choices(PartnerWay)),
    ]  # fmt: skip


def lacked(asked: Asked) -> list[Question]:
    """What several that are accepted together may lack: it holds only where neither file nor directory says it."""
    _name, _country, sector = identity(asked)
    hint = _("Only for those that do not say it themselves.")
    return [
        asked.question("sector", sector.label, "select", sector.options, hint),
        asked.question("purpose", PURPOSE, "select", choices(Purpose), hint),
    ]


def known_of(hints: Sequence[Hint]) -> Known:
    """What the directory says of the proposal's organisation, where all entries of that name agree."""
    here = [hint.entry for hint in hints if hint.entry is not None and hint.is_same_agency]
    sectors = {entry.agency.sector for entry in here}
    if len(sectors) != 1:
        return NOBODY
    professions = [one.value for one in TELLERS if any(one.value in entry.team.professions for entry in here)]
    purposes = {entry.purpose for entry in here}
    return Known(sectors.pop(), tuple(professions), purposes.pop() if len(purposes) == 1 else "")


def stands(row: Proposal, known: Known = NOBODY) -> dict[str, str]:
    """What the file says, as the form shows it; what it does not say, from its name and from what is known here."""
    found = Proposed.from_json(row.data)
    service = found.service or service_named(found.name)
    sector = found.sector or known.sector
    is_secret = found.place in CONFIDENTIAL
    number = found.agency_contact or ("" if is_secret else found.contact.split(", ")[0])
    facts = {
        name: {True: "yes", False: "no"}.get(getattr(found, name), "") for name in service_facts.YES_NO
    }  # fmt: skip
    return facts | {
        "into": f"entry-{row.changes}" if row.changes else "new",
        "name": found.organisation,
        "country": found.country,
        "sector": sector,
        "professions": ",".join(known.professions),
        "team": found.name,
        "duty_number": number,
        "languages": in_full(found.spoken),
        "ways": "telephone" if number.startswith("+") or number.isdecimal() else "",
        "service": service,
        "needs": ",".join(found.needs or needs_of(service)),
        "purpose": purpose_of(sector) or known.purpose,
        "takes_children": "yes" if found.takes_children else "",
        "hours": found.hours,
        "open_days": ",".join(map(str, found.open_days)),
        "opens": found.opens,
        "closes": found.closes,
        "place": found.place,
        "address": found.address,
        "contact": "" if not found.place or is_secret else found.contact,
        "takes": ",".join(found.takes),
        "min_age": "" if found.min_age is None else str(found.min_age),
        "max_age": "" if found.max_age is None else str(found.max_age),
        "spoken": in_full(found.spoken),
        "regions": ",".join(found.regions),
        "intake": found.intake,
    }


def needs_of(service: str) -> list[str]:
    """The needs that a service may answer to."""
    return [need.value for need, services in SERVICES_FOR.items() if service in services]


def purpose_of(sector: str) -> str:
    """For what an agency of this kind may receive anything at all, where that is one thing."""
    found = service_forms.purposes(Sector(sector)) if sector in set(Sector) else []
    codes = [code for code, _words in found]
    usual = Purpose.REFERRAL_SERVICE.value
    return usual if usual in codes else codes[0] if len(codes) == 1 else ""


def said(post: QueryDict, row: Proposal, hints: Sequence[Hint]) -> Accepted:
    """What was confirmed. Raises BadInput."""
    answers = Answers(post)
    name = answers.text("name", _("Enter the name of the agency."), NAME_LONGEST)
    country = answers.country("country")
    sector = answers.code("sector", set(Sector), _("Choose the sector."))
    team = answers.text("team", _("Enter the name of the service."), NAME_LONGEST)
    number = answers.text("duty_number", _("Enter a number that somebody answers."), 40)
    languages = answers.languages("languages", _("Enter at least one language."))
    professions = answers.codes("professions", set(TELLERS), _("Tick at least one profession."))
    ways = answers.codes("ways", set(PartnerWay), _("Tick how they are reached."))
    service = _service(answers, sector)
    opens, closes = answers.moment("opens"), answers.moment("closes")
    if opens and closes and closes <= opens:
        answers.errors["closes"] = _("It closes before it opens. Enter a later time.")
    facts = service_facts.said(answers, country)
    _place(answers, facts, name, team)
    checked_on = day_in(post.get("checked_on", ""))
    if post.get("checked_on", "").strip() and checked_on is None:
        answers.errors["checked_on"] = _("This is no date. Write year-month-day, for example 2026-04-02.")
    into = _into(answers, row, hints, name, country)
    answers.require()
    given = asdict(facts) | service | {
        "organisation": name, "country": country, "sector": sector, "name": team, "duty_number": number,
        "languages": languages, "professions": professions, "ways": ways,
        "opens": f"{opens:%H:%M}" if opens else None, "closes": f"{closes:%H:%M}" if closes else None,
    }  # fmt: skip
    return Accepted(into, given, checked_on)


def is_hotline(said: Mapping[str, Any]) -> bool:
    """Whether two people see its contact; the database asks the same (`directory.is_hotline`)."""
    return said.get("intake") == Intake.EMERGENCY_24H or said.get("place") == PlaceKind.REMOTE


def _service(answers: Answers, sector: str) -> dict[str, Any]:
    allowed = dict(service_forms.purposes(Sector(sector))) if sector in set(Sector) else {}
    return {
        "service": answers.code("service", set(Service), _("Choose the service.")),
        "needs": answers.codes("needs", set(Need), _("Tick at least one need.")),
        "purpose": answers.code("purpose", allowed, _purpose_missing(list(allowed.values()))),
        "takes_children": answers.is_ticked("takes_children"),
        "hours": answers.text("hours"),
        "open_days": [int(day) for day in answers.codes("open_days", "0123456")],
    }


def _purpose_missing(allowed: Sequence[Words]) -> Words:
    if not allowed:
        return _("Choose the sector first, then a purpose that an agency of this sector may have.")
    names = ", ".join(f"“{one}”" for one in allowed)
    return format_lazy(_("Choose a purpose that an agency of this sector may have: {names}."), names=names)


def _place(answers: Answers, facts: service_facts.Facts, name: str, team: str) -> None:
    if not facts.place:
        answers.errors.setdefault(
            "place", _("Say what kind of place it is: without that it stays as closed as a shelter.")
        )
    if facts.place in CONFIDENTIAL:
        for field, text in (("name", name), ("team", team)):
            if gives_away(text, [], is_name=True):
                answers.errors[field] = NAMES_THE_PLACE


def _into(answers: Answers, row: Proposal, hints: Sequence[Hint], name: str, country: str) -> Into:
    wanted = answers.code("into", {code for code, _words in places(row, hints)}, _("Choose how it goes in."))
    for hint in hints:
        if hint.entry is not None and wanted == f"entry-{hint.entry.id}":
            return of_entry(hint.entry)
    if wanted.startswith("agency-") and "into" not in answers.errors:
        return at_partner(row, UUID(wanted.removeprefix("agency-")))
    return new_place(row, name, country)
