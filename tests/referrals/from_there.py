"""One referral as node be sends it: the offer, and what takes it back."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from safeconduct.access.acting import acting
from safeconduct.exchange.wire import ConsentRef
from safeconduct.keys.models import SectionKey
from safeconduct.referrals import envelope, inbound
from safeconduct.referrals.history import Genesis, Move
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Actor, Event, State
from safeconduct.vocabulary.identifiers import (
    ConsentId,
    MemberId,
    ReferralId,
    new_handle,
    new_reference,
)
from tests.conftest import as_process
from tests.referrals.arriving import arrive
from tests.referrals.envelopes import Envelopes, R, S

PARTS = {
    name: {"version": 1, "content": {"v": 1}, "role": "social_worker"}
    for name in ("profile", "needs", "safety")
}


@dataclass
class FromThere:
    """What node be sends of one referral: the offer as it left, and what was said afterwards."""

    envelopes: Envelopes

    def __post_init__(self) -> None:
        self.shared, self.handle = uuid4(), new_handle()
        model = self.envelopes.add(State.SENT, S)  # a model of what the other node would write
        with as_process("web"), acting(MemberId(self.envelopes.members["ana"])):
            self.fields = envelope.written(model, "social_worker")
        genesis, codes = (
            Genesis(ReferralId(self.shared), model.created_at),
            {"urgency": "urgent", "services": ["shelter"]},
        )
        self.send = Move(genesis.referral, genesis.hash, Event.SEND, S, Actor.MEMBER, model.created_at, codes)
        self.later = model.created_at + timedelta(minutes=5)
        consent = {**self.fields["consent"], "sections": list(PARTS)}
        self.fields |= {
            "referral": str(self.shared), "reference": new_reference("BE"), "team": str(self.envelopes.team),
            "moves": [self.send.as_data()], "consent": consent,
        }  # fmt: skip
        self.consent = ConsentRef(ConsentId(UUID(consent["id"])), consent["version"], model.purpose)

    def offer(self) -> None:
        """The offer as it left before anything was taken back."""
        arrive(
            self.envelopes,
            inbound.offered,
            {"envelope": self.fields, "sections": PARTS},
            self.handle,
            self.consent,
        )

    def narrow(self, *gone: str) -> None:
        """These sections are taken back."""
        left = [name for name in PARTS if name not in gone]
        fields = {**self.fields, "consent": {**self.fields["consent"], "sections": left}}
        arrive(self.envelopes, inbound.narrowed, {"envelope": fields, "sections": list(gone)}, self.handle)

    def withdraw(self) -> None:
        """All of it is taken back."""
        end = Move(
            self.send.referral,
            self.send.hash,
            Event.WITHDRAW,
            S,
            Actor.MEMBER,
            self.later,
            {"reason": "by_person"},
        )
        fields = {**self.fields, "moves": [self.send.as_data(), end.as_data()]}
        arrive(self.envelopes, inbound.withdrawn, {"envelope": fields}, self.handle)

    def stands(self) -> tuple[str, set[str]]:
        """Where it stands here, and of which sections there are keys."""
        with as_process("web"), acting(MemberId(self.envelopes.members["ana"])):
            row = Referral.objects.get(shared=self.shared, side=R)
            if row.case_id is None:
                return row.state, set()
            keys = SectionKey.objects.filter(case_id=row.case_id).values_list("section", flat=True)
            return row.state, set(keys)
