"""What a person's page shows, as sentences in their language. The templates only lay them out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from safeconduct.agencies.models import Agency
from safeconduct.cases.wrong.codes import About, Kind
from safeconduct.cases.wrong.queries import Word
from safeconduct.referrals.persons_side.shown import Day, Given, Look, Plan
from safeconduct.referrals.persons_side.wording import Words


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on the page: its first sentence, those below it, and what can be done about it."""

    first: str
    more: list[str] = field(default_factory=list)
    consent: UUID | None = None
    may_stop: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One part of the page."""

    about: About
    heading: str
    lines: list[Line]
    none: str
    lead: list[str] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    """What the person said about it earlier, and what became of it."""


def plan_card(plan: Plan | None, words: Words, spoken: list[str]) -> Card:
    """The plan."""
    lines = []
    if plan is not None:
        for name, text in (("goals", plan.goals), ("objectives", plan.objectives)):
            if text:
                lines.append(Line(words.say("plan", name), [text]))
        for step in plan.steps:
            more = [words.say("plan", "who", who=step.who)] if step.who else []
            more += [words.say("plan", "until", day=words.day(step.until))] if step.until else []
            more += [words.said("plan", "states", step.state)] if step.state else []
            lines.append(Line(step.what, more))
    lead = [words.said("plan", "standing", plan.standing)] if plan is not None and lines else []
    return Card(About.PLAN, words.say("plan", "heading"), lines, words.say("plan", "none"), lead, spoken)


def days_card(days: Iterable[Day], words: Words, spoken: list[str]) -> Card:
    """The days to come."""
    lines, found = [], list(days)
    for day in found:
        hour = f", {words.hour(day.at)}" if day.at else ""
        more = [words.say("appointments", "review" if day.is_review else "follow_up")]
        more += [words.say("appointments", "by_telephone")] if day.by_telephone else []
        lines.append(Line(words.day(day.on) + hour, more))
    heading, none = words.say("appointments", "heading"), words.say("appointments", "none")
    lead = [words.say("appointments", "no_hour")] if any(day.at is None for day in found) else []
    return Card(About.APPOINTMENTS, heading, lines, none, lead, spoken)


def consents_card(
    given: Iterable[Given], agencies: Mapping[UUID, Agency], said: list[Word], words: Words, spoken: list[str],
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
    return Card(About.CONSENTS, heading, lines, none, spoken=spoken)


def _consent(one: Given, agency: Agency | None, words: Words, *, is_stopping: bool, discreet: bool) -> Line:
    name, country = (agency.name, words.country(agency.country)) if agency else ("–", "–")
    sections = words.sections(one.sections, discreet=discreet)
    first = words.say("consents", "told", agency=name, country=country, sections=sections)
    more = (
        []
        if discreet
        else [words.say("consents", "why", purpose=words.consent.named("purposes", one.purpose))]
    )
    more += (
        [words.say("consents", "until", day=words.day(one.until))] if one.until and not one.back_at else []
    )
    if one.conditions and not discreet:
        limits = "; ".join(words.consent.named("conditions", code) for code in one.conditions)
        more.append(words.say("consents", "limits", conditions=limits))
    more += [words.say("consents", "ground")] if one.is_ground else []
    for when, back in one.parts_back:
        gone = words.sections(back, discreet=discreet)
        more.append(words.say("consents", "part_back", day=words.day(when), sections=gone))
    if one.back_at:
        more.append(words.say("consents", "back" if one.by_person else "ended", day=words.day(one.back_at)))
    elif one.is_over and one.until:
        more.append(words.say("consents", "over", day=words.day(one.until)))
    if is_stopping:
        more.append(words.say("consents", "stopping"))
    return Line(first, more, one.consent, one.may_stop and not is_stopping)


def seen_card(
    looks: Iterable[Look],
    by_paper: Iterable[datetime],
    words: Words,
    spoken: list[str],
    *,
    discreet: bool = False,
) -> Card:
    """Who looked; by a paper code too, for whoever finds the paper reads as the person does."""
    days = dict.fromkeys(words.day(at) for at in by_paper)
    lines = [Line(words.say("seen", "paper", day=day), [words.say("seen", "paper_line")]) for day in days]
    for look in looks:
        first = words.say(
            "seen", "line", day=words.day(look.day), role=words.role(look.role), agency=look.agency or "–",
            section=words.sections(look.sections, discreet=discreet),
        )  # fmt: skip
        more = [words.say("seen", "many", times=look.times)] if look.times > 1 else []
        more += [words.say("seen", "copied")] if look.is_copy else []
        lines.append(Line(first, more))
    heading, none = words.say("seen", "heading"), words.say("seen", "none")
    return Card(About.SEEN, heading, lines, none, [words.say("seen", "lead")], spoken)


def spoken_about(about: About, said: Iterable[Word], words: Words) -> list[str]:
    """What the person said about a part, and what became of it, the newest first; three at most."""
    found = []
    for word in said:
        if word.about is not about or word.kind is not Kind.WRONG:
            continue
        day = words.day(word.at)
        if word.answer is None:
            found.append(words.say("wrong", "waits", day=day))
        else:
            found.append(
                f"{words.say('wrong', 'said', day=day)} {words.said('wrong', 'answers', word.answer)}"
            )
    return found[:3]
