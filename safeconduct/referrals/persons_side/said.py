"""What a person's page shows, as sentences in their language. The templates only lay them out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localtime

from safeconduct.agencies.models import Agency
from safeconduct.cases.planning.rules import ACTIONS
from safeconduct.cases.wrong.codes import About, Kind
from safeconduct.cases.wrong.lines import CONSENT, as_chosen, paper_on, row_of, seen_on
from safeconduct.cases.wrong.queries import Word
from safeconduct.referrals.persons_side.shown import Day, Given, Look, Plan
from safeconduct.referrals.persons_side.wording import Words
from safeconduct.vocabulary.lines import LineName

MOST = 3
"""Of what was said about one line, or about a part as a whole: the newest."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on the page: its first sentence, those below it, and what can be done about it."""

    first: str
    more: list[str] = field(default_factory=list)
    consent: UUID | None = None
    may_stop: bool = False
    name: LineName | None = None
    """By which somebody can say of this line that it is wrong."""
    spoken: list[str] = field(default_factory=list)
    """What the person said about it earlier, and what became of it."""

    @property
    def chosen(self) -> str:
        """What the button beside it sends; "" where it has none."""
        return as_chosen(self.name, self.consent) if self.name else ""


@dataclass(frozen=True, slots=True)
class Card:
    """One part of the page."""

    about: About
    heading: str
    lines: list[Line]
    none: str
    lead: list[str] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    """What the person said about it as a whole, or about a line that is gone, and what became of it."""
    gone: list[Word] = field(default_factory=list)
    """Of lines that stand there no more; `with_gone` says them."""


def plan_card(plan: Plan | None, words: Words, said: list[Word], version: int = 0) -> Card:
    """The plan, in this version of it."""
    lines = []
    if plan is not None:
        for name, answer, text in (
            ("goals", "persons_goals", plan.goals),
            ("objectives", "objectives", plan.objectives),
        ):
            if text:
                lines.append(Line(words.say("plan", name), [text], name=LineName(answer, version)))
        for step in plan.steps:
            more = [words.say("plan", "who", who=step.who)] if step.who else []
            more += [words.say("plan", "until", day=words.day(step.until))] if step.until else []
            more += [words.said("plan", "states", step.state)] if step.state else []
            lines.append(Line(step.what, more, name=row_of(ACTIONS, step.place, version)))
    lead = [words.said("plan", "standing", plan.standing)] if plan is not None and lines else []
    card = Card(About.PLAN, words.say("plan", "heading"), lines, words.say("plan", "none"), lead)
    return _with_said(card, said, words)


def days_card(days: Iterable[Day], words: Words, said: list[Word]) -> Card:
    """The days to come."""
    lines, found = [], list(days)
    for day in found:
        hour = f", {words.hour(day.at)}" if day.at else ""
        more = [words.say("appointments", "review" if day.is_review else "follow_up")]
        more += [words.say("appointments", "by_telephone")] if day.by_telephone else []
        lines.append(Line(words.day(day.on) + hour, more, name=day.name))
    heading, none = words.say("appointments", "heading"), words.say("appointments", "none")
    lead = [words.say("appointments", "no_hour")] if any(day.at is None for day in found) else []
    return _with_said(Card(About.APPOINTMENTS, heading, lines, none, lead), said, words)


def consents_card(
    given: Iterable[Given], agencies: Mapping[UUID, Agency], said: list[Word], words: Words,
    *, discreet: bool = False,
) -> Card:  # fmt: skip
    """What was agreed to, with whom and until when. Where it is discreet, purpose and limits are left out: they would
    say to whoever finds a paper what has happened."""
    stopping = {word.consent for word in said if word.kind is Kind.STOP and word.answer is None}
    lines = [
        _consent(one, agencies.get(one.agency), words, is_stopping=one.consent in stopping, discreet=discreet)
        for one in given
    ]
    heading, none = words.say("consents", "heading"), words.say("consents", "none")
    return _with_said(Card(About.CONSENTS, heading, lines, none), said, words)


def _consent(one: Given, agency: Agency | None, words: Words, *, is_stopping: bool, discreet: bool) -> Line:
    name, country = (agency.name, words.country(agency.country)) if agency else ("–", "–")
    sections = words.sections(one.sections, discreet=discreet)
    first = words.say("consents", "told", agency=name, country=country, sections=sections)
    more = (
        []
        if discreet
        else [words.say("consents", "why", purpose=words.consent.named("purposes", one.purpose))]
    )
    runs = not (one.back_at or one.ended_at)
    more += [words.say("consents", "until", day=words.day(one.until))] if one.until and runs else []
    if one.conditions and not discreet:
        limits = "; ".join(words.consent.limit(code) for code in one.conditions)
        more.append(words.say("consents", "limits", conditions=limits))
    more += [words.say("consents", "ground")] if one.is_ground else []
    for when, back in one.parts_back:
        gone = words.sections(back, discreet=discreet)
        more.append(words.say("consents", "part_back", day=words.day(when), sections=gone))
    if one.back_at:
        more.append(words.say("consents", "back" if one.by_person else "ended", day=words.day(one.back_at)))
    elif one.ended_at:
        more.append(words.say("consents", "ended", day=words.day(one.ended_at)))
    elif one.is_over and one.until:
        more.append(words.say("consents", "over", day=words.day(one.until)))
    if is_stopping:
        more.append(words.say("consents", "stopping"))
    may_stop = one.may_stop and not is_stopping
    return Line(first, more, one.consent, may_stop, LineName(CONSENT, one.version))


def seen_card(
    looks: Iterable[Look],
    by_paper: Iterable[datetime],
    words: Words,
    said: list[Word],
    *,
    discreet: bool = False,
) -> Card:
    """Who looked; by a paper code too, for whoever finds the paper reads as the person does."""
    days = dict.fromkeys(localtime(at).date() for at in by_paper)
    lines = [
        Line(
            words.say("seen", "paper", day=words.day(day)),
            [words.say("seen", "paper_line")],
            name=paper_on(day),
        )
        for day in days
    ]
    for look in looks:
        first = words.say(
            "seen", "line", day=words.day(look.day), role=words.role(look.role), agency=look.agency or "–",
            section=words.sections(look.sections, discreet=discreet),
        )  # fmt: skip
        more = [words.say("seen", "many", times=look.times)] if look.times > 1 else []
        more += [words.say("seen", "copied")] if look.is_copy else []
        more += [words.say("seen", "made")] if look.is_made else []
        name = seen_on(look.day, look.role, look.there, is_copy=look.is_copy)
        lines.append(Line(first, more, name=name))
    heading, none = words.say("seen", "heading"), words.say("seen", "none")
    return _with_said(Card(About.SEEN, heading, lines, none, [words.say("seen", "lead")]), said, words)


def line_called(
    cards: Iterable[Card], about: About, name: LineName, consent: UUID | None = None
) -> Line | None:
    """The line of this name on these cards, if it stands there; of a consent the one that is meant."""
    lines = (line for card in cards if card.about is about for line in card.lines)
    return next((line for line in lines if line.name == name and line.consent == consent), None)


def with_gone(cards: Iterable[Card], names: Mapping[UUID, str], words: Words) -> list[Card]:
    """The cards, with what was said about lines that stand there no more; unnamed where `names` has no words of it."""
    return [replace(card, spoken=[*card.spoken, *_gone(card.gone, names, words)]) for card in cards]


def _gone(said: list[Word], names: Mapping[UUID, str], words: Words) -> Iterable[str]:
    for word in said:
        line = names.get(word.id)
        was = words.say("wrong", "gone", line=line) if line else words.say("wrong", "gone_unnamed")
        yield f"{_became(word, words)} {was}"


def _with_said(card: Card, said: Iterable[Word], words: Words) -> Card:
    """What was said of this part: beside its line, below it, or of a line that is gone; the newest three of each."""
    about_it = [word for word in said if word.about is card.about and word.kind is Kind.WRONG]
    beside: dict[str, list[str]] = {}
    for word in about_it:
        beside.setdefault(_key(word.line, word.consent), []).append(_became(word, words))
    lines = [
        replace(line, spoken=beside.get(_key(line.name, line.consent), [])[:MOST]) for line in card.lines
    ]
    here = {_key(line.name, line.consent) for line in card.lines}
    gone = [word for word in about_it if word.line and _key(word.line, word.consent) not in here]
    return replace(card, lines=lines, spoken=beside.get("", [])[:MOST], gone=gone[:MOST])


def _key(line: LineName | None, consent: UUID | None) -> str:
    """By which a word finds its line: of a consent its number, whatever version of it stands there now."""
    if line is None:
        return ""
    return str(consent) if consent else str(line)


def _became(word: Word, words: Words) -> str:
    day = words.day(word.at)
    if word.answer is None:
        return words.say("wrong", "waits", day=day)
    return f"{words.say('wrong', 'said', day=day)} {words.said('wrong', 'answers', word.answer)}"
