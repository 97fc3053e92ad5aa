"""What the referral's page says of the receiver's own file: there the way to it, at the sender what was copied."""

from dataclasses import dataclass
from uuid import UUID

from safeconduct.agencies.models import Member
from safeconduct.cases.beside.queries import own_file_of
from safeconduct.cases.queries import aliases
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import ENDED, Side, State
from safeconduct.referrals.own_file.actions import may_have_one
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Allowed, Words
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.law import LEGAL_PURPOSES
from safeconduct.vocabulary.sections import Section, in_order


@dataclass(frozen=True, slots=True)
class Card:
    """`own` is the file that lies beside it; `alias` is "" for who may not read it. `may_open`: there is none yet."""

    own: UUID | None
    alias: str
    may_open: bool
    is_for_a_lawyer: bool = False


def own_file_card(row: Referral, *, by: Member, is_accepted: bool) -> Card | None:
    """None where there is nothing to say: at the sender, and before anybody has accepted."""
    if row.side != Side.RECEIVER or row.case_id is None or not is_accepted:
        return None
    legal = row.purpose in LEGAL_PURPOSES and by.profession == Profession.LAWYER
    own = own_file_of(row.case_id)
    if own is not None:
        return Card(own, aliases([own], by=by).get(own, ""), may_open=False, is_for_a_lawyer=legal)
    if State(row.state) in ENDED:
        return None
    allowed = isinstance(may_have_one(row, by=by, is_accepted=True), Allowed)
    return Card(None, "", may_open=True, is_for_a_lawyer=legal) if allowed else None


def copied_there(row: Referral) -> list[Words]:
    """What the receiver has taken over into a file of its own, as it said; for the sender."""
    known = (Section(name) for name in row.copied_there if name in set(Section))
    return [label(section) for section in in_order(known)]
