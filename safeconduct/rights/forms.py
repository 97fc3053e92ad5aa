"""The questions of the pages of rights, and what was entered."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.cases.interpreters import entering
from safeconduct.cases.interpreters.rules import Helper
from safeconduct.rights import news
from safeconduct.rights.codes import How, Proof, Right, Standing, Told, Trigger, Understood, choices, label
from safeconduct.rights.rules import FOLLOWS
from safeconduct.rights.sheet import Sheet, Step, Telling
from safeconduct.rights.topics import TOPICS
from safeconduct.vocabulary.countries import country_in_full, country_named
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import Entered, day_in, filled
from safeconduct.vocabulary.errors import BadCode, BadInput
from safeconduct.vocabulary.languages import language_named
from safeconduct.vocabulary.questions import Question

type Errors = Mapping[str, Words]

NO_DAY = _("Enter a day, such as 2027-03-31.")
CHOOSE = _("Choose what comes closest.")
TICK = _("Tick at least one right.")
TOO_LONG = _("Write at most 300 characters.")
LONGEST = 300

DAYS = tuple(one for one in Trigger if one is not Trigger.FIRST_CONTACT)
"""The days that are asked for."""
HINTS: Mapping[Trigger, Words] = {
    Trigger.REASONABLE_GROUNDS: _("Police, prosecution or another authority that the country has named."),
    Trigger.REFLECTION_UNTIL: _("Copy the day from the document. It counts before every computed day."),
}


# --- what is known ---


def known_questions(sheet: Sheet, country: str, entered: Entered, errors: Errors) -> list[Question]:
    """Where the person is, and the days that rules ask for."""
    stands = sheet.country or country
    return [
        Question(
            "country", _("In which country the person is"), "text",
            filled(entered, "country", str(country_in_full(stands))), error=errors.get("country", ""),
        ),
        *(
            Question(
                one.value, label(one), "date",
                filled(entered, one.value, sheet.events[one].isoformat() if one in sheet.events else ""),
                error=errors.get(one.value, ""), hint=HINTS.get(one, ""),
            )
            for one in DAYS
        ),
    ]  # fmt: skip


def known_entered(entered: Entered) -> tuple[str, dict[Trigger, date]]:
    """What was entered. Raises BadInput, field by field."""
    errors: dict[str, Words] = {}
    country, events = "", dict[Trigger, date]()
    try:
        country = country_named(filled(entered, "country")) if filled(entered, "country") else ""
    except BadCode as wrong:
        errors["country"] = wrong.sentence
    for one in DAYS:
        text = filled(entered, one.value).strip()
        day = day_in(text)
        if day is not None:
            events[one] = day
        elif text:
            errors[one.value] = NO_DAY
    if errors:
        raise BadInput(errors)
    return country, events


# --- what was told ---


def tell_questions(
    sheet: Sheet, entered: Entered, errors: Errors, *, today: date, offered: Sequence[Helper] = ()
) -> list[Question]:
    """The form F12: rights in the order of their page, with when they were told. `offered` are the own interpreters."""
    return [
        Question(
            "rights", _("Of which rights"), "ticks", ", ".join(entered.get("rights", [])),
            [(right.value, _with_day(right, sheet)) for rights in TOPICS.values() for right in rights],
            errors.get("rights", ""),
        ),
        Question(
            "told", _("Was the person told?"), "radios", filled(entered, "told"), choices(Told), errors.get("told", "")
        ),
        Question("on", _("On which day"), "date", filled(entered, "on", today.isoformat()), error=errors.get("on", "")),
        Question(
            "language", _("In which language"), "text", filled(entered, "language"), error=errors.get("language", ""),
        ),
        Question("how", _("In which way"), "radios", filled(entered, "how"), choices(How), errors.get("how", "")),
        *entering.questions(offered, "", entered, errors),
        Question(
            "understood", _("Did they understand, in their own judgement?"), "radios", filled(entered, "understood"),
            choices(Understood), errors.get("understood", ""),
        ),
        Question(
            "leaflet", _("Leaflet that was left with them"), "text", filled(entered, "leaflet"),
            error=errors.get("leaflet", ""), longest=LONGEST,
            hint=_("Its title, version and language. Empty where taking paper along is not safe."),
        ),
        Question(
            "proof", _("What shows it"), "radios", filled(entered, "proof"), choices(Proof), errors.get("proof", "")
        ),
        *news.questions(entered, errors),
    ]  # fmt: skip


def _with_day(right: Right, sheet: Sheet) -> Words:
    on = sheet.told_on(right)
    if on is None:
        return label(right)
    return format_lazy(
        "{right}. {told}", right=label(right), told=_("Told on %(day)s.") % {"day": date_format(on, "j M Y")}
    )


def tell_entered(entered: Entered, role: str, offered: Sequence[Helper] = ()) -> Telling:
    """What was entered. Raises BadInput, field by field."""
    errors: dict[str, Words] = {}
    rights = tuple(Right(one) for one in entered.get("rights", []) if one in set(Right))
    told, on, language = code_in(Told, entered, "told"), day_in(filled(entered, "on")), ""
    if not rights:
        errors["rights"] = TICK
    if told is None:
        errors["told"] = CHOOSE
    if on is None:
        errors["on"] = NO_DAY
    try:
        language = language_named(filled(entered, "language")) if filled(entered, "language").strip() else ""
    except BadCode as wrong:
        errors["language"] = wrong.sentence
    leaflet = filled(entered, "leaflet").strip()
    if len(leaflet) > LONGEST:
        errors["leaflet"] = TOO_LONG
    interpreter = _read(lambda: entering.entered_as(offered, "", entered), "", errors)
    wanted = _read(lambda: news.entered_as(entered), news.News(), errors)
    if errors or told is None or on is None:
        raise BadInput(errors)
    return Telling(
        rights, told, on, role, language, code_in(How, entered, "how"), code_in(Understood, entered, "understood"),
        leaflet, code_in(Proof, entered, "proof"), interpreter, wanted,
    )  # fmt: skip


def _read[T](read: Callable[[], T], otherwise: T, errors: dict[str, Words]) -> T:
    """What a part of the form gives; what is wrong in it stands with the rest."""
    try:
        return read()
    except BadInput as wrong:
        errors.update(wrong.errors)
        return otherwise


# --- what became of one ---


def step_questions(
    sheet: Sheet, right: Right, entered: Entered, errors: Errors, *, today: date
) -> list[Question]:
    """What became of a right, out of what can follow."""
    may = [(code, said) for code, said in choices(Standing) if code in FOLLOWS[sheet.standing(right)]]
    return [
        Question(
            "standing", _("What became of it"), "radios", filled(entered, "standing"), may, errors.get("standing", "")
        ),
        Question("on", _("On which day"), "date", filled(entered, "on", today.isoformat()), error=errors.get("on", "")),
        Question(
            "evidence", _("What shows it"), "text", filled(entered, "evidence"), error=errors.get("evidence", ""),
            longest=LONGEST, hint=_("A document, its number and day. No name of anybody."),
        ),
    ]  # fmt: skip


def step_entered(entered: Entered, role: str) -> Step:
    """What was entered. Raises BadInput, field by field."""
    errors: dict[str, Words] = {}
    standing, on = code_in(Standing, entered, "standing"), day_in(filled(entered, "on"))
    evidence = filled(entered, "evidence").strip()
    if standing is None:
        errors["standing"] = CHOOSE
    if on is None:
        errors["on"] = NO_DAY
    if len(evidence) > LONGEST:
        errors["evidence"] = TOO_LONG
    if errors or standing is None or on is None:
        raise BadInput(errors)
    return Step(standing, on, evidence, role)


def code_in[C: StrEnum](codes: type[C], entered: Entered, name: str) -> C | None:
    value = filled(entered, name)
    return codes(value) if value in set(codes) else None
