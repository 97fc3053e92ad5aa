"""The questions of a conference's pages, and what was entered for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.text import format_lazy
from django.utils.timezone import is_naive, localtime, make_aware
from django.utils.translation import gettext_lazy as _

from safeconduct.cases.conferences.codes import NoWish, PersonThere, choices
from safeconduct.cases.conferences.queries import Found
from safeconduct.cases.contents import Content
from safeconduct.cases.purposes_of_forms import CONFERENCE
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import Entered, day_in, first
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.questions import Question
from safeconduct.vocabulary.sections import Section

type Errors = Mapping[str, Words]

LONGEST = 2000
SHORT = 300
NO_DAY = _("Enter a day, such as 2027-03-31.")
TOO_LONG = _("Shorten this: it has too many characters.")


@dataclass(frozen=True, slots=True)
class Opening:
    """What a conference is opened with."""

    question: str
    until: date


@dataclass(frozen=True, slots=True)
class Step:
    """What follows from a decision, as an action of the plan."""

    what: str
    who: str
    planned: date | None
    person_agrees: bool


@CONFERENCE.asks
def opening(entered: Entered, errors: Errors) -> list[Question]:
    """The question, and until when colleagues propose."""
    return [
        _long(
            "question", _("What you ask the team"), entered, errors,
            _("Everybody with a place in the case reads this. What touches one section only becomes an item of it."),
        ),
        Question(
            "until", _("Until when colleagues write their proposals"), "date", first(entered, "until"),
            error=errors.get("until", ""), hint=_("The last day."),
        ),
    ]  # fmt: skip


def opened(entered: Entered) -> Opening:
    """What was entered. Raises BadInput, field by field."""
    errors: dict[str, Words] = {}
    question = _needed(entered, "question", _("Write what you ask the team."), errors)
    until = day_in(first(entered, "until"))
    if until is None:
        errors["until"] = NO_DAY
    if errors or until is None:
        raise BadInput(errors)
    return Opening(question, until)


@CONFERENCE.asks
def item(sections: Sequence[Section], entered: Entered, errors: Errors) -> list[Question]:
    """What is talked about, and which section it touches."""
    return [
        Question(
            "section", _("Which section it touches"), "radios", first(entered, "section"),
            [(section.value, label(section)) for section in sections], errors.get("section", ""),
            _(
                "Whoever opens this section sees the item, the proposals, the decision and the minutes. Nobody else "
                "does."
            ),
        ),
        _long("text", _("What is to be decided"), entered, errors),
    ]  # fmt: skip


def added(sections: Sequence[Section], entered: Entered) -> tuple[Section, str]:
    """What was entered. Raises BadInput, field by field."""
    errors: dict[str, Words] = {}
    text = _needed(entered, "text", _("Write what is to be decided."), errors)
    if first(entered, "section") not in sections:
        errors["section"] = _("Choose a section from the list.")
    if errors:
        raise BadInput(errors)
    return Section(first(entered, "section")), text


@CONFERENCE.asks
def wish(entered: Entered, errors: Errors) -> list[Question]:
    """The person's own view, or why there is none."""
    return [
        _long(
            "wish", _("What the person says to this, in their own words"), entered, errors,
            _("Leave it empty only if you say below why it is missing."),
        ),
        Question(
            "absent", _("Why it is missing"), "select", first(entered, "absent"), choices(NoWish),
            errors.get("absent", ""),
        ),
    ]  # fmt: skip


def wished(entered: Entered) -> str | NoWish:
    """What the person says, or why it is missing. Raises BadInput, field by field."""
    errors: dict[str, Words] = {}
    words, absent = _text(entered, "wish", errors), first(entered, "absent")
    if not errors and not words and absent not in set(NoWish):
        errors["wish"] = _("Write what the person says, or choose below why that is missing.")
    if words and absent:
        errors["absent"] = _("There are words above: leave this out.")
    if errors:
        raise BadInput(errors)
    return words or NoWish(absent)


@CONFERENCE.asks
def proposal(entered: Entered, errors: Errors) -> list[Question]:
    """What one's own profession proposes."""
    return [
        _long(
            "proposal", _("What you propose, and why"), entered, errors,
            _("You write it once. Afterwards you see what colleagues propose, and they see yours."),
        )
    ]  # fmt: skip


def text_of(entered: Entered, name: str) -> str:
    """One needed text. Raises BadInput."""
    errors: dict[str, Words] = {}
    text = _needed(entered, name, _("Write something here."), errors)
    if errors:
        raise BadInput(errors)
    return text


@CONFERENCE.asks
def decision(entered: Entered, errors: Errors) -> list[Question]:
    """What is decided, and why."""
    return [
        _long("decision", _("What is decided"), entered, errors),
        _long(
            "reasons", _("Why"), entered, errors,
            _("Also why it is not what the person wants, where it is not."),
        ),
    ]  # fmt: skip


def decided(entered: Entered) -> tuple[str, str]:
    """What was entered. Raises BadInput, field by field."""
    errors: dict[str, Words] = {}
    said = _needed(entered, "decision", _("Write what is decided."), errors)
    reasons = _needed(entered, "reasons", _("Write why."), errors)
    if errors:
        raise BadInput(errors)
    return said, reasons


@CONFERENCE.asks
def minutes(entered: Entered, errors: Errors) -> list[Question]:
    """What was said about an item in a meeting."""
    return [_long("minutes", _("What was said about this item"), entered, errors)]


@CONFERENCE.asks
def step(entered: Entered, errors: Errors) -> list[Question]:
    """An action that goes into the plan."""
    return [
        Question(
            "what", _("What is done"), value=first(entered, "what"), error=errors.get("what", ""), longest=200,
            hint=_("It goes into the plan: everybody who reads the plan reads it. Nothing of what is closed to them."),
        ),
        Question(
            "who", _("Who does it: agency and role, also abroad"), value=first(entered, "who"),
            error=errors.get("who", ""), longest=120,
        ),
        Question("planned", _("Planned end"), "date", first(entered, "planned"), error=errors.get("planned", "")),
        Question(
            "agrees", _("The person knows of this step and agrees"), "tick", first(entered, "agrees"),
            error=errors.get("agrees", ""),
        ),
    ]  # fmt: skip


def stepped(entered: Entered) -> Step:
    """What was entered. Raises BadInput, field by field."""
    errors: dict[str, Words] = {}
    what = _needed(entered, "what", _("Write what is done."), errors, longest=200)
    who = _needed(entered, "who", _("Write who does it."), errors, longest=120)
    day = first(entered, "planned").strip()
    planned = day_in(day) if day else None
    if day and planned is None:
        errors["planned"] = NO_DAY
    if errors:
        raise BadInput(errors)
    return Step(what, who, planned, first(entered, "agrees") == "yes")


@CONFERENCE.asks
def meeting(found: Found, entered: Entered, errors: Errors) -> list[Question]:
    """When and where, who came, and whether the person took part; as it stands, or as it was entered."""
    content = found.content
    stands: Entered = entered or {
        "meets_at": [_local(found.meets_at)],
        "where": [content.get("where", "")],
        "came": content.get("came", []),
        "agencies": content.get("agencies", []),
        "others": [content.get("others", "")],
        "person": [content.get("person", "")],
    }
    colleagues = [
        (str(one.member), format_lazy("{name}, {role}", name=one.name, role=label(one.profession)))
        for one in found.team
    ]
    agencies = Question(
        "agencies", _("Which agency was there"), "ticks", ", ".join(stands.get("agencies", [])),
        list(found.invited.items()), hint=_("They are told when you meet, and whether you wrote that they came."),
    )  # fmt: skip
    return [
        Question(
            "meets_at", _("When"), "datetime-local", first(stands, "meets_at"), error=errors.get("meets_at", "")
        ),
        Question("where", _("Where"), value=first(stands, "where"), error=errors.get("where", ""), longest=SHORT),
        Question(
            "came", _("Who was there"), "ticks", ", ".join(stands.get("came", [])), colleagues,
            errors.get("came", ""),_("Leave it empty until the meeting has taken place."),
        ),
        *([agencies] if found.invited else []),
        Question(
            "others", _("Who else: agency and role, no names"), value=first(stands, "others"),
            error=errors.get("others", ""), longest=SHORT,
        ),
        Question("person", _("The person"), "select", first(stands, "person"), choices(PersonThere)),
    ]  # fmt: skip


def met(found: Found, entered: Entered) -> tuple[datetime, Content]:
    """What was entered. Raises BadInput, field by field."""
    errors: dict[str, Words] = {}
    at = _moment(first(entered, "meets_at"))
    where = _text(entered, "where", errors, longest=SHORT)
    others = _text(entered, "others", errors, longest=SHORT)
    if at is None:
        errors["meets_at"] = _("Enter day and time, such as 2027-03-31 14:30.")
    if not where:
        errors.setdefault("where", _("Write where, or by telephone, or by video."))
    if errors or at is None:
        raise BadInput(errors)
    known = {str(one.member) for one in found.team} | set(found.content.get("came", []))
    person = first(entered, "person")
    return at, {
        "where": where,
        "came": [str(UUID(one)) for one in entered.get("came", []) if one in known],
        "agencies": [name for name in entered.get("agencies", []) if name in found.invited],
        "others": others,
        "person": person if person in set(PersonThere) else "",
    }


def _long(name: str, words: Words, entered: Entered, errors: Errors, hint: Words = "") -> Question:
    return Question(
        name,
        words,
        "long",
        first(entered, name),
        error=errors.get(name, ""),
        hint=hint,
        longest=LONGEST,
    )


def _text(entered: Entered, name: str, errors: dict[str, Words], longest: int = LONGEST) -> str:
    text = first(entered, name).replace("\r\n", "\n").strip()
    if len(text) > longest:
        errors[name] = TOO_LONG
    return text


def _needed(
    entered: Entered, name: str, missing: Words, errors: dict[str, Words], longest: int = LONGEST
) -> str:
    text = _text(entered, name, errors, longest)
    if not text:
        errors[name] = missing
    return text


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text.strip())
    except ValueError:
        return None
    return make_aware(found) if found and is_naive(found) else None


def _local(moment: datetime | None) -> str:
    return localtime(moment).strftime("%Y-%m-%dT%H:%M") if moment else ""


THEN = datetime(2000, 1, 1, tzinfo=UTC)
NONE_YET = Found(UUID(int=0), UUID(int=0), {}, UUID(int=0), THEN, THEN, None, False, [], [], [])
CONFERENCE.unanswered(
    lambda: opening({}, {}), lambda: item([], {}, {}), lambda: wish({}, {}), lambda: proposal({}, {}),
    lambda: decision({}, {}), lambda: minutes({}, {}), lambda: step({}, {}), lambda: meeting(NONE_YET, {}, {}),
)  # fmt: skip
