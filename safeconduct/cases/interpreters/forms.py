"""The questions of the register and of a talk with an interpreter, and what was entered for them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.cases.follow_up.forms import NO_DAY, NO_TIME
from safeconduct.cases.forms import in_words
from safeconduct.cases.interpreters.actions import Chosen
from safeconduct.cases.interpreters.codes import Conflict, Role, Tie, choices, label
from safeconduct.cases.interpreters.rules import Assignment, Helper, Meeting
from safeconduct.cases.interpreters.wishes import SEXES
from safeconduct.cases.kinds import Field, Kind, sentence
from safeconduct.cases.purposes_of_forms import ASSIGNMENT, REGISTER
from safeconduct.cases.safe_hours import clock_time
from safeconduct.vocabulary.codes import Sex
from safeconduct.vocabulary.countries import country_in_full, country_named
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import Entered, day_in, filled, identifier_in
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.labels import label as label_of
from safeconduct.vocabulary.languages import language_in_full, language_named
from safeconduct.vocabulary.questions import Question

LONGEST = 200
"""Characters of the words by which somebody of another service is named."""
OTHER = "other"
"""The choice of somebody who is not in the register."""

ENTRY: tuple[Field, ...] = (
    Field(
        "reference", Kind.TEXT, _("Reference"), longest=60,
        hint=_("A code, such as INT-07. It stands in the files of people; a name would stand there too."),
    ),
    Field("role", Kind.CODE, _("What they do"), choices=dict(choices(Role))),
    Field("languages", Kind.CODES, _("Languages"), known=language_named, hint=_("For example: Ukrainian, Russian")),
    Field("dialects", Kind.TEXT, _("Dialects"), longest=200),
    Field("sex", Kind.CODE, _("Sex, for the person’s wish"), choices={**SEXES, Sex.X.value: label_of(Sex.X)}),
    Field(
        "countries", Kind.CODES, _("Countries whose communities they belong to or are close to"), known=country_named
    ),
    Field("vetted_on", Kind.DATE, _("Vetted on")),
    Field("vetted_until", Kind.DATE, _("The vetting holds until")),
    Field("vetted_by", Kind.TEXT, _("Vetted by: a role, or which body"), longest=120),
    Field("signed_on", Kind.DATE, _("Has signed to keep silence on")),
    Field("conflicts", Kind.CODES, _("What the person must know of"), choices=dict(choices(Conflict))),
    Field("note", Kind.TEXT, _("A note on this; nothing about any person who is helped"), longest=500, long=True),
)  # fmt: skip
"""What stands of somebody in the register."""
NEEDED: dict[str, Words] = {
    "reference": _("Enter the reference."),
    "role": _("Choose what they do."),
    "languages": _("Enter at least one language."),
}
UNTIL_BEFORE_ON = _("The vetting cannot end before it began.")
BOTH_DAYS = _("Enter both days of the vetting, or neither.")
EMPTY: dict[str, Any] = {
    "dialects": "",
    "sex": "",
    "countries": [],
    "vetted_by": "",
    "conflicts": [],
    "note": "",
}
DAYS = ("vetted_on", "vetted_until", "signed_on")
NO_LANGUAGE = _("Enter in which language, by its name or code.")
TIE = _("What they are to the person")
ASK_ALONE = _("Ask the person when nobody else hears it. Nobody of these interprets, whatever they offer.")


@REGISTER.asks
def entry_questions(stands: Helper | None, entered: Entered, errors: Mapping[str, Words]) -> list[Question]:
    """What is asked of somebody of the register."""
    return [
        Question(
            field.name, field.label, _kind(field), _value(field, stands, entered), list((field.choices or {}).items()),
            errors.get(field.name, ""), field.hint, longest=field.longest,
        )
        for field in ENTRY
    ]  # fmt: skip


def entry(entered: Entered) -> dict[str, Any]:
    """What was entered of somebody, as the table keeps it. Raises BadInput, field by field."""
    said: dict[str, Any] = {}
    errors: dict[str, Words] = {}
    for field in ENTRY:
        try:
            value = field.cleaned(list(entered.get(field.name, [])))
        except ValueError as error:
            errors[field.name] = sentence(error)
            continue
        if value is None and field.name in NEEDED:
            errors[field.name] = NEEDED[field.name]
        elif field.name in DAYS:
            said[field.name] = date.fromisoformat(value) if value else None
        else:
            said[field.name] = value or EMPTY.get(field.name, value)
    on, until = said.get("vetted_on"), said.get("vetted_until")
    if "vetted_until" not in errors and (on is None) is not (until is None):
        errors.setdefault("vetted_until", BOTH_DAYS)
    elif on and until and until < on:
        errors["vetted_until"] = UNTIL_BEFORE_ON
    if errors:
        raise BadInput(errors)
    return said


def facts(one: Helper) -> list[tuple[Words, Words]]:
    """Somebody of the register in words."""
    stored = _stored(one)
    shown = {name: str(value) if isinstance(value, date) else value for name, value in stored.items()}
    return [(field.label, in_words(field, shown[field.name])) for field in ENTRY[1:] if shown[field.name]]


def called(one: Helper) -> Words:
    """One line of a list from which somebody is chosen."""
    spoken = ", ".join(language_in_full(code) for code in sorted(one.languages))
    more = [SEXES[one.sex]] if one.sex in SEXES else []
    if one.dialects:
        more.append(one.dialects)
    return format_lazy(
        "{reference}: {said}", reference=one.reference, said=_joined([label(one.role), spoken, *more])
    )


@ASSIGNMENT.asks
def who_questions(
    offered: Iterable[Helper],
    entered: Entered,
    errors: Mapping[str, Words],
    *,
    words: str = "",
    chosen: str = "",
) -> list[Question]:
    """Who interprets: of the register, or of another service in words; and what they are to the person."""
    options: list[tuple[str, Words]] = [(str(one.id), called(one)) for one in offered]
    options.append((OTHER, _("Somebody of another service")))
    return [
        Question(
            "helper", _("Who interprets"), "select", filled(entered, "helper", chosen), options,
            errors.get("helper", ""),
        ),
        Question(
            "interpreter", _("If of another service: which, and how they are called there"), "text",
            filled(entered, "interpreter", words), error=errors.get("interpreter", ""), longest=LONGEST,
        ),
        Question("tie", TIE, "radios", filled(entered, "tie"), choices(Tie), errors.get("tie", ""), ASK_ALONE),
    ]  # fmt: skip


@ASSIGNMENT.asks
def talk_questions(
    offered: Iterable[Helper],
    stands: Assignment | None,
    language: str,
    entered: Entered,
    errors: Mapping[str, Words],
) -> list[Question]:
    """What is asked to arrange a talk, or to arrange it otherwise."""
    meeting = stands.meeting if stands else Meeting(None, None, language)
    on, at = meeting.on, meeting.at
    telephone = filled(entered, "by_telephone") if entered else ("yes" if meeting.by_telephone else "")
    spoken = language_in_full(meeting.language) if meeting.language else ""
    chosen = str(stands.helper or OTHER) if stands else ""
    words = stands.reference if stands and stands.helper is None else ""

    def text(name: str, words: Words, kind: str, value: str, hint: Words = "") -> Question:
        return Question(
            name, words, kind, filled(entered, name, value), error=errors.get(name, ""), hint=hint
        )

    return [
        text("on", _("On which day"), "date", on.isoformat() if on else ""),
        text("at", _("At what time"), "time", at.isoformat("minutes") if at else ""),
        text("language", _("In which language"), "text", spoken, _("For example Ukrainian, or uk")),
        Question("by_telephone", _("By telephone"), "tick", telephone, error=errors.get("by_telephone", "")),
        text("place", _("Where they meet, if not by telephone"), "text", meeting.place,
             _("As the interpreter reads it: no name of the person, and nothing of what the talk is about.")),
        *who_questions(offered, entered, errors, words=words, chosen=chosen),
        text("names", _("Name of the interpreter, to ask for a conflict of interest"), "text", "",
             _("May stay empty. It is compared with your agency’s files and not kept.")),
        Question(
            "agrees", _("The person knows what speaks against it, and agrees"), "tick", filled(entered, "agrees"),
            error=errors.get("agrees", ""), hint=_("Only where the page says that something does."),
        ),
    ]  # fmt: skip


@ASSIGNMENT.asks
def again_question(entered: Entered) -> Question:
    """Whether whoever was asked before is offered again. No reason is asked."""
    return Question(
        "apart", _("Do not offer the one who was asked before for this person again"), "tick", filled(entered, "apart"),
        hint=_("Nobody has to say why, and nobody else is told: not the interpreter, not whoever keeps the register."),
    )  # fmt: skip


def talk_entered(entered: Entered) -> tuple[Chosen, Meeting]:
    """What was entered to arrange a talk. Raises BadInput, field by field."""
    errors: dict[str, Words] = {}
    on, text = day_in(filled(entered, "on")), filled(entered, "at").strip()
    at, spoken = clock_time(text[:5]), _language(filled(entered, "language"))
    if on is None:
        errors["on"] = NO_DAY
    if at is None:
        errors["at"] = NO_TIME
    if not spoken:
        errors["language"] = NO_LANGUAGE
    by_telephone, place = filled(entered, "by_telephone") == "yes", filled(entered, "place").strip()
    if not by_telephone and not place:
        errors["place"] = _("Enter where they meet, or tick that it is by telephone.")
    if len(place) > 300:
        errors["place"] = _("Shorten this text to 300 characters.")
    if errors:
        raise BadInput(errors)
    return chosen_entered(entered), Meeting(on, at, spoken, by_telephone, "" if by_telephone else place)


def chosen_entered(entered: Entered) -> Chosen:
    """Who was chosen, and what was said of them. Raises BadInput."""
    helper, tie = filled(entered, "helper"), filled(entered, "tie")
    words = filled(entered, "interpreter").strip()
    if words and not helper:
        helper = OTHER  # whoever writes a name without choosing has said it all the same
    if len(words) > LONGEST:
        raise BadInput(
            {"interpreter": format_lazy(_("Shorten this text to {most} characters."), most=LONGEST)}
        )
    if helper != OTHER and identifier_in(helper) is None:
        raise BadInput({"helper": _("Choose somebody from the list.")})
    return Chosen(
        identifier_in(helper),
        words,
        tie=Tie(tie) if tie in set(Tie) else None,
        agrees=filled(entered, "agrees") == "yes",
        names=filled(entered, "names"),
    )


def _joined(pieces: Sequence[Words]) -> Words:
    return format_lazy(", ".join(["{}"] * len(pieces)), *pieces)


def _language(text: str) -> str:
    try:
        return language_named(text) if text.strip() else ""
    except ValueError:
        return ""


def _kind(field: Field) -> str:
    kinds: dict[Kind, str] = {Kind.DATE: "date", Kind.CODE: "select"}
    if field.kind is Kind.CODES:
        return "ticks" if field.choices else "text"
    return kinds.get(field.kind, "long" if field.long else "text")


def _stored(one: Helper) -> dict[str, Any]:
    return {
        "reference": one.reference, "role": one.role.value, "languages": sorted(one.languages), "sex": one.sex,
        "dialects": one.dialects, "countries": sorted(one.countries), "vetted_on": one.vetted_on,
        "vetted_until": one.vetted_until, "vetted_by": one.vetted_by, "signed_on": one.signed_on,
        "conflicts": [code for code in Conflict if code in one.conflicts], "note": one.note,
    }  # fmt: skip


def _value(field: Field, stands: Helper | None, entered: Entered) -> str:
    if entered:
        return ", ".join(entered.get(field.name, []))
    value = _stored(stands)[field.name] if stands else ""
    if isinstance(value, list):
        in_full = {"languages": language_in_full, "countries": country_in_full}.get(field.name, str)
        return ", ".join(in_full(one) for one in value)
    return value.isoformat() if isinstance(value, date) else str(value or "")


REGISTER.unanswered(lambda: entry_questions(None, {}, {}))
ASSIGNMENT.unanswered(lambda: talk_questions([], None, "", {}, {}), lambda: again_question({}))
