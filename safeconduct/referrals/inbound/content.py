"""What of the person a message brings: replicas under grants, texts, and receipts about our own messages."""

from datetime import datetime
from uuid import UUID

from safeconduct.access import doors
from safeconduct.access.doors import AccessRefused, Terms
from safeconduct.access.rules import Basis
from safeconduct.cases.actions import Replica
from safeconduct.exchange.faults import WireError
from safeconduct.exchange.handlers import RefuseMessage
from safeconduct.exchange.inbox import stored
from safeconduct.exchange.models import StoredReceipt
from safeconduct.exchange.peers import card_for
from safeconduct.exchange.receipts import verify_receipt
from safeconduct.exchange.wire import Opened
from safeconduct.referrals import envelope, texts
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side
from safeconduct.vocabulary.codes import Purpose, ReceiptStep
from safeconduct.vocabulary.decisions import Refused
from safeconduct.vocabulary.identifiers import AgencyId, MessageId, NodeId
from safeconduct.vocabulary.sections import NEVER_SENT, Section
from safeconduct.vocabulary.together import asked

_OURS = "SELECT object_hash, recipient FROM exchange.outgoing WHERE id = %s"
_REPLACED = "SELECT id FROM exchange.outgoing WHERE id = %s AND referral_id = %s AND state = 'voided'"


def receive(
    case: UUID, message: Opened, shared: UUID, team: UUID, sections: list[Section], terms: Terms
) -> UUID:
    """The door for what a message brings: the received case. Raises RefuseMessage with the database's own code."""
    try:
        return doors.receive(case, message.routing.subject, shared, team, sections, terms)
    except AccessRefused as error:
        raise RefuseMessage(error.code) from error


def terms_of(purpose: Purpose | str, extract: envelope.Extract) -> Terms:
    """On what the grants rest: the consent, or the listed ground in its place."""
    return Terms(
        purpose=Purpose(purpose),
        until=extract.until,
        basis=Basis.GROUND if extract.ground else Basis.CONSENT,
        ground=extract.ground or None,
        consent=extract.id,
        consent_version=extract.version,
    )


def replicas_in(sections: object) -> list[Replica]:
    """The sections of a body, each with version, content and role. Raises RefuseMessage."""
    if not isinstance(sections, dict) or not sections:
        raise RefuseMessage("malformed_body")
    found: list[Replica] = []
    for name, part in sections.items():
        try:
            section = Section(name)
            version, content, role = part["version"], part["content"], part["role"]
        except (ValueError, KeyError, TypeError) as error:
            raise RefuseMessage("malformed_body") from error
        if (
            section in NEVER_SENT
            or type(version) is not int
            or not 1 <= version < 2**31
            or not isinstance(content, dict)
        ):
            raise RefuseMessage("malformed_body")
        found.append(Replica(section, version, content, str(role)[:64]))
    return found


def names_in(names: object) -> list[Section]:
    """A list of section names. Raises RefuseMessage."""
    if not isinstance(names, list):
        raise RefuseMessage("malformed_body")
    try:
        return [Section(name) for name in names]
    except ValueError as error:
        raise RefuseMessage("malformed_body") from error


def keep_texts(
    row: Referral, found: object, role: str, at: datetime, *, only: texts.Kind | None = None
) -> list[UUID]:
    """Each text must be one that the other side may tell under this consent; the same rule as where it was written.

    The words of a task or a conference come with these and with nothing else (`only`). The ids of what was kept.
    """
    if not isinstance(found, list) or len(found) > 4:
        raise RefuseMessage("malformed_body")
    kept = []
    for data in found:
        words = texts.read(data)
        if words.kind is not only and (only is not None or words.kind in texts.OF_THEIR_OWN):
            raise RefuseMessage("malformed_body")
        decision = texts.may_tell(words, Side(row.side).other, envelope.extract(row.consent))
        if isinstance(decision, Refused):
            raise RefuseMessage(decision.reason.code)
        kept.append(texts.keep_theirs(row, words, role=role, at=at))
    return kept


def receipts_in(receipts: object, row: Referral, peer: NodeId) -> list[StoredReceipt]:
    """Receipts about our own messages that came inside a message; each must be that message's, and signed."""
    if not isinstance(receipts, list) or len(receipts) > 4:
        raise RefuseMessage("malformed_body")
    found: list[StoredReceipt] = []
    for receipt in receipts:
        try:
            about = UUID(str(receipt["message"]))
            ours = asked(_OURS, [about])
            if not ours:
                raise RefuseMessage("unknown_message")
            object_hash, recipient = ours[0]
            said = verify_receipt(
                receipt,
                message=MessageId(about),
                object_hash=object_hash,
                issuer=peer,
                agency=AgencyId(recipient),
                card_for=card_for,
            )
        except (KeyError, TypeError, ValueError, WireError) as error:
            raise RefuseMessage("receipt_not_believed") from error
        place = {"message": said.message, "referral": row.shared, "agency": row.agency_id, "peer": peer}
        found.append(stored(receipt, step=ReceiptStep(said.step), at=said.at, **place))
    return found


def know_the_offer(row: Referral, receipts: list[StoredReceipt]) -> None:
    """A receipt `decided` names the offer that is over there, which need not be the one that stands here.

    An offer of which a part was taken back while it waited is posted anew under its number, with another name. Where
    the first one had arrived all the same and only its answer was lost, the second comes too late: without this the
    sender would know no receipt of its referral at all. No other message of ours is taken for the offer.
    """
    decided = [one.message_id for one in receipts if one.step == ReceiptStep.DECIDED]
    if row.side != Side.SENDER or not decided or row.offer_message in decided:
        return
    if asked(_REPLACED, [decided[0], row.shared]):
        row.offer_message = decided[0]
        row.save(update_fields=["offer_message"])
