"""Proposing a link, answering one, speaking in it, ending it: here, and in the same transaction over there."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from safeconduct.access.doors import called
from safeconduct.access.queries import decide, held
from safeconduct.access.rules import Action
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import agency, as_actor
from safeconduct.audit.actions import record
from safeconduct.cases import vault
from safeconduct.cases.asking.queries import today_of
from safeconduct.counsel.channel import rules
from safeconduct.counsel.channel.message import Letter, Step
from safeconduct.counsel.channel.models import Link, LinkItem
from safeconduct.counsel.channel.queries import (
    PLACE,
    SECTION,
    asked_link,
    facts_of,
    file_of,
    link_of,
    road,
    standing,
)
from safeconduct.counsel.models import Matter
from safeconduct.counsel.queries import matter_of
from safeconduct.exchange.outbox import Parcel, post, try_post
from safeconduct.referrals import actions, effects
from safeconduct.referrals.models import Referral
from safeconduct.referrals.transfers.guarding import require_crossing
from safeconduct.referrals.wire.linking import LINKED, LinkEnd, LinkSide, LinkStep
from safeconduct.vocabulary.decisions import Decision, NotPossible, require
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.in_turn import wait_in_turn


@transaction.atomic
def propose(matter: UUID, referral: UUID, *, agreed_on: date | None, by: Member, at: datetime) -> Link:
    """Ask the lawyer of the other agency to link a matter of theirs with this one. Raises NotFound, NotPossible."""
    row, mine = actions.locked(referral), matter_of(matter)
    _require_same_person(row, mine)
    agreed = _agreeing(row, mine, agreed_on, by=by, at=at)
    require(rules.may_propose(agreed, links=_links(row)))
    require_crossing(row)
    link = Link(
        referral=row, agency_id=by.agency_id, shared=uuid4(), ours=LinkSide.PROPOSER, case_id=mine.case_id,
        matter_id=mine.id, agreed_on=agreed_on, proposed_at=at,
    )  # fmt: skip
    link.save(force_insert=True)
    _tell(link, row, Step(step=LinkStep.PROPOSED, link=link.shared, agreed_on=agreed_on), by=by, at=at)
    return link


@transaction.atomic
def accept(shared: UUID, matter: UUID, *, agreed_on: date | None, by: Member, at: datetime) -> Link:
    """Link a matter of one's own with the one that was proposed. Raises NotFound, NotPossible.

    A second press finds what the first one linked.
    """
    mine = matter_of(matter)
    found, row, here = _asked(shared, mine, by=by, at=at)
    if here.is_accepted and found.matter_id == mine.id and found.ended_at is None:
        return found
    _require_same_person(row, mine)
    agreed = _agreeing(row, mine, agreed_on, by=by, at=at)
    require(rules.may_accept(here, agreed))
    require_crossing(row)
    Link.objects.filter(id=found.id).update(
        case_id=mine.case_id, matter_id=mine.id, agreed_on=agreed_on, accepted_at=at
    )
    _tell(
        found,
        row,
        Step(step=LinkStep.ACCEPTED, link=shared, agreed_on=agreed_on),
        by=by,
        at=at,
        case=mine.case_id,
    )
    return link_of(shared, mine.id)


@transaction.atomic
def say(
    matter: UUID, shared: UUID, kind: LinkStep, words: Letter, *, by: Member, at: datetime,
    day: date | None = None, whose: LinkSide | None = None, key: UUID | None = None,
) -> UUID:  # fmt: skip
    """A message, a shared day, a served document or a task: sealed here and over there. Raises NotPossible.

    `key` comes with the form: a form that is sent twice says it once.
    """
    link, row, now = _held(matter, shared, by=by, at=at)
    if key and LinkItem.objects.filter(link=link, shared=key, is_ours=True).exists():
        return key
    require(may_say(link, now, by=by))
    require_crossing(row)
    assert link.case_id is not None  # noqa: S101  (the rule has looked: a matter is chosen)
    generation, section_key = vault.key_for_writing(link.case_id, SECTION)
    step = Step(step=kind, link=shared, item=key or uuid4(), day=day, whose=whose, words=words)
    item = LinkItem(
        id=uuid4(), link=link, agency_id=by.agency_id, case_id=link.case_id, section=SECTION, generation=generation,
        shared=step.named(), kind=kind, is_ours=True, author_id=by.id, whose=whose or "", at=at, due=due_of(step),
    )  # fmt: skip
    item.sealed = vault.sealed_at(section_key, PLACE, item.id, content(step))
    item.message = _tell(link, row, step, by=by, at=at)
    item.save(force_insert=True)
    return item.shared


@transaction.atomic
def finish(matter: UUID, shared: UUID, item: UUID, *, by: Member, at: datetime) -> None:
    """Say that one's own task is done. Raises NotFound, NotPossible."""
    link, row, now = _held(matter, shared, by=by, at=at)
    task = LinkItem.objects.filter(link=link, shared=item, kind=LinkStep.TASK).first()
    if task is None:
        raise NotFound(_("There is no such task for you."))
    said = may_say(link, now, by=by)
    require(rules.may_finish(said, is_ours=task.whose == link.ours, is_done=task.done_at is not None))
    require_crossing(row)
    LinkItem.objects.filter(id=task.id).update(done_at=at)
    _tell(link, row, Step(step=LinkStep.DONE, link=shared, item=item), by=by, at=at)


@transaction.atomic
def end(matter: UUID, shared: UUID, why: LinkEnd, *, by: Member, at: datetime) -> None:
    """End a link from here; with `WITHDRAWN` what came from there is destroyed. Raises NotFound, NotPossible."""
    link, row, now = _held(matter, shared, by=by, at=at)
    require(rules.may_take_back(now) if why is LinkEnd.WITHDRAWN else rules.may_end(now))
    _end(link, row, why, by=by, at=at)


@transaction.atomic
def decline(shared: UUID, matter: UUID, *, by: Member, at: datetime) -> None:
    """Say no to a link that was proposed; nobody asks why. Raises NotFound, NotPossible."""
    link, row, here = _asked(shared, matter_of(matter), by=by, at=at)
    require(rules.may_answer(here))
    _end(link, row, LinkEnd.LAWYER, by=by, at=at)


def end_all(matter: Matter, why: LinkEnd, *, by: Member, at: datetime) -> int:
    """The mandate is over, or the matter is closed: every link of it that goes on ends; how many."""
    links = list(Link.objects.filter(matter_id=matter.id, ended_at=None).order_by("referral_id", "id"))
    for link in links:
        _end(link, actions.locked(link.referral_id), why, by=by, at=at)
    return len(links)


def taken_back(row: Referral, at: datetime) -> None:
    """The consent of the referral is over: every link by it ends here, and what came is destroyed."""
    destroy(row, None)


def destroy(row: Referral, link: UUID | None) -> int:
    """End one link of a referral, or all, as taken back; how many. Raises AccessRefused."""
    ended: int = called("SELECT counsel.take_back(%s, %s)", [row.id, link])
    return ended


def due_of(step: Step) -> date | None:
    """The day in clear, so that a lawyer is told of it: of what both keep or of a task, not of what was served."""
    return step.day if step.step in (LinkStep.DATE, LinkStep.TASK) else None


@transaction.atomic
def settle(matter: UUID, shared: UUID, item: UUID, *, by: Member, at: datetime) -> None:
    """A day that both keep is settled on this side: nobody here is told of it any more. Raises NotFound."""
    link = link_of(shared, matter)
    found = LinkItem.objects.filter(link=link, shared=item).values_list("id", flat=True).first()
    if found is None or not called("SELECT counsel.settle_day(%s)", [found]):
        raise NotFound(_("There is no such day for you."))
    assert link.case_id is not None  # noqa: S101  (a link with items has its file)
    answer = decide(by, held(link.case_id), SECTION, Action.OPEN)
    record(
        "link:settled", by=as_actor(by), at=at, case=link.case_id, section=SECTION, purpose=answer.purpose,
        policy=answer.policy, detail={"link": str(shared)},
    )  # fmt: skip


def content(step: Step) -> dict[str, object]:
    """What of a step is sealed: its words and its day."""
    assert step.words is not None  # noqa: S101  (only steps with words are kept)
    return {**step.words.members(), "day": step.day.isoformat() if step.day else None}


def may_say(link: Link, now: rules.Standing, *, by: Member) -> Decision:
    """Whether something goes by this link now."""
    return rules.may_say(now, profession=by.profession, items=LinkItem.objects.filter(link=link).count())


def _held(matter: UUID, shared: UUID, *, by: Member, at: datetime) -> tuple[Link, Referral, rules.Standing]:
    """The link of a matter with its referral locked, and how it stands."""
    found, mine = link_of(shared, matter), matter_of(matter)
    row = actions.locked(found.referral_id)
    # Two may act in one link at once: the second waits, and finds what the first one did.
    wait_in_turn(f"link/{found.id}")
    link = link_of(shared, matter)
    return link, row, standing(link, mine, road(row, by.agency, agency(row.other_agency_id), at), at)


def _asked(shared: UUID, mine: Matter, *, by: Member, at: datetime) -> tuple[Link, Referral, rules.Standing]:
    """A link that was asked for, with its referral locked, and how it stands now."""
    found = asked_link(shared, mine.id)
    # Two lawyers may answer at once: the second waits here, and finds what the first one said, or the link theirs.
    row = actions.locked(found.referral_id)
    link = Link.objects.select_related("referral").filter(id=found.id).first()
    if link is None:
        raise NotPossible(rules.NOT_ASKED)
    return link, row, standing(link, None, road(row, by.agency, agency(row.other_agency_id), at), at)


def _agreeing(row: Referral, mine: Matter, agreed_on: date | None, *, by: Member, at: datetime) -> Decision:
    return rules.may_agree(
        road(row, by.agency, agency(row.other_agency_id), at), facts_of(mine, at), profession=by.profession,
        agreed_on=agreed_on, is_linked=Link.objects.filter(referral=row, matter_id=mine.id, ended_at=None).exists(),
        today=today_of(at),
    )  # fmt: skip


def _require_same_person(row: Referral, mine: Matter) -> None:
    if file_of(row) != mine.case_id:
        raise NotFound(_("There is no such referral for you."))


def _links(row: Referral) -> int:
    return Link.objects.filter(referral=row).count()


def _end(link: Link, row: Referral, why: LinkEnd, *, by: Member, at: datetime) -> None:
    """It ends here whether or not it can be told there."""
    step = Step(step=LinkStep.ENDED, link=link.shared, why=why)
    if why is LinkEnd.WITHDRAWN:
        destroy(row, link.id)
    else:
        Link.objects.filter(id=link.id, ended_at=None).update(ended_at=at, why=why, ended_by=link.ours)
    try_post(effects.road(row), _parcel(row, step, by), at=at)
    _record(link, row, step, by=by, at=at, case=link.case_id or file_of(row))


def _tell(
    link: Link, row: Referral, step: Step, *, by: Member, at: datetime, case: UUID | None = None
) -> UUID:
    message = post(effects.road(row), _parcel(row, step, by), at=at)
    _record(link, row, step, by=by, at=at, case=case or link.case_id)
    return message


def _parcel(row: Referral, step: Step, by: Member) -> Parcel:
    """Named as legal matters where it has words: what still waits when the consent ends goes as a void."""
    body = {"referral": str(row.shared), "role": by.profession, "link": step.members()}
    return Parcel(
        type=LINKED,
        body=body,
        case=row.case_id,
        referral=row.shared,
        sections=[SECTION] if step.words else [],
    )


def _record(link: Link, row: Referral, step: Step, *, by: Member, at: datetime, case: UUID | None) -> None:
    answer = decide(by, held(case), SECTION, Action.OPEN) if case else None
    record(
        f"link:{step.step}", by=as_actor(by), at=at, case=case, section=SECTION, referral=row.shared,
        purpose=row.purpose, policy=answer.policy if answer else None, detail=step.detail(),
    )  # fmt: skip
