"""What is asked when somebody asks for what is kept, and what the second person says."""

from collections.abc import Mapping
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from safeconduct.cases.actions import EDITED_MEANWHILE
from safeconduct.cases.giving_out import rules
from safeconduct.cases.giving_out.models import Giving
from safeconduct.cases.giving_out.rules import Asked
from safeconduct.referrals.codes import day
from safeconduct.referrals.giving_out.contents import ABOUT_OTHERS, Kept
from safeconduct.vocabulary.codes import GivingKind, GivingRefused, LawyerTold, Withheld
from safeconduct.vocabulary.decisions import Reason, Words
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.labels import choices, label
from safeconduct.vocabulary.languages import INTERFACE, LANGUAGES
from safeconduct.vocabulary.questions import Question

type Errors = Mapping[str, Words]

LONGEST = 40
BESIDE: dict[str, str] = {
    rules.NOT_YET_ASKED.code: "on",
    rules.DUE_BEFORE.code: "until",
    rules.NUMBER_MISSING.code: "number",
    rules.NOTHING_CHOSEN.code: "fields",
    rules.NEVER_BY_ORDER.code: "fields",
    rules.WIDER.code: "fields",
    rules.WHY_MISSING.code: "why",
    rules.LAWYER_NOT_TOLD.code: "lawyer",
    rules.NO_LAWYER_HERE.code: "lawyer",
    rules.A_LAWYER_IS_HERE.code: "lawyer",
}


def of_person(post: QueryDict, errors: Errors, kept: Kept, *, today: date, tongue: str) -> list[Question]:
    """When the person asked, in which language the copy is headed, and what of it is left out for which reason."""
    return [
        Question("on", _("Asked on"), "date", post.get("on", today.isoformat()), error=errors.get("on", "")),
        Question(
            "language", _("Language of the headings"), "select", post.get("language", tongue),
            [(tag, LANGUAGES[tag].own) for tag in INTERFACE], errors.get("language", ""),
            _("Answers stand as they were written."),
        ),
        *_left_out(post, errors, kept),
    ]  # fmt: skip


def _left_out(post: QueryDict, errors: Errors, kept: Kept) -> list[Question]:
    asked: dict[str, Question] = {}
    for part in kept.parts:
        for answer in part.answers:
            name = f"out-{answer.name}"
            words = part.title if answer.name.startswith("block.") else f"{part.title}: {answer.label}"
            hint = _("Look at this: it may be about other people.") if answer.name in ABOUT_OTHERS else ""
            asked[name] = Question(
                name, words, "select", post.get(name, ""), [("", _("It is given")), *choices(Withheld)],
                errors.get(name, ""), hint,
            )  # fmt: skip
    return list(asked.values())


def entered_of_person(post: QueryDict, kept: Kept) -> Asked:
    """What was entered. Raises BadInput by the fields' names."""
    errors: dict[str, Words] = {}
    on = day(post.get("on", ""))
    if on is None:
        errors["on"] = _("Enter the day.")
    if post.get("language") not in INTERFACE:
        errors["language"] = _("Choose a language.")
    given = {name: post.get(f"out-{name}", "") for name in kept.names}
    # Answered while the form was open: nobody has looked whether it is about others.
    errors |= {f"out-{name}": EDITED_MEANWHILE.sentence for name in kept.names if f"out-{name}" not in post}
    errors |= {
        f"out-{name}": _("Choose from the list.")
        for name, why in given.items()
        if why and why not in set(Withheld)
    }
    if errors or on is None:
        raise BadInput(errors)
    withheld = {name: why for name, why in given.items() if why}
    return Asked(
        GivingKind.PERSON, on, fields=kept.names, withheld=withheld, language=post.get("language", "en")
    )


def of_order(post: QueryDict, errors: Errors, kept: Kept, *, today: date) -> list[Question]:
    """What came, its number, until when, and which answers it names; nothing is ticked beforehand."""
    kinds = [(code.value, label(code)) for code in GivingKind if code is not GivingKind.PERSON]
    ticked = ",".join(post.getlist("fields"))
    return [
        Question("kind", _("What came"), "radios", post.get("kind", ""), kinds, errors.get("kind", "")),
        Question(
            "number", _("Its number"), "text", post.get("number", ""), error=errors.get("number", ""), longest=LONGEST,
            hint=_("It stands in clear: no name, nothing about the person."),
        ),
        Question("on", _("Came on"), "date", post.get("on", today.isoformat()), error=errors.get("on", "")),
        Question("until", _("To be answered by"), "date", post.get("until", ""), error=errors.get("until", "")),
        Question(
            "fields", _("Which answers it names, one by one"), "ticks", ticked,
            [(answer.name, f"{part.title}: {answer.label}") for part in kept.parts for answer in part.answers],
            errors.get("fields", ""), _("Nothing is ticked beforehand. The paper holds these and nothing else."),
        ),
    ]  # fmt: skip


def entered_of_order(post: QueryDict, kept: Kept) -> Asked:
    """What was entered. Raises BadInput by the fields' names."""
    errors: dict[str, Words] = {}
    kind, on, until = post.get("kind", ""), day(post.get("on", "")), day(post.get("until", ""))
    if kind not in set(GivingKind) - {GivingKind.PERSON}:
        errors["kind"] = _("Choose what came.")
    if on is None:
        errors["on"] = _("Enter the day.")
    if until is None:
        errors["until"] = _("Enter the day; where none is named, one of your own.")
    chosen = frozenset(post.getlist("fields"))
    if not chosen <= kept.names:
        errors["fields"] = _("Choose from the list.")
    if errors or on is None:
        raise BadInput(errors)
    return Asked(GivingKind(kind), on, post.get("number", "").strip(), until, chosen)


def deciding(row: Giving, post: QueryDict, errors: Errors, names: Mapping[str, Words]) -> list[Question]:
    """What the second person says: of an order which answers, and whether the lawyer knows."""
    if row.kind == GivingKind.PERSON or row.kind == GivingKind.REQUEST:
        return []
    return [
        Question(
            "fields", _("Which answers are given"), "ticks", ",".join(post.getlist("fields")),
            [(name, names.get(name, name)) for name in row.fields], errors.get("fields", ""),
            _("Nothing is ticked beforehand. Tick what the order names, and no more."),
        ),
        Question(
            "lawyer", _("Does the person's lawyer know"), "radios", post.get("lawyer", ""), list(choices(LawyerTold)),
            errors.get("lawyer", ""),
        ),
    ]  # fmt: skip


def refusing(post: QueryDict, errors: Errors) -> Question:
    """Why it is not given."""
    return Question(
        "why",
        _("Why not"),
        "radios",
        post.get("why", ""),
        list(choices(GivingRefused)),
        errors.get("why", ""),
    )


def marked(reason: Reason, otherwise: str) -> dict[str, Words]:
    """The reason beside its question."""
    return {BESIDE.get(reason.code, otherwise): reason.whole}
