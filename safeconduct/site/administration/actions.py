"""What an administrator does, each with its record. The database's functions decide."""

import hashlib
import re
import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from safeconduct.access.clock import domain_now
from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.agencies.removal import may_remove_agency, may_remove_team
from safeconduct.agencies.rights import Rights, may_change
from safeconduct.audit.actions import Detail, anonymous, record
from safeconduct.directory.hsds.rules import may_be_said
from safeconduct.exchange.own_card import publish
from safeconduct.referrals.agreed import forget
from safeconduct.site.administration import agency_doors, doors, proposals, queries, service_doors
from safeconduct.site.administration.doors import Work
from safeconduct.site.administration.editing import changing
from safeconduct.site.administration.forms import NewAgency
from safeconduct.site.administration.proposals import OF_THE_CARD, Proposal
from safeconduct.site.agreements.actions import look_again
from safeconduct.site.agreements.handing_over import hand_over
from safeconduct.vocabulary.codes.audiences import Audience
from safeconduct.vocabulary.codes.offering import OfferedTo
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.in_turn import wait_in_turn

PART = 200
"""So many cases are handed over in one step; a page answers within seconds, and what has gone has gone."""


def digest_of(token: str) -> bytes:
    """What the database keeps of a link."""
    return hashlib.sha256(token.encode()).digest()


TOKEN = re.compile("[A-Za-z0-9_-]{43}")


def new_token() -> str:
    """Of a link that is not given out yet: 256 bits."""
    return secrets.token_urlsafe(32)


def wait_for(token: str) -> None:
    """One form may come twice at once: the second waits, and finds what the first one made."""
    wait_in_turn(f"link/{digest_of(token).hex()}")


def invite(
    *,
    agency: UUID,
    name: str,
    email: str,
    rights: Rights,
    teams: Sequence[UUID],
    by: Member,
    at: datetime,
    token: str = "",
) -> tuple[str, str]:
    """Invite a colleague: the token of the link, kept nowhere; and "open", "waits", or "by_one"."""
    token = token or new_token()
    outcome = doors.invite(
        agency=agency, digest=digest_of(token), name=name, email=email, rights=rights, teams=teams
    )
    _record(
        "member:invited",
        by,
        at,
        {
            "agency": str(agency),
            "profession": rights.profession.value,
            "supervises": rights.supervises,
            "outcome": outcome,
        },
    )
    return token, outcome


def join(token: str, password: str) -> tuple[UUID, int]:
    """Somebody uses the link: the new place and its account. Nobody acts yet, so the record has no actor."""
    with transaction.atomic():
        member, account = doors.accept_invitation(digest_of(token), make_password(password))
        record("member:joined", by=anonymous(), at=domain_now(), detail={"member": str(member)})
    return member, account


def join_as_myself(token: str, *, by: Member, at: datetime) -> UUID:
    """Somebody who has an account here already uses the link: the new place, beside the one that acts."""
    member = doors.accept_as_myself(digest_of(token))
    _record("member:joined", by, at, {"member": str(member)})
    return member


def withdraw_invitation(invitation: UUID, *, by: Member, at: datetime) -> None:
    """The link opens no more."""
    doors.withdraw_invitation(invitation)
    _record("invitation:withdrawn", by, at, {"invitation": str(invitation)})


def suspend(member: Member, *, by: Member, at: datetime) -> None:
    """Close the place at once; nothing of the colleague's work is lost or moved."""
    require(queries.may_go(member))
    # Recorded first: whoever suspends themselves is nobody afterwards. A refusal undoes it.
    _record("member:suspended", by, at, {"member": str(member.id)})
    doors.suspend(member.id)


def lift(member: UUID, *, by: Member, at: datetime) -> None:
    """Open the place again."""
    doors.lift(member)
    _record("member:lifted", by, at, {"member": str(member)})


@transaction.atomic
def change_capacities(
    member: Member, subject: str, held: Sequence[tuple[str, str]], *, by: Member, at: datetime
) -> str:
    """What a member may do with contents of a subject; more waits for a second person."""
    outcome = doors.change_capacities(member.id, subject, held)
    said: Detail = {
        "member": str(member.id), "subject": subject, "held": [f"{capacity} {scope}" for capacity, scope in held],
        "outcome": outcome,
    }  # fmt: skip
    _record("member:capacities", by, at, said)
    return outcome


def seat(member: UUID, teams: Sequence[UUID], *, by: Member, at: datetime) -> str:
    """Say in which teams the member works; whether that stands "at_once", "waits", or stands "by_one"."""
    outcome = doors.seat(member, teams)
    said: Detail = {"member": str(member), "teams": [str(team) for team in teams], "outcome": outcome}
    _record("member:seated", by, at, said)
    return outcome


def change_rights(member: Member, rights: Rights, *, by: Member, at: datetime) -> bool:
    """Give or take rights; whether it waits for a second person."""
    able = [one.id for one in queries.confirmers(member, asked_by=by.id)]
    require(may_change(queries.rights_of(member), rights, confirmers=able))
    waits = doors.change_rights(member.id, rights)
    said: Detail = {"member": str(member.id), "profession": rights.profession.value, "waits": waits}
    said |= {"supervises": rights.supervises, "keeps_node": rights.keeps_node}
    _record("rights:changed", by, at, said)
    return waits


def answer(change: UUID, *, agrees: bool, by: Member, at: datetime) -> None:
    """The second person has seen it."""
    about = doors.answer(change, agrees=agrees)
    _record("rights:confirmed" if agrees else "rights:refused", by, at, {"about": str(about)})


def answer_proposal(proposal: Proposal, *, agrees: bool, by: Member, at: datetime) -> None:
    """The second person has seen what was proposed, or what stands by one person's word."""
    if agrees and proposal.kind == "statement" and not proposal.by_one:
        look_again(proposal.said)
    about = proposals.answer(proposal.id, agrees=agrees)
    said: Detail = {"kind": proposal.kind, "about": str(about), "proposal": str(proposal.id)}
    _record("proposal:confirmed" if agrees else "proposal:refused", by, at, said)
    forget()
    if proposal.kind in OF_THE_CARD:
        _renew_card()
    if proposal.kind == "statement":
        hand_over()


def hand_over_part(member: UUID, to: Sequence[UUID], *, by: Member, at: datetime) -> Work:
    """A part of what a colleague has in hand goes to others; how much is left."""
    before = doors.open_work(member)
    left = doors.hand_over_part(member, to, PART)
    said: Detail = {"member": str(member), "to": [str(one) for one in to]}
    said |= {"led": before.led - left.led, "named": before.named - left.named}
    said |= {"referrals": before.referrals - left.referrals, "left": left.number}
    _record("member:handed_over", by, at, said)
    return left


def remove(member: Member, *, by: Member, at: datetime) -> None:
    """End the place for good."""
    require(queries.may_go(member))
    _record("member:removed", by, at, {"member": str(member.id)})  # first, as above
    doors.remove(member.id)


def save_facts(*, duty_number: str, languages: Sequence[str], by: Member, at: datetime) -> None:
    """What the agency says of itself."""
    agency_doors.save_facts(duty_number, languages)
    _record("agency:changed", by, at, {"agency": str(by.agency_id)})
    _renew_card()


def save_team(
    team: UUID, *, name: str, professions: Sequence[str], languages: Sequence[str], by: Member, at: datetime
) -> str:
    """A new team, or what is new about one; "at_once"; more rights "waits", or stand "by_one"."""
    outcome = agency_doors.save_team(team, name=name, professions=professions, languages=languages)
    said: Detail = {"team": str(team), "professions": list(professions), "outcome": outcome}
    _record("team:saved", by, at, said)
    _renew_card()
    return outcome


@transaction.atomic
def save_service(
    entry: UUID, said: service_doors.Service, *, base: int | None = None, by: Member, at: datetime
) -> bool:
    """A new service, or what is new about one; whether its contact waits for a second person.

    `base` is the version on which it was written. Raises Overtaken when another stands meanwhile.
    """
    with changing(entry, base=base):
        service_doors.save_service(entry, said)
    waits = any(one.about == entry and one.kind == "contact" for one in proposals.proposals())
    _record("service:saved", by, at, {"entry": str(entry), "service": said.service, "contact_waits": waits})
    _renew_card()
    return waits


@transaction.atomic
def say_audience(
    entry: UUID,
    *,
    audience: Audience,
    contact: str,
    tells_intake: bool,
    is_checked: bool,
    is_agencys: bool,
    base: int | None = None,
    by: Member,
    at: datetime,
) -> None:
    """For whom a service is; `is_agencys` is what was said of whose number it is.

    `base` is the version that was looked at. Raises Overtaken when another stands meanwhile, and NotPossible where
    others would be told and nobody has checked it.
    """
    require(may_be_said(audience, is_checked=is_checked))
    with changing(entry, base=base):
        service_doors.say_audience(
            entry, audience.value, contact, tells_intake=tells_intake, is_checked=is_checked
        )
    said: Detail = {
        "entry": str(entry), "audience": audience.value, "checked": is_checked, "contact_of_agency": is_agencys,
    }  # fmt: skip
    _record("service:audience", by, at, said)


@transaction.atomic
def say_offered(entry: UUID, *, whom: OfferedTo, nodes: Sequence[str], by: Member, at: datetime) -> None:
    """To which nodes a service is offered. The card, which anybody may read, names what is offered to all alone."""
    service_doors.say_offered(entry, whom.value, nodes)
    _record("service:offered", by, at, {"entry": str(entry), "to": whom.value, "nodes": list(nodes)})
    _renew_card()


def stop_feed(node: str, *, by: Member, at: datetime) -> None:
    """No services of this peer come by themselves any more: what its card says is all."""
    service_doors.stop_feed(node)
    _record("peer:services_stopped", by, at, {"peer": node})


def restart_feed(node: str, *, by: Member, at: datetime) -> None:
    """The services of this peer come again, from the beginning."""
    service_doors.restart_feed(node)
    _record("peer:services_again", by, at, {"peer": node})


def remove_service(entry: UUID, *, by: Member, at: datetime) -> None:
    """The directory shows it no more."""
    service_doors.remove_service(entry)
    _record("service:removed", by, at, {"entry": str(entry)})
    _renew_card()


def add_agency(agency: UUID, said: NewAgency, *, by: Member, at: datetime) -> None:
    """Another agency gets a seat on this node."""
    agency_doors.add_agency(
        agency,
        name=said.name,
        country=said.country,
        sector=said.sector,
        languages=said.languages,
        duty_number=said.duty_number,
    )
    _record("agency:added", by, at, {"agency": str(agency), "sector": said.sector.value})
    _renew_card()


def change_agency(agency: UUID, *, name: str, country: str, sector: str, by: Member, at: datetime) -> str:
    """Another name, country or sector, once a second person agrees. Partners see it with the card."""
    outcome = agency_doors.change_agency(agency, name=name, country=country, sector=sector)
    _record("agency:renamed", by, at, {"agency": str(agency), "outcome": outcome, "sector": sector})
    _renew_card()
    return outcome


def remove_team(team: UUID, *, by: Member, at: datetime) -> None:
    """The team goes. Raises NotPossible with what hangs on it."""
    require(may_remove_team(agency_doors.on_team(team)))
    agency_doors.remove_team(team)
    _record("team:removed", by, at, {"team": str(team)})
    _renew_card()


def remove_agency(agency: UUID, *, by: Member, at: datetime) -> None:
    """The agency goes. Raises NotPossible with what hangs on it."""
    require(may_remove_agency(agency_doors.on_agency(agency)))
    agency_doors.remove_agency(agency)
    _record("agency:removed", by, at, {"agency": str(agency)})
    _renew_card()


def _renew_card() -> None:
    """What partners are told of this node, and the keys of an agency that is new, follow in the same transaction."""
    if settings.ENDPOINT is not None:
        publish()


def _record(action: str, by: Member, at: datetime, detail: Detail) -> None:
    record(action, by=as_actor(by), at=at, detail=detail)
