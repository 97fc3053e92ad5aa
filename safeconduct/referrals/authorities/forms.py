"""What is asked of whoever asks, answers and records here, and what was entered."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from uuid import UUID

from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from safeconduct.agencies.models import Member, Team
from safeconduct.referrals.authorities import rules
from safeconduct.referrals.authorities.actions import Wanted
from safeconduct.referrals.authorities.statements import Offered
from safeconduct.vocabulary.codes import AuthorityNo, Profession, Purpose, StatementAnswer
from safeconduct.vocabulary.decisions import Refused, Words
from safeconduct.vocabulary.entered import Entered, day_in, first
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.labels import choices, label
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.sections import Section, in_order

type Errors = Mapping[str, Words]
type Askable = Mapping[Purpose, frozenset[Section]]


def asking(entered: Entered, errors: Errors, *, askable: Askable, units: Iterable[Team]) -> list[Question]:
    """Which file, which section, for what, by which team, until when. No free text: it would be about a person."""
    sections = in_order(frozenset().union(*askable.values()))
    asked = [
        Question(
            "number", _("Number of the file"), "text",
            hint=_("Twelve signs, told to you by whoever works with the person. There is no search."),
        ),
        Question("section", _("Which section"), "radios", options=[(one.value, label(one)) for one in sections]),
        Question("purpose", _("For what"), "radios", options=[(one.value, label(one)) for one in askable]),
        Question("team", _("For which team"), "radios", options=[(str(one.id), one.name) for one in units]),
        Question(
            "until", _("Until when"), "date",
            hint=_("The last day, at most 90 days ahead. Then it closes by itself."),
        ),
    ]  # fmt: skip
    return [replace(one, value=first(entered, one.name), error=errors.get(one.name, "")) for one in asked]


def wanted(entered: Entered, *, askable: Askable, units: Iterable[Team], today: date) -> Wanted:
    """What was asked for. Raises BadInput, field by field."""
    errors: dict[str, Words] = {}
    number = rules.number(first(entered, "number"))
    if number is None:
        errors["number"] = rules.NO_NUMBER.whole
    purpose = next((one for one in askable if one.value == first(entered, "purpose")), None)
    if purpose is None:
        errors["purpose"] = _("Choose what it is needed for.")
    offered = askable[purpose] if purpose else frozenset().union(*askable.values())
    section = next((one for one in offered if one.value == first(entered, "section")), None)
    if section is None:
        errors["section"] = _("Choose one section.")
    team = next((one.id for one in units if str(one.id) == first(entered, "team")), None)
    if team is None:
        errors["team"] = _("Choose the team.")
    until = _until(entered, errors, today)
    if number is None or purpose is None or section is None or team is None or until is None or errors:
        raise BadInput(errors)
    return Wanted(number, team, section, purpose, until)


def no(entered: Entered, errors: Errors) -> Question:
    """Why it stays closed."""
    return Question(
        "reason", _("Why not"), "radios", first(entered, "reason"), choices(AuthorityNo), errors.get("reason", ""),
        prefix="consent-",
    )  # fmt: skip


def reason(entered: Entered) -> AuthorityNo:
    """The reason that was chosen. Raises BadInput."""
    chosen = first(entered, "reason")
    if chosen not in set(AuthorityNo):
        raise BadInput({"reason": _("Choose a reason. “No reason is given” is one.")})
    return AuthorityNo(chosen)


def offering(entered: Entered, errors: Errors, *, units: Iterable[Team]) -> list[Question]:
    """On which day, to which unit, and what the person said."""
    listed: list[tuple[str, Words]] = [(str(one.id), f"{one.agency.name}: {one.name}") for one in units]
    return [
        Question("offered_on", _("On which day"), "date", first(entered, "offered_on"),
                 error=errors.get("offered_on", "")),
        Question("unit", _("To which unit"), "select", first(entered, "unit"), listed, errors.get("unit", "")),
        Question("answer", _("What the person said"), "radios", first(entered, "answer"), choices(StatementAnswer),
                 errors.get("answer", ""), _("No help hangs on it.")),
    ]  # fmt: skip


def offered(entered: Entered, *, units: Iterable[Team], today: date) -> Offered:
    """What was entered. Raises BadInput, field by field."""
    errors: dict[str, Words] = {}
    on = day_in(first(entered, "offered_on"))
    decision = rules.may_record(on, today=today)
    if isinstance(decision, Refused):
        errors["offered_on"] = decision.reason.whole
    unit = next((one for one in units if str(one.id) == first(entered, "unit")), None)
    if unit is None:
        errors["unit"] = _("Choose the unit.")
    said = first(entered, "answer")
    if said not in set(StatementAnswer):
        errors["answer"] = _("Choose what the person said.")
    if errors or on is None or unit is None:
        raise BadInput(errors)
    return Offered(on, unit, StatementAnswer(said))


def telling(entered: Entered, errors: Errors, *, people: Iterable[Member]) -> list[Question]:
    """Whom, until when, and the person's yes."""
    listed: list[tuple[str, Words]] = [
        (str(one.id), f"{one.name}, {label(Profession(one.profession))}") for one in people
    ]
    return [
        Question("to", _("Who is told"), "radios", first(entered, "to"), listed, errors.get("to", "")),
        Question("until", _("Until when they see it"), "date", first(entered, "until"), error=errors.get("until", ""),
                 hint=_("The last day, at most 90 days ahead.")),
        Question("agrees", _("The person agrees that this one sentence is told to them"), "tick",
                 first(entered, "agrees"), error=errors.get("agrees", "")),
    ]  # fmt: skip


def told(entered: Entered, *, people: Iterable[Member], today: date) -> tuple[UUID, datetime, bool]:
    """What was entered; whether the person agrees is the rule's matter too. Raises BadInput, field by field."""
    errors: dict[str, Words] = {}
    to = next((one.id for one in people if str(one.id) == first(entered, "to")), None)
    if to is None:
        errors["to"] = rules.NOT_OF_THE_UNIT.whole
    agrees = first(entered, "agrees") == "yes"
    if not agrees:
        errors["agrees"] = rules.PERSON_HAS_NOT_AGREED.whole
    until = _until(entered, errors, today)
    if errors or to is None or until is None:
        raise BadInput(errors)
    return to, until, agrees


def _until(entered: Entered, errors: dict[str, Words], today: date) -> datetime | None:
    day = day_in(first(entered, "until"))
    decision = rules.may_last_until(day, today=today)
    if isinstance(decision, Refused):
        errors["until"] = decision.reason.whole
    return make_aware(datetime.combine(day, time(23, 59, 59))) if day else None
