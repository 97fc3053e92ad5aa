"""The forms of an enquiry: the question with its note, and the answer."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from safeconduct.cases.aliases import LONGEST_ALIAS
from safeconduct.directory.finding.refusing import is_for_children
from safeconduct.directory.models import Entry
from safeconduct.referrals.codes import day
from safeconduct.referrals.enquiries.message import MOST_LANGUAGES, Answer, Question
from safeconduct.referrals.enquiries.models import Enquiry
from safeconduct.referrals.enquiries.proposals import Part
from safeconduct.referrals.enquiries.proposals import offered as offered_of
from safeconduct.referrals.enquiries.purposes import ENQUIRY
from safeconduct.referrals.enquiries.rules import MOST_AT_ONCE, TOO_MANY_SERVICES
from safeconduct.vocabulary.codes import (
    Answer3,
    Code,
    Constraint,
    Exploitation,
    Feasibility,
    PartOfCountry,
    Service,
    Sex,
    Urgency,
)
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import identifier_in
from safeconduct.vocabulary.errors import BadCode, BadInput
from safeconduct.vocabulary.labels import choices, label
from safeconduct.vocabulary.languages import INTERFACE, LANGUAGES, TRANSLATED, language_named, suggested
from safeconduct.vocabulary.looks_like import why_not
from safeconduct.vocabulary.questions import Question as Asked
from safeconduct.vocabulary.scanner import LONGEST, normal

type Errors = Mapping[str, Words]


class Together(StrEnum):
    """What several enquiries are to each other."""

    FIRST = "first"
    """A round: whoever says yes first has it."""
    EACH = "each"


@ENQUIRY.asks
def questions(post: QueryDict, errors: Errors, *, offered: Sequence[Entry], spoken: str) -> dict[str, Asked]:
    """What is asked of whoever asks, by name, with what was entered."""

    def ticks(name: str, text: Words, options: Sequence[tuple[str, Words]], hint: Words = "") -> Asked:
        return Asked(name, text, "ticks", ",".join(post.getlist(name)), options, errors.get(name, ""), hint)

    def choice(
        name: str, text: Words, codes: type[Code], kind: str = "radios", hint: Words = "", value: str = ""
    ) -> Asked:
        return Asked(
            name, text, kind, post.get(name, value), list(choices(codes)), errors.get(name, ""), hint
        )

    languages = [(tag, LANGUAGES[tag].both_names) for tag in INTERFACE]
    found = [
        ticks("to", _("Whom do you ask"), [(str(entry.id), _entry(entry)) for entry in offered],
              _("One or several. An agency sees what its own services are asked, and nothing of the others.")),
        Asked("together", _("If you ask several"), "radios", post.get("together", Together.FIRST.value),
              [(Together.FIRST.value, _("One of them is enough: the first yes has it, and the others are told")),
               (Together.EACH.value, _("Each is needed: each answers by itself, and nobody is told of it"))],
              errors.get("together", "")),
        choice("is_child", _("Is the person a child?"), Answer3, hint=_("Who may be a child is treated as one.")),
        choice("urgency", _("How fast do you need an answer"), Urgency, "select"),
        choice("part_of_country", _("Where"), PartOfCountry, "select", value=PartOfCountry.ANYWHERE.value),
        Asked("languages", _("Languages of the person"), "text", post.get("languages", ""),
              error=errors.get("languages", ""), suggested=suggested(get_language() or "en"),
              hint=_("For example: Ukrainian, Romanian")),
        ticks("constraints", _("What a service must be able to do"), list(choices(Constraint))),
        choice("sex", _("Sex"), Sex, "select", _("Only if the service differs")),
        ticks("services", _("What else is wanted"), list(choices(Service)),
              _("Only what each service that you ask should read. Which it is of itself it knows.")),
        ticks("exploitation", _("Form of exploitation"), list(choices(Exploitation)),
              _("Only if a service is for some")),
        Asked("note", _("A note"), "long", post.get("note", ""), error=errors.get("note", ""),
              hint=_("At most 300 characters. No name, number, date or address: the note is searched for them, here "
                     "and there, and cannot leave with one.")),
        Asked("note_language", _("Language of the note"), "select", post.get("note_language", spoken), languages,
              errors.get("note_language", "")),
    ]  # fmt: skip
    return {one.name: one for one in found}


def entered(post: QueryDict, offered: Sequence[Entry]) -> tuple[list[Entry], Question]:
    """Whom to ask, and what. Raises BadInput by the fields' names; a note about somebody names what was found."""
    errors: dict[str, Words] = {}
    is_child = _one(
        post, "is_child", Answer3, errors, _("Say whether the person is a child, or that it is not known.")
    )
    chosen = _chosen(post, offered, errors, is_child)
    urgency = _one(post, "urgency", Urgency, errors, _("Choose how fast you need an answer."))
    part = _one(post, "part_of_country", PartOfCountry, errors, _("Choose where."))
    languages = _languages(post.get("languages", ""), errors)
    note = _note(post.get("note", ""), errors)
    spoken = post.get("note_language", "")
    if note and spoken not in LANGUAGES:
        errors["note_language"] = _("Choose the language of the note.")
    if errors or is_child is None or urgency is None or part is None:
        raise BadInput(errors)
    sex = post.get("sex", "")
    return chosen, Question(
        is_child=is_child,
        sex=sex if sex in set(Sex) else "",
        languages=languages,
        services=tuple(Service(one) for one in dict.fromkeys(_codes(post, "services", Service))),
        exploitation=tuple(Exploitation(one) for one in _codes(post, "exploitation", Exploitation)),
        urgency=urgency,
        part_of_country=part,
        constraints=tuple(Constraint(one) for one in _codes(post, "constraints", Constraint)),
        note=note,
        note_language=spoken if note else "",
    )


@ENQUIRY.asks
def answer_questions(post: Mapping[str, str], errors: Errors, *, others: Sequence[Entry]) -> list[Asked]:
    """What is asked of whoever answers."""
    options = [(str(entry.id), _entry(entry)) for entry in others]
    return [
        Asked("answer", _("Could you help?"), "radios", post.get("answer", ""), list(choices(Feasibility)),
              errors.get("answer", ""), _("An answer is no promise: it holds no place.")),
        Asked("possible_from", _("From which day"), "date", post.get("possible_from", ""),
              error=errors.get("possible_from", ""), hint=_("Only for “Possible from a day”")),
        Asked("other", _("Which service"), "select", post.get("other", ""), options,
              errors.get("other", ""), _("Only for “Ask another service”. It learns nothing of it.")),
    ]  # fmt: skip


@ENQUIRY.asks
def for_whom(post: Mapping[str, str], errors: Errors, options: Sequence[tuple[str, Words]]) -> Asked:
    """For which person a referral begins from a yes."""
    return Asked("person", _("For whom"), "radios", post.get("person", ""), options, errors.get("person", ""))


@ENQUIRY.asks
def taken_over(post: QueryDict, row: Enquiry | None) -> Asked:
    """What of the enquiry goes into the person's file; all of it until somebody unticks something."""
    said = offered_of(row) if row is not None else {}
    ticked = post.getlist("take_over") if post else [part.value for part in said]
    return Asked(
        "take_over", _("What goes into the person's file"), "ticks", ",".join(ticked),
        [(part.value, words) for part, words in said.items()],
        hint=_("It stands in the draft then, and leaves as far as the person agrees. Untick what is not so."),
    )  # fmt: skip


def parts_of(post: QueryDict) -> frozenset[Part]:
    """What was ticked of it."""
    return frozenset(Part(code) for code in post.getlist("take_over") if code in set(Part))


@ENQUIRY.asks
def alias(value: str, errors: Errors) -> Asked:
    """The alias of a case that is opened for it."""
    return Asked(
        "pseudonym", _("Alias"), "text", value, error=errors.get("pseudonym", ""), longest=LONGEST_ALIAS,
        hint=_("Only for a case that is opened now. It is not the person's name."),
    )  # fmt: skip


def entered_answer(post: Mapping[str, str], others: Sequence[Entry]) -> Answer:
    """The answer. Raises BadInput by the fields' names. What does not belong to the answer is left out."""
    if post.get("answer") not in set(Feasibility):
        raise BadInput({"answer": _("Choose an answer.")})
    code = Feasibility(post["answer"])
    if code is Feasibility.POSSIBLE_FROM:
        found = day(post.get("possible_from") or None)
        if found is None:
            raise BadInput({"possible_from": _("Enter the date as year-month-day, for example 2026-12-31.")})
        return Answer(code, found)
    if code is Feasibility.ASK_OTHER:
        other = next((entry for entry in others if str(entry.id) == post.get("other")), None)
        if other is None:
            raise BadInput({"other": _("Choose the service that they should ask.")})
        return Answer(code, None, other.team_id, other.service)
    return Answer(code)


def spoken_by(language: str) -> str:
    """In which language a member most likely writes."""
    return language if language in INTERFACE else TRANSLATED[0]


def _entry(entry: Entry) -> str:
    words = f"{label(Service(entry.service)) if entry.service in set(Service) else entry.service}: {entry.team.name}, "
    words += f"{entry.agency.name}, {entry.agency.country}"
    return words if entry.takes_children else f"{words} ({_('has not said that it takes a child')})"


def _chosen(
    post: QueryDict, offered: Sequence[Entry], errors: dict[str, Words], is_child: Answer3 | None
) -> list[Entry]:
    wanted = {identifier_in(text) for text in post.getlist("to")}
    chosen = [entry for entry in offered if entry.id in wanted]
    if not chosen:
        errors["to"] = _("Choose whom you ask.")
    elif len(chosen) > MOST_AT_ONCE:
        errors["to"] = TOO_MANY_SERVICES.sentence
    elif is_child is Answer3.NO:
        said = _(
            "%(service)s: it is for minors, and has not said that it takes adults. Leave this service out."
        )
        _leave_out(
            said, [one for one in chosen if is_for_children(one.service, one.min_age, one.max_age)], errors
        )
    elif is_child is not None:
        said = _("%(service)s: the person may be a child. Leave this service out.")
        _leave_out(said, [one for one in chosen if not one.takes_children], errors)
    return chosen


def _leave_out(said: str, entries: Sequence[Entry], errors: dict[str, Words]) -> None:
    """Of those that cannot be asked for this person the first is named."""
    if entries:
        errors["to"] = said % {"service": _entry(entries[0])}


def _one[Codes: Code](
    post: QueryDict, name: str, codes: type[Codes], errors: dict[str, Words], sentence: Words
) -> Codes | None:
    value = post.get(name, "")
    if value in set(codes):
        return codes(value)
    errors[name] = sentence
    return None


def _codes(post: QueryDict, name: str, codes: type[Code]) -> list[str]:
    return [value for value in post.getlist(name) if value in set(codes)]


def _languages(text: str, errors: dict[str, Words]) -> tuple[str, ...]:
    pieces = [piece for piece in text.replace(";", ",").split(",") if piece.strip()]
    try:
        tags = tuple(dict.fromkeys(language_named(piece) for piece in pieces))
    except BadCode as wrong:
        errors["languages"] = str(wrong)
        return ()
    if len(tags) > MOST_LANGUAGES:
        errors["languages"] = gettext_lazy("Name ten languages at most.")
    return tags


def _note(text: str, errors: dict[str, Words]) -> str:
    # A browser sends every line's end as two signs, and counts one.
    note = normal(text.replace("\r\n", "\n")).strip()
    if len(note) > LONGEST:
        errors["note"] = _("Shorten this to 300 characters.")
    elif sentence := why_not(note):
        errors["note"] = sentence
    return note


ENQUIRY.unanswered(
    lambda: questions(QueryDict(), {}, offered=[], spoken=""), lambda: answer_questions({}, {}, others=[]),
    lambda: for_whom({}, {}, []), lambda: alias("", {}), lambda: taken_over(QueryDict(), None),
)  # fmt: skip
