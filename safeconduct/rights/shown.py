"""Rights as lines of a page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from safeconduct.rights.cards.reading import deck
from safeconduct.rights.codes import Right, Standing, Trigger, label
from safeconduct.rights.deadlines.rules import Stage, stage
from safeconduct.rights.deadlines.shown import STAGES
from safeconduct.rights.editing.standing import book
from safeconduct.rights.evaluating import Answer, Entitlement, Found
from safeconduct.rights.facts import Part
from safeconduct.rights.queries import ASKED, Read
from safeconduct.rights.received import Fact, Known
from safeconduct.rights.rule import COE, EU, Ask, NotExpressed, Rule
from safeconduct.rights.rules import FOLLOWS, is_far_back
from safeconduct.rights.sheet import Line as Place
from safeconduct.rights.sheet import Sheet, Struck, Telling
from safeconduct.rights.sure import Sure, sure_of
from safeconduct.rights.topics import OPEN, TITLES, TOPICS, Need, in_order, need_of
from safeconduct.rights.why import ANSWERS, MISSING, acts_next, how_long, named, why
from safeconduct.vocabulary.citizenships import citizenship_in_full
from safeconduct.vocabulary.codes import Answer3, Profession
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label as vocabulary_label
from safeconduct.vocabulary.languages import language_in_full

LAYERS: dict[str, Words] = {EU: _("European Union"), COE: _("Council of Europe")}


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule as it is shown: its own sentence in English, and everything that says how sure it is."""

    rule: Rule
    from_where: Words
    why: Words
    answer: Words
    long: Words
    ends: list[Words]
    missing: list[Words]
    is_checked: bool

    @property
    def is_own(self) -> bool:
        """Whether it is a rule of the country itself."""
        return self.rule.jurisdiction not in LAYERS


@dataclass(frozen=True, slots=True)
class LastDay:
    """The day to act on, and from what it was counted; None where a document says it."""

    day: date
    started: date | None
    sure: Sure | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One right."""

    right: Right
    name: Words
    answer: Answer
    standing: Standing | None
    standing_words: Words
    told_on: date | None
    is_minimum: bool
    end: LastDay | None
    rules: list[RuleLine]
    excluded: list[RuleLine]
    next: Words
    steps: list["StepLine"]
    may_step: bool
    not_computed: list[NotExpressed]
    """What the law of the country says besides, and no rule can hold."""
    need: Need | None
    stage: Words
    """How near the last day is; "" where none is near."""
    answer_words: Words
    """How it stands by the rules, where it does not simply apply."""

    @property
    def is_open(self) -> bool:
        """Whether it stands unfolded."""
        return self.need in OPEN

    @property
    def own(self) -> list[RuleLine]:
        """The rules that say it: those of the country, else those of the layers above."""
        return [one for one in self.rules if one.is_own] or self.rules

    @property
    def layers(self) -> list[RuleLine]:
        """Rules of the layers above that stand behind those of the country."""
        return [one for one in self.rules if not one.is_own] if self.own is not self.rules else []

    @property
    def cards(self) -> list[tuple[str, str]]:
        """The step cards behind which this right stands: name and title."""
        return [(card.slug, gettext(card.title)) for card in deck().cards if card.right is self.right]


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step, and what says that it was written in error; "" where nobody said so."""

    name: Words
    on: date
    evidence: str
    number: int
    struck: Words


@dataclass(frozen=True, slots=True)
class Group:
    """Rights of one topic: those that somebody has to act on, the most urgent first, and the rest."""

    name: str
    title: Words
    lines: list[Line]
    rest: list[Line]


@dataclass(frozen=True, slots=True)
class Todo:
    """What somebody has to do now, and for which rights."""

    need: Need
    who: Words
    lines: list[Line]


def groups(read: Read, of_documents: Mapping[Right, date]) -> list[Group]:
    """Every right by topic; `of_documents` are last days that were entered from a document by themselves."""
    pack = book().packs.get(read.facts.country)
    ask = pack.ask if pack and read.facts.country in book().countries else None
    besides = [
        one for pack in book().layers(read.facts.country) for one in pack.not_expressed if one.is_shown
    ]
    lines = {
        one.right: _line(one, read.sheet, ask, read.today, of_documents.get(one.right), besides)
        for one in read.rights
    }
    return [_group(topic.value, TITLES[topic], [lines[right] for right in TOPICS[topic]]) for topic in TOPICS]


def _group(name: str, title: Words, lines: list[Line]) -> Group:
    ordered = sorted(lines, key=lambda line: in_order(line.need, line.end.day if line.end else None))
    return Group(
        name, title, [line for line in ordered if line.need], [line for line in ordered if not line.need]
    )


def todos(found: Iterable[Group]) -> list[Todo]:
    """What has to be done now, the most urgent first; rights for which the same has to be done stand together."""
    lines = [line for group in found for line in group.lines]
    lines.sort(key=lambda line: in_order(line.need, line.end.day if line.end else None))
    made: dict[tuple[Need | None, str, Right | None], list[Line]] = {}
    for line in lines:
        alone = line.right if line.need is Need.LAST_DAY else None
        made.setdefault((line.need, str(line.next), alone), []).append(line)
    return [Todo(need, those[0].next, those) for (need, _next, _alone), those in made.items() if need]


def _line(
    one: Entitlement,
    sheet: Sheet,
    ask: Ask | None,
    today: date,
    written: date | None,
    besides: Sequence[NotExpressed],
) -> Line:
    standing = sheet.standing(one.right)
    counted = LastDay(one.end.day, one.end.started, sure_of(one.end.rule, today)) if one.end else None
    end = LastDay(written, None) if written else counted
    near = stage(end.day, today) if end else Stage.LATER
    return Line(
        one.right,
        label(one.right),
        one.answer,
        standing,
        label(standing) if standing else _("Not told yet"),
        sheet.told_on(one.right),
        one.is_minimum,
        end,
        [_rule(found, today) for found in one.found],
        [_rule(found, today) for found in one.excluded],
        acts_next(one, standing, ask),
        steps_of(sheet, one.right),
        bool(FOLLOWS[standing]),
        [found for found in besides if found.right is one.right],
        need_of(one.answer, standing, is_near=near is not Stage.LATER),
        STAGES[near] if near is not Stage.LATER else "",
        "" if one.answer is Answer.APPLIES else ANSWERS[one.answer],
    )


def steps_of(sheet: Sheet, right: Right) -> list[StepLine]:
    """The steps of a right, the newest first; those written in error stay in their place."""
    lines = [
        StepLine(label(step.standing), step.on, step.evidence, number, in_error(sheet, Place(right, number)))
        for number, step in enumerate(sheet.steps.get(right, ()))
    ]
    return lines[::-1]


def in_error(sheet: Sheet, line: Place) -> Words:
    """Who said when that a line was written in error, and why; "" where nobody did."""
    how = sheet.struck.get(line)
    return said_in_error(how) if how else ""


def said_in_error(how: Struck) -> Words:
    """The sentence beside what was written in error."""
    said = _("Written in error: {why} ({who}, {day})")
    who = vocabulary_label(Profession(how.role)) if how.role in set(Profession) else how.role
    return format_lazy(said, why=label(how.why), who=who, day=_day(how.on))


def _rule(found: Found, today: date) -> RuleLine:
    rule = found.rule
    return RuleLine(
        rule,
        LAYERS.get(rule.jurisdiction) or country_in_full(rule.jurisdiction),
        why(rule),
        ANSWERS[found.answer],
        how_long(rule.duration) if rule.duration else "",
        [label(one) for one in rule.ends],
        [*(MISSING[part] for part in Part if part in found.missing), *map(label, rule.beneficiary.also)],
        rule.is_checked(today),
    )


def facts_in_words(known: Known) -> list[tuple[Words, Words]]:
    """What rules are held against, and who sent what the own file does not say; not known is said as not known."""
    facts = known.facts
    not_known = _("Not known")
    child: Words = vocabulary_label(facts.child)
    if facts.is_presumed_child:
        child = _("Not known: helped as a child until it is")
    identified = vocabulary_label(Answer3.YES) if facts.is_identified else not_known
    days = [(label(one), day) for one, day in facts.events.items()]
    lines: list[tuple[Words, Words, Fact]] = [
        (_("Is the person a child?"), child, Fact.CHILD),
        (_("Citizenships"), _citizenships(facts.citizenships) or not_known, Fact.CITIZENSHIPS),
        (_("Countries where it happened"), _countries(facts.exploited_in) or not_known, Fact.EXPLOITED_IN),
        (_("Formally identified"), identified, Fact.IDENTIFIED),
    ]
    return [
        (_("In which country the person is"), country_in_full(facts.country)),
        *((name, _with_sender(value, fact, known)) for name, value, fact in lines),
        *((name, _day(day)) for name, day in days),
    ]


def _with_sender(value: Words, fact: Fact, known: Known) -> Words:
    if fact in known.contested:
        return format_lazy(_("{answer} (what was received differs)"), answer=value)
    if agencies := known.by.get(fact):
        return format_lazy(_("{answer} (by the word of {agency})"), answer=value, agency="; ".join(agencies))
    return value


def of_received(read: Read) -> list[Words]:
    """What was received and does not count here, and what of it is not open: it is not known here."""
    elsewhere = _(
        "{agency} says that the person was identified in {country}. That opens nothing here by itself."
    )
    closed = _(
        "“{name}” from {agency} is not open here, or was not sent: what stands there is not known here."
    )
    return [
        *(
            format_lazy(elsewhere, agency=one.agency, country=country_in_full(one.country))
            for one in read.known.identified_elsewhere
        ),
        *(
            format_lazy(closed, name=vocabulary_label(section), agency=one.agency)
            for one in read.received
            for section in ASKED
            if section not in one.contents
        ),
    ]


def tellings(sheet: Sheet) -> list[tuple[Telling, list[tuple[Words, Words]], int, Words]]:
    """Every record of information, newest first: its number, and what says that it was written in error."""
    lines = [
        (one, _telling(one), number, in_error(sheet, Place(None, number)))
        for number, one in enumerate(sheet.tellings)
    ]
    return sorted(lines, key=lambda line: line[0].on, reverse=True)


def _telling(one: Telling) -> list[tuple[Words, Words]]:
    names = [label(right) for right in one.rights]
    found: list[tuple[Words, Words]] = [
        (_("Was the person told?"), label(one.told)),
        (_("Of which rights"), "; ".join(map(str, names))),
    ]
    if one.language:
        found.append((_("In which language"), language_in_full(one.language)))
    for title, code in (
        (_("In which way"), one.how),
        (_("Did they understand, in their own judgement?"), one.understood),
        (_("What shows it"), one.proof),
    ):
        if code is not None:
            found.append((title, label(code)))
    if one.interpreter:
        found.append((_("Who interprets"), one.interpreter))
    if one.leaflet:
        found.append((_("Leaflet that was left with them"), one.leaflet))
    return [*found, *one.news.facts]


def moves(before: list[Entitlement], after: list[Entitlement]) -> list[Words]:
    """Which last days move, each with the day before, the day after, and by which rule; nothing where none does."""
    said: list[Words] = []
    for old, new in zip(before, after, strict=True):
        was, will = old.end, new.end
        if (was and was.day) == (will and will.day):
            continue
        end = will or was
        sentence = (
            _("{right}: last day {was}, then {will}. By {rule}.")
            if was
            else _("{right}: so far no last day, now {will}. By {rule}.")
        )
        said.append(
            format_lazy(
                sentence, right=label(new.right), was=_day(was.day) if was else "",
                will=_day(will.day) if will else _("none"), rule=named(end.rule) if end else "",
            )
        )  # fmt: skip
    return said


def asked_about(triggers: Iterable[Trigger], events: Mapping[Trigger, date]) -> list[Words]:
    """Days that lie long before the file was opened: they may be right, and are asked about once."""
    said = _("“{what}” on {day} lies more than a year before this file was opened. Is the year right?")
    return [format_lazy(said, what=label(one), day=_day(events[one])) for one in triggers]


def asked_unborn(triggers: Iterable[Trigger], events: Mapping[Trigger, date]) -> list[Words]:
    """Days on which the person was not born yet, by the age in the file: one of the two may be wrong."""
    said = _("“{what}” on {day} lies before the person was born, by the age in the file. Is the year right?")
    return [format_lazy(said, what=label(one), day=_day(events[one])) for one in triggers]


def asked_far_back(what: Words, day: date, today: date) -> list[Words]:
    """The question about one day that lies far back; nothing where it does not."""
    said = _("“{what}” on {day} lies more than ten years back. Is the year right?")
    return [format_lazy(said, what=what, day=_day(day))] if is_far_back(day, today) else []


def _day(day: date) -> str:
    return date_format(day, "D j M Y")


def _citizenships(codes: frozenset[str] | None) -> str:
    return ", ".join(citizenship_in_full(code) for code in sorted(codes or ()))


def _countries(codes: frozenset[str] | None) -> str:
    return ", ".join(str(country_in_full(code)) for code in sorted(codes or ()))
