"""What a learner did, read from the case and its referral, as far as the row policies show it to whoever looks."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Min

from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import country_of
from safeconduct.cases.asking.queries import team_of
from safeconduct.cases.models import SectionVersion
from safeconduct.cases.queries import NO_SUCH_CASE, my_people, own_case_in_hand, read_sections
from safeconduct.consent.models import Version
from safeconduct.consent.rules import State as ConsentState
from safeconduct.ethics.helpers import CLINICIANS
from safeconduct.referrals import clocks, ledger
from safeconduct.referrals.agreed import periods_of
from safeconduct.referrals.authorities import queries as authorities
from safeconduct.referrals.authorities.rules import Standing as Reading
from safeconduct.referrals.authorities.rules import standing
from safeconduct.referrals.enquiries.models import Enquiry
from safeconduct.referrals.history import History
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side, State
from safeconduct.site.training.facts import Agreed, Answer, Asked, AuthorityAsked, Facts, Move, Sent
from safeconduct.site.training.scenario import Look, Scenario
from safeconduct.vocabulary.codes import Urgency
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.sections import Section

MOST = 50


def begun(
    scenarios: list[Scenario], *, by: Member, at: datetime
) -> list[tuple[Scenario, UUID, datetime, str]]:
    """The member's own cases that an exercise has opened, newest first, with their alias; of at most `MOST` cases."""
    lines = my_people(by=by, at=at).lines
    return [
        (each, line.case, line.opened_at, line.alias)
        for line in lines
        for each in scenarios
        if each.is_of(line.alias)
    ]


def facts_of(scenario: Scenario, case: UUID, *, by: Member, at: datetime) -> Facts:
    """The facts of one exercise. Raises NotFound for a case that this exercise has not opened."""
    opened = own_case_in_hand(case)
    profile = read_sections(case, [Section.PROFILE], by=by, at=at).get(Section.PROFILE)
    if profile is None or not scenario.is_of(str(profile.content.get("pseudonym", ""))):
        raise NotFound(NO_SUCH_CASE)
    facts = Facts(now=at, saved=_saved(case), sent=_sent(scenario, case, by))
    if Look.QUESTIONS in scenario.looks:
        facts = replace(facts, questions=_questions(by, opened.opened_at))
    if Look.AUTHORITY in scenario.looks:
        facts = replace(facts, authority=_authority(case, at))
    return _with_health(facts, case, by) if Look.HEALTH in scenario.looks else facts


def _with_health(facts: Facts, case: UUID, by: Member) -> Facts:
    """Who keeps health and what was asked about it; nothing of what is written there."""
    team = team_of(case, by=by)
    asked = [each for each in team.asked if each.section is Section.HEALTH]
    holders = [each for each in team.keeping if each.section is Section.HEALTH]
    return replace(
        facts,
        clinician_has_place=any(each.profession in CLINICIANS for each in holders),
        asked_the_holder=bool(asked),
        holder_answered=any(each.answer is not None for each in asked),
    )


def _saved(case: UUID) -> dict[Section, datetime]:
    first = SectionVersion.objects.filter(case_id=case).values_list("section").annotate(Min("saved_at"))
    return {Section(section): at for section, at in first}


def _looked_at(scenario: Scenario, rows: list[Referral]) -> Referral | None:
    """The first that left and fits the exercise, so that a later one changes no judgement; else the newest that left.

    Before anything has left, the newest draft. `rows` are the oldest first.
    """
    left = [row for row in rows if row.state != State.DRAFT]
    fitting = (row for row in left if scenario.fits(row.need))
    return next(fitting, left[-1] if left else rows[-1] if rows else None)


def _sent(scenario: Scenario, case: UUID, by: Member) -> Sent | None:
    """The referral that is looked at."""
    rows = list(Referral.objects.filter(case_id=case, side=Side.SENDER).order_by("created_at", "id")[:MOST])
    row = _looked_at(scenario, rows)
    if row is None:
        return None
    history, there = ledger.history(row), country_of(row.other_agency_id)
    return Sent(
        reference=row.reference,
        state=State(row.state),
        urgency=Urgency(row.urgency),
        sections=frozenset(Section(name) for name in [*row.at_once, *row.held_back, *row.taken_back]),
        is_abroad=there != by.agency.country,
        names_the_law=bool(row.jurisdictions and row.proceeding_types),
        agreed=_agreed(row),
        moves=tuple(Move(move.event, move.at) for move in history.standing),
        answers=_answers(row, history, there),
    )


def _agreed(row: Referral) -> Agreed | None:
    """The first version in force of the consent on which it rests: later ones add and take back."""
    if row.consent_id is None:
        return None
    in_force = Version.objects.filter(
        consent_id=row.consent_id, state__in=[ConsentState.ACTIVE, ConsentState.GROUND]
    )
    first = in_force.order_by("version").first()
    if first is None:
        return None
    return Agreed(first.state == ConsentState.ACTIVE, first.recorded_at, first.expires_at)


def _answers(row: Referral, history: History, country: str) -> tuple[Answer, ...]:
    """The period to notice it and the period to decide, as the receiver's clock ran."""
    path, urgency = history.path, Urgency(row.urgency)
    found: list[Answer] = []
    for place, (state, began) in enumerate(path):
        if state not in (State.SENT, State.ACKNOWLEDGED) or state in {each for each, _at in path[:place]}:
            continue
        waiting = {state, *clocks.PAUSES}
        after = [
            (number, at) for number, (each, at) in enumerate(path) if number > place and each not in waiting
        ]
        periods = periods_of(row, state)
        if state is State.SENT:
            due = clocks.due(state, urgency, began, country, periods=periods)
        else:
            until = path[: after[0][0]] if after else path
            due = clocks.decision_due(until, urgency, country, periods=periods)
        if due is not None:
            found.append(Answer(due, after[0][1] if after else None))
    return tuple(found)


def _questions(by: Member, since: datetime) -> tuple[Asked, ...]:
    rows = Enquiry.objects.filter(
        side=Side.SENDER, agency_id=by.agency_id, asked_by=by.id, asked_at__gte=since
    )
    return tuple(
        Asked(row.asked_at, bool(row.answer), row.converted_at is not None)
        for row in rows.order_by("asked_at", "id")[:MOST]
    )


def _authority(case: UUID, at: datetime) -> tuple[AuthorityAsked, ...]:
    rows = authorities.for_file(case)
    ends = authorities.ends() if rows else {}
    open_now = (Reading.OPEN, Reading.WAITS)
    return tuple(
        AuthorityAsked(
            Section(row.section), row.answer, standing(authorities.facts(row, ends), at) not in open_now
        )
        for row in rows
    )
