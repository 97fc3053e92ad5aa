"""Of which line something was said, as it stood when it was said: read from the version that the person was shown."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import agencies
from safeconduct.cases.answering import Content, rows_of
from safeconduct.cases.follow_up.codes import After
from safeconduct.cases.follow_up.queries import sheets
from safeconduct.cases.follow_up.rules import Sheet
from safeconduct.cases.planning.queries import read_versions
from safeconduct.cases.wrong.codes import About
from safeconduct.cases.wrong.lines import PAPER, place_in, seen_in
from safeconduct.cases.wrong.queries import Word
from safeconduct.consent.queries import versions_given
from safeconduct.referrals.persons_side import shown
from safeconduct.referrals.persons_side.said import consents_card, plan_card
from safeconduct.referrals.persons_side.wording import Words
from safeconduct.vocabulary.errors import NotPossible
from safeconduct.vocabulary.lines import LineName
from safeconduct.vocabulary.sections import Section


def names_of(said: Iterable[Word], words: Words, *, by: Member, at: datetime) -> dict[UUID, str]:
    """The first sentence of the line of each of these words of one case, by the word's id; recorded as a reading.

    Left out is what has no line, and what `by` may not open or was erased meanwhile.
    """
    found = [(word, word.line) for word in said if word.line is not None]
    if not found:
        return {}
    plans = _plans(found, by, at)
    days = _sheets(found, by, at)
    names = {}
    for word, line in found:
        if word.about is About.PLAN or line.name.startswith("plan_reviews"):
            name = _of_plan(plans.get(line.version), line, words)
        elif word.about is About.APPOINTMENTS:
            name = _of_sheet(days.get(line.version), line, words)
        else:
            continue
        if name:
            names[word.id] = name
    return names | _consents(found, words, at) | _seen(found, words)


def _plans(found: list[tuple[Word, LineName]], by: Member, at: datetime) -> Mapping[int, Content]:
    wanted = [
        line.version
        for word, line in found
        if word.about is About.PLAN or line.name.startswith("plan_reviews")
    ]
    if not wanted:
        return {}
    try:
        read = read_versions(found[0][0].case, Section.PLAN, wanted, by=by, at=at)
    except NotPossible:
        return {}
    return {number: reading.content for number, reading in read.items()}


def _sheets(found: list[tuple[Word, LineName]], by: Member, at: datetime) -> Mapping[int, Sheet]:
    wanted = [line.version for _word, line in found if line.name in set(After)]
    try:
        return sheets(found[0][0].case, wanted, by=by, at=at) if wanted else {}
    except NotPossible:
        return {}


def _of_plan(content: Content | None, line: LineName, words: Words) -> str:
    if content is None:
        return ""
    name, place = place_in(line)
    if name == "plan_reviews":
        days = [row.get("on") for row in rows_of(content, name)]
        day = days[place] if place < len(days) else None
        return f"{words.day(date.fromisoformat(day))}: {words.say('appointments', 'review')}" if day else ""
    card = plan_card(shown.plan_of(content), words, [], line.version)
    for one in card.lines:
        if one.name == line:
            return " ".join([one.first, *one.more]) if name != "plan_actions" else one.first
    return ""


def _of_sheet(sheet: Sheet | None, line: LineName, words: Words) -> str:
    if sheet is None:
        return ""
    day = sheet.one(After(line.name)).on
    return f"{words.day(day)}: {words.say('appointments', 'follow_up')}"


def _consents(found: list[tuple[Word, LineName]], words: Words, at: datetime) -> dict[UUID, str]:
    wanted = {
        (word.consent, line.version): word
        for word, line in found
        if word.about is About.CONSENTS and word.consent
    }
    rows = versions_given(wanted)
    given = {(row.consent_id, row.version): one for row in rows for one in shown.given_of([row], {}, at)}
    known = agencies({one.agency for one in given.values()}) if given else {}
    names = {}
    for word, line in found:
        one = given.get((word.consent, line.version)) if word.consent else None
        if word.about is About.CONSENTS and one is not None:
            names[word.id] = consents_card([one], known, [], words).lines[0].first
    return names


def _seen(found: list[tuple[Word, LineName]], words: Words) -> dict[UUID, str]:
    read = {
        word.id: seen
        for word, line in found
        if word.about is About.SEEN and (seen := seen_in(line)) is not None
    }
    known = agencies({agency for _day, _role, agency, _is_copy in read.values() if agency})
    names = {}
    for word, (day, role, agency, _is_copy) in read.items():
        if role == PAPER:
            names[word] = words.say("seen", "paper", day=words.day(day))
            continue
        there = known[agency].name if agency in known else "–"
        names[word] = words.say("seen", "short", day=words.day(day), role=words.role(role), agency=there)
    return names
