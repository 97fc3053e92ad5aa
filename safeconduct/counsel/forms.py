"""The questions of a lawyer's room, and what was entered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.cases.safe_hours import clock_time
from safeconduct.counsel.codes import (
    Aid,
    Asked,
    Held,
    MandateEnd,
    MandateKind,
    MatterKind,
    Measure,
    Outcome,
    PersonRole,
    Stage,
    choices,
    label,
)
from safeconduct.counsel.sheet import AidStep, Course, End, Hearing, Mandate, Served
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.entered import Entered
from safeconduct.vocabulary.errors import BadCode, BadInput
from safeconduct.vocabulary.languages import language_in_full, language_named
from safeconduct.vocabulary.law import COUNTRIES_HINT, COUNTRIES_LABEL, Law, countries_in, typed
from safeconduct.vocabulary.questions import Question

type Errors = Mapping[str, Words]

NO_DAY = _("Enter a day, such as 2027-03-31.")
NO_TIME = _("Enter the time as hours and minutes, for example 09:30.")
CHOOSE = _("Choose what comes closest.")
TOO_LONG = _("Write at most 300 characters.")
LONGEST, LONGEST_NOTES = 300, 4000
NOT_SAID: tuple[str, Words] = ("", _("Not said"))
NOT_ASKED: tuple[str, Words] = ("", _("Not asked for"))


@dataclass(slots=True)
class Reader:
    """What was entered, question by question; `errors` fills as it is read."""

    entered: Entered
    errors: dict[str, Words] = field(default_factory=dict)

    def first(self, name: str) -> str:
        """The text of a question."""
        return next(iter(self.entered.get(name, [])), "").strip()

    def text(self, name: str, longest: int = LONGEST) -> str:
        """A text of at most so many characters."""
        if len(text := self.first(name)) > longest:
            self.errors[name] = TOO_LONG
        return text

    def day(self, name: str) -> date | None:
        """A day, or none where nothing was entered."""
        try:
            return date.fromisoformat(self.first(name)) if self.first(name) else None
        except ValueError:
            self.errors[name] = NO_DAY
            return None

    def that_day(self, name: str) -> date:
        """A day that must be there."""
        day = self.day(name)
        if day is None:
            self.errors[name] = NO_DAY
        return day or date.min

    def maybe[C: StrEnum](self, codes: type[C], name: str) -> C | None:
        """A code, or none."""
        value = self.first(name)
        return codes(value) if value in set(codes) else None

    def code[C: StrEnum](self, codes: type[C], name: str) -> C:
        """A code that must be there."""
        found = self.maybe(codes, name)
        if found is None:
            self.errors[name] = CHOOSE
        return found or next(iter(codes))

    def language(self, name: str) -> str:
        """A language by its code."""
        try:
            return language_named(self.first(name)) if self.first(name) else ""
        except BadCode as wrong:
            self.errors[name] = wrong.sentence
            return ""

    def countries(self, name: str) -> tuple[str, ...]:
        """Countries by their codes."""
        try:
            return tuple(countries_in(self.first(name)))
        except BadCode as wrong:
            self.errors[name] = wrong.sentence
            return ()

    def time(self, name: str) -> str:
        """A time of day as text, or ""."""
        text = self.first(name)
        if text and clock_time(text) is None:
            self.errors[name] = NO_TIME
        return text

    def done[One](self, one: One) -> One:
        """What was read. Raises BadInput, question by question."""
        if self.errors:
            raise BadInput(self.errors)
        return one


@dataclass(frozen=True, slots=True)
class Asking:
    """Questions with what stands in them: what was entered, or else what is written already."""

    entered: Entered
    errors: Errors

    def _of(self, name: str, stands: object) -> str:
        if self.entered:
            return next(iter(self.entered.get(name, [])), "")
        return "" if stands is None else str(stands)

    def day(self, name: str, words: Words, stands: date | None, hint: Words = "") -> Question:
        """A day."""
        return Question(
            name, words, "date", self._of(name, stands), error=self.errors.get(name, ""), hint=hint
        )

    def text(self, name: str, words: Words, stands: str, hint: Words = "") -> Question:
        """A short text."""
        value = self._of(name, stands)
        return Question(
            name, words, "text", value, error=self.errors.get(name, ""), hint=hint, longest=LONGEST
        )

    def long(self, name: str, words: Words, stands: str, hint: Words = "") -> Question:
        """A long text."""
        value = self._of(name, stands)
        return Question(
            name, words, "long", value, error=self.errors.get(name, ""), hint=hint, longest=LONGEST_NOTES
        )

    def radios(
        self,
        name: str,
        words: Words,
        stands: StrEnum | None,
        options: Sequence[tuple[str, Words]],
        hint: Words = "",
    ) -> Question:
        """One out of a few."""
        value = self._of(name, stands.value if stands else "")
        return Question(name, words, "radios", value, options, self.errors.get(name, ""), hint)

    def select(
        self, name: str, words: Words, stands: StrEnum | None, options: Sequence[tuple[str, Words]]
    ) -> Question:
        """One out of a list, or none."""
        value = self._of(name, stands.value if stands else "")
        return Question(name, words, "select", value, options, self.errors.get(name, ""))

    def time(self, name: str, words: Words, stands: str) -> Question:
        """A time of day."""
        return Question(name, words, "time", self._of(name, stands), error=self.errors.get(name, ""))


def kind_questions(ask: Asking, asked: Law) -> list[Question]:
    """What a new matter is about, as the referral says, where it does."""
    first = next(iter(asked.proceeding_types), None)
    hint = format_lazy(_("The referral asks about: {kinds}."), kinds=asked.kinds) if first else ""
    return [
        ask.radios("kind", _("What it is about"), first, choices(MatterKind), hint),
        _countries(ask, asked.jurisdictions),
    ]


def _countries(ask: Asking, stands: Sequence[str]) -> Question:
    return ask.text("jurisdictions", COUNTRIES_LABEL, typed(stands), COUNTRIES_HINT)


def kind_entered(read: Reader) -> tuple[MatterKind, Course]:
    """What a new matter is about, and of which countries the proceedings are."""
    return read.done((read.code(MatterKind, "kind"), Course(jurisdictions=read.countries("jurisdictions"))))


def course_questions(ask: Asking, one: Course | None, today: date) -> list[Question]:
    """Where a matter stands."""
    one = one or Course()
    return [
        ask.radios("role", _("As what the person stands in it"), one.role, [*choices(PersonRole), NOT_SAID]),
        ask.select("stage", _("Stage"), one.stage, [NOT_SAID, *choices(Stage)]),
        _countries(ask, one.jurisdictions),
        ask.text("court", _("Court or authority"), one.court),
        ask.text("reference", _("Their reference"), one.reference),
        ask.day(
            "next_on",
            _("Next date"),
            one.next_on,
            _("Hearings and last days of documents count by themselves."),
        ),
        ask.long("notes", _("Notes"), one.notes),
    ]


def course_entered(read: Reader) -> Course:
    """Where a matter stands."""
    return read.done(
        Course(
            read.maybe(PersonRole, "role"), read.maybe(Stage, "stage"), read.text("court"), read.text("reference"),
            read.day("next_on"), read.text("notes", LONGEST_NOTES), read.countries("jurisdictions"),
        )
    )  # fmt: skip


def mandate_questions(ask: Asking, one: Mandate | None, today: date) -> list[Question]:
    """By what the lawyer acts, and until when."""
    language = str(language_in_full(one.language)) if one and one.language else ""
    return [
        ask.radios("kind", _("By what you act"), one.kind if one else None, choices(MandateKind)),
        ask.text("language", _("Language of the document"), language),
        ask.day("signed_on", _("Signed on"), one.signed_on if one else today),
        ask.day(
            "valid_until", _("Valid until"), one.valid_until if one else None, _("Empty where it has no end.")
        ),
        ask.day(
            "ended_on",
            _("Ended on"),
            one.ended_on if one else None,
            _("From this day on nothing is written."),
        ),
        ask.select("why", _("Why it ended"), one.why if one else None, [NOT_SAID, *choices(MandateEnd)]),
    ]


def mandate_entered(read: Reader) -> Mandate:
    """A mandate."""
    return read.done(
        Mandate(
            read.code(MandateKind, "kind"), read.that_day("signed_on"), read.language("language"),
            read.day("valid_until"), read.day("ended_on"), read.maybe(MandateEnd, "why"),
        )
    )  # fmt: skip


def aid_questions(ask: Asking, one: AidStep | None, today: date) -> list[Question]:
    """A step of legal aid."""
    return [
        ask.radios("what", _("What became of it"), one.what if one else None, choices(Aid)),
        ask.day("on", _("On which day"), one.on if one else today),
        ask.text("note", _("What shows it"), one.note if one else ""),
    ]


def aid_entered(read: Reader) -> AidStep:
    """A step of legal aid."""
    return read.done(AidStep(read.code(Aid, "what"), read.that_day("on"), read.text("note")))


def hearing_questions(ask: Asking, one: Hearing | None, today: date) -> list[Question]:
    """A hearing with its measures of protection."""
    measures = one.measures if one else {}
    return [
        ask.day("on", _("On which day"), one.on if one else None),
        ask.time("time", _("At what time"), one.time if one else ""),
        ask.text("place", _("Place"), one.place if one else ""),
        ask.radios("held", _("Does it take place?"), one.held if one else Held.PLANNED, choices(Held)),
        *(
            ask.select(measure.value, label(measure), measures.get(measure), [NOT_ASKED, *choices(Asked)])
            for measure in Measure
        ),
    ]


def hearing_entered(read: Reader) -> Hearing:
    """A hearing."""
    measures = {measure: said for measure in Measure if (said := read.maybe(Asked, measure.value))}
    return read.done(
        Hearing(read.that_day("on"), read.time("time"), read.text("place"), read.code(Held, "held"), measures)
    )


def served_questions(ask: Asking, one: Served | None, today: date) -> list[Question]:
    """A document that was served."""
    return [
        ask.text("what", _("What was served"), one.what if one else ""),
        ask.day("on", _("On which day"), one.on if one else today),
        ask.text("by", _("By which court or authority"), one.by if one else ""),
        ask.text("sets_going", _("What it sets going"), one.sets_going if one else ""),
        ask.day(
            "last_day", _("Last day to act"), one.last_day if one else None,
            _("As you read the law: nothing is computed here."),
        ),
    ]  # fmt: skip


def served_entered(read: Reader) -> Served:
    """A document that was served."""
    what = read.text("what")
    if not what:
        read.errors["what"] = _("Say what was served.")
    return read.done(
        Served(what, read.that_day("on"), read.text("by"), read.text("sets_going"), read.day("last_day"))
    )


def end_questions(ask: Asking, one: End | None, today: date) -> list[Question]:
    """How the matter ended."""
    return [
        ask.radios("outcome", _("How it ended"), one.outcome if one else None, choices(Outcome)),
        ask.day("on", _("On which day"), one.on if one else today),
        ask.text("note", _("In a few words"), one.note if one else ""),
    ]


def end_entered(read: Reader) -> End:
    """How the matter ended."""
    return read.done(End(read.code(Outcome, "outcome"), read.that_day("on"), read.text("note")))
