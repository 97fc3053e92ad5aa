"""Whom a service takes, where it is and how it is found: the questions about it, and what was answered."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.directory.hsds.reaching import is_no_number_after_sms
from safeconduct.directory.keeping.contacts import is_local
from safeconduct.directory.keeping.secrets import Told, told_in
from safeconduct.directory.models import Entry
from safeconduct.site.administration.forms import (
    LANGUAGES_HINT,
    WAYS_OF_CONTACT,
    Answers,
    Asked,
    in_full,
    languages,
)
from safeconduct.vocabulary.codes import Intake, PlaceKind, Takes
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import number_in
from safeconduct.vocabulary.labels import choices
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.regions import of_country

YES_NO: dict[str, Words] = {
    "with_children": _("Takes an adult who brings children"),
    "step_free": _("Without steps, for a disability"),
    "without_papers": _("Takes somebody without papers"),
    "from_abroad": _("Takes somebody who comes from another country"),
    "interpreters": _("Interpreters come"),
}
SPOKEN = format_lazy(
    "{} {}",
    LANGUAGES_HINT,
    _(
        "Of a team it is said what it reads; to speak with a person is more. Left empty, others are told what is read."
    ),
)
ANSWERS: list[tuple[str, Words]] = [("yes", _("Yes")), ("no", _("No"))]
OLDEST = 120
OF_AN_OFFICE = _("Of an office only. Never of a shelter or a safe flat.")
AGENCY_ONLY = _("Of a secret place there is the agency's number alone.")
UNDER_TOLD_TO = _(
    "For a service of your agency, numbers that everybody may know, also one for SMS, are entered under “Told to”."
)
OF_CONTACT = format_lazy("{} {} {}", AGENCY_ONLY, UNDER_TOLD_TO, WAYS_OF_CONTACT)
SECRET = _(
    "The address of a place where people live in safety is entered nowhere. Leave it empty: "
    "the agency's number is shown."
)
NO_OWN_CONTACT = _(
    "Of a place where people live in safety a contact of its own is entered nowhere: callers reach the agency's "
    "number. Leave it empty."
)
KIND_FIRST = _(
    "While the kind of place is not said, a contact of its own is entered nowhere. Choose the kind of place, or leave "
    "it empty: the agency's number is shown."
)
NO_PUBLIC_PLACE = _(
    "Only an office that anybody may find has an address here. Choose that kind, or leave it empty."
)

LOCAL = _(
    "This number rings in its own country only. Enter it with the country in front, such as +40 721 000 111."
)
NUMBER_AFTER_SMS = _("After SMS there is a number alone. Enter it such as SMS +40 721 000 111.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was answered; None and empty have not been said."""

    place: str = ""
    address: str = ""
    contact: str = ""
    takes: list[str] = field(default_factory=list)
    min_age: int | None = None
    max_age: int | None = None
    with_children: bool | None = None
    step_free: bool | None = None
    without_papers: bool | None = None
    from_abroad: bool | None = None
    interpreters: bool | None = None
    spoken: list[str] = field(default_factory=list)
    regions: list[str] = field(default_factory=list)
    intake: str = ""


def questions(asked: Asked, country: str) -> list[Question]:
    """What decides whether a service is found. All of it may stay open."""
    regions = [(one.code, one.name) for one in of_country(country)]
    return [
        asked.question("place", _("Kind of place"), "select", choices(PlaceKind)),
        asked.question("address", _("Address of the office"), hint=OF_AN_OFFICE),
        asked.question("contact", _("Its own number or address for contact"), hint=OF_CONTACT),
        asked.question("takes", _("For whom"), "ticks", choices(Takes), _("None means that it has not been said.")),
        asked.question("min_age", _("From what age"), hint=_("In years")),
        asked.question("max_age", _("To what age"), hint=_("In years")),
        *(asked.question(name, words, "select", ANSWERS) for name, words in YES_NO.items()),
        languages(asked, "spoken", _("Languages that somebody there speaks"), SPOKEN),
        *(
            [asked.question("regions", _("Where it works"), "ticks", regions, _("None means the whole country."))]
            if regions
            else []
        ),
        asked.question("intake", _("How soon somebody can come"), "select", choices(Intake)),
    ]  # fmt: skip


def said(answers: Answers, country: str) -> Facts:
    """What was answered; what is wrong stands in `answers.errors`."""
    found = Facts(
        place=_listed(answers, "place", PlaceKind),
        address=answers.text("address"),
        contact=answers.text("contact"),
        takes=answers.codes("takes", set(Takes)),
        min_age=_years(answers, "min_age"),
        max_age=_years(answers, "max_age"),
        spoken=answers.languages("spoken", "") if answers.post.get("spoken", "").strip() else [],
        regions=answers.codes("regions", {one.code for one in of_country(country)}),
        intake=_listed(answers, "intake", Intake),
        **{name: {"yes": True, "no": False}.get(answers.post.get(name, "")) for name in YES_NO},
    )
    if found.min_age is not None and found.max_age is not None and found.max_age < found.min_age:
        answers.errors["max_age"] = _(
            "The oldest age is below the youngest. Enter a higher one, or leave it empty."
        )
    if is_local(found.contact):
        answers.errors["contact"] = LOCAL
    if is_no_number_after_sms(found.contact):
        answers.errors["contact"] = NUMBER_AFTER_SMS
    answers.errors.update(secrets_told(found, {"hours": answers.post.get("hours", "")}))
    return found


def secrets_told(facts: Facts, texts: dict[str, str]) -> dict[str, Words]:
    """Where a place that must not be found would be: in its field, or in a text beside. The database asks again."""
    sentences = {Told.SECRET: SECRET, Told.NO_PUBLIC_PLACE: NO_PUBLIC_PLACE}
    found = told_in(facts.place, facts.address, facts.contact, texts)
    said: dict[str, Words] = {name: sentences[why] for name, why in found.items()}
    if "contact" in said:
        said["contact"] = NO_OWN_CONTACT if facts.place else KIND_FIRST
    return said


def _listed(answers: Answers, name: str, codes: Iterable[str]) -> str:
    value = answers.post.get(name, "")
    return value if value in set(codes) else ""


def _years(answers: Answers, name: str) -> int | None:
    text = answers.text(name)
    if not text:
        return None
    if (age := number_in(text, digits=5)) is not None and age <= OLDEST:
        return age
    answers.errors[name] = _("Enter an age in years, such as 18.")
    return None


def of(found: Entry) -> dict[str, str]:
    """What stands."""
    answers = {name: {True: "yes", False: "no"}.get(getattr(found, name), "") for name in YES_NO}
    return answers | {
        "place": found.place,
        "address": found.address,
        "contact": found.contact,
        "takes": ",".join(found.takes),
        "min_age": "" if found.min_age is None else str(found.min_age),
        "max_age": "" if found.max_age is None else str(found.max_age),
        "spoken": in_full(found.spoken),
        "regions": ",".join(found.regions),
        "intake": found.intake,
    }
