"""What the person agreed to share and the receiver may not have before it accepts.

It is signed and sealed when the referral is sent, and waits without a number. The sender's own inbox, which
cannot open it, releases it inside an outer message when the acceptance is in.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection

from safeconduct.access.ring import ring
from safeconduct.exchange.inner import HeldLabel, exchange_key_id, seal_held
from safeconduct.exchange.models import HeldBack
from safeconduct.exchange.outbox import Parcel, Road, post
from safeconduct.exchange.peers import exchange_key_of, opened_by, still_opens
from safeconduct.exchange.wire import ConsentRef
from safeconduct.keys.signing import key_id
from safeconduct.keys.uses import Use
from safeconduct.vocabulary.identifiers import ConsentId, MessageId, NodeId, ReferralId
from safeconduct.vocabulary.ready import Ready, insert
from safeconduct.vocabulary.sections import Section
from safeconduct.vocabulary.together import later

RELEASED = "safeconduct.referral.released.v1"

_WAITING = Ready(
    lambda referral: HeldBack.objects.select_for_update().filter(referral_id=referral, state=HeldBack.WAITING)
)
_SECTIONS = Ready(
    lambda referral: HeldBack.objects.filter(referral_id=referral, state=HeldBack.WAITING).values_list(
        "sections", flat=True
    )
)
_REVISION = Ready(
    lambda referral: (
        HeldBack.objects.filter(referral_id=referral).order_by("-revision").values_list("revision", flat=True)
    )
)
_VOID = (
    "UPDATE exchange.held_back SET state = 'void', held = NULL WHERE referral_id = %s AND state = 'waiting'"
)
_RELEASED = "UPDATE exchange.held_back SET state = 'released' WHERE id = %s"


def hold(
    road: Road,
    *,
    case: UUID,
    referral: UUID,
    consent: ConsentRef,
    sections: Mapping[Section, Mapping[str, object]],
    at: datetime,
) -> None:
    """Seal the sections to the recipient and keep them; what waited for this referral before is void."""
    end(referral=referral)
    earlier = _REVISION.first(referral=referral) or 0
    recipient_key = exchange_key_of(road.peer, road.recipient)
    label = HeldLabel(
        referral=ReferralId(referral),
        revision=earlier + 1,
        consent=consent,
        source=ring().node,
        sender=road.sender,
        recipient=road.recipient,
        recipient_key=exchange_key_id(recipient_key),
        kid=ring().public.kid(Use.OBJECT),
    )
    insert(
        HeldBack(
            case_id=case,
            referral_id=referral,
            agency_id=road.sender,
            peer=road.peer,
            sections=[str(section) for section in sections],
            revision=label.revision,
            consent_id=consent.id,
            consent_version=consent.version,
            recipient_key=label.recipient_key,
            held=seal_held(label, sections=sections, signer=ring().object_key, recipient_key=recipient_key),
            made_at=at,
        ),
        may_wait=True,
    )


def release(road: Road, *, referral: UUID, until: datetime, at: datetime) -> MessageId | None:
    """Post what waits for this referral, inside an outer message; None when nothing does or it is void.

    It is void when the recipient does not open that key any more, or nobody believes the one that signed it.
    """
    row = _WAITING.first(referral=referral)
    if row is None:
        return None
    if not (_is_opened(road, row.recipient_key) and _is_believed(row.held)):
        void(referral=referral)
        return None
    message = post(
        road,
        Parcel(
            type=RELEASED,
            body={"referral": str(referral), "held": row.held},
            case=row.case_id,
            referral=referral,
            sections=[Section(name) for name in row.sections],
            consent=ConsentRef(ConsentId(row.consent_id), row.consent_version, "release"),
            until=until,
        ),
        at=at,
    )
    later(_RELEASED, [row.id], table=HeldBack._meta.db_table, is_change=True)
    return message


def _is_opened(road: Road, recipient_key: str) -> bool:
    return recipient_key in map(exchange_key_id, still_opens(road.peer, road.recipient))


def _is_believed(held: Mapping[str, object] | None) -> bool:
    """Whether this node's card still shows the key that signed it: an overlap of keys ends."""
    shown = {key_id(key) for _use, key in ring().public.on_the_card}
    return held is not None and held["kid"] in shown


def void(*, referral: UUID) -> int:
    """Destroy what waits for this referral; how many objects went."""
    with connection.cursor() as cursor:
        cursor.execute(_VOID, [referral])
        return int(cursor.rowcount)


def end(*, referral: UUID) -> None:
    """As `void`, where nobody asks whether something waited."""
    later(_VOID, [referral], table=HeldBack._meta.db_table, is_change=True)


def sealed_in_vain() -> set[UUID]:
    """The referrals whose waiting part is sealed to a key that its recipient, by its card, opens no more."""
    waiting = HeldBack.objects.filter(state=HeldBack.WAITING)
    lost: set[UUID] = set()
    for peer, key in waiting.values_list("peer", "recipient_key").distinct():
        opened = opened_by(NodeId(peer))
        if opened is not None and key not in map(exchange_key_id, opened):
            found = waiting.filter(peer=peer, recipient_key=key)
            lost |= set(found.values_list("referral_id", flat=True))
    return lost


def waiting_parts() -> set[UUID]:
    """The referrals for which something waits for acceptance."""
    return set(HeldBack.objects.filter(state=HeldBack.WAITING).values_list("referral_id", flat=True))


def sections_held(referral: UUID) -> list[Section]:
    """The sections that wait for acceptance."""
    found = _SECTIONS.first(referral=referral)
    return [Section(name) for name in found or []]


def held_back_of(referrals: list[UUID]) -> dict[UUID, frozenset[Section]]:
    """The same for several referrals, in one statement; those of which nothing waits are not in the answer."""
    rows = HeldBack.objects.filter(referral_id__in=referrals, state=HeldBack.WAITING)
    return {
        referral: frozenset(map(Section, sections))
        for referral, sections in rows.values_list("referral_id", "sections")
    }
