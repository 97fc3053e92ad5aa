"""Somebody who asks three services of another node at once."""

from collections.abc import Callable
from uuid import UUID

from safeconduct.access.acting import acting
from safeconduct.directory.models import Entry
from safeconduct.referrals import clockwork
from safeconduct.referrals.asides import Asides, asides
from safeconduct.referrals.enquiries.models import Enquiry
from safeconduct.referrals.inbound import enquiries as inbound
from safeconduct.referrals.rounds import actions, queries
from safeconduct.referrals.rounds.models import Round
from safeconduct.vocabulary.identifiers import MemberId
from tests.conftest import as_process
from tests.connections import briefly
from tests.referrals.enquiries.desk import QUESTION, Desk
from tests.referrals.envelopes import Envelopes

SERVICES = ("shelter", "legal_advice", "crisis_shelter", "medical_care", "counselling", "interpreting")


class Asking(Desk):
    """Ana asks three services of node be at once."""

    def __init__(self, envelopes: Envelopes) -> None:
        super().__init__(envelopes)
        self.entries.append(self.add_entry(envelopes.other_team, envelopes.other, "crisis_shelter"))
        self.round = self.begin(self.entries)

    def begin(self, entries: list[UUID]) -> UUID:
        with as_process("web"), acting(MemberId(self.envelopes.members["ana"])) as at:
            made = actions.begin(
                services=self.services(entries), question=QUESTION, search="need=housing", fitting=entries,
                by=self.envelopes.member("ana"), at=at,
            )  # fmt: skip
        return made.id

    def services(self, entries: list[UUID]) -> list[Entry]:
        return [Entry.objects.select_related("agency").get(id=one) for one in entries]

    def does(self, what: Callable[..., object], **more: object) -> None:
        """Ana does this with the round."""
        with as_process("web"), acting(MemberId(self.envelopes.members["ana"])) as at:
            what(name=self.round, by=self.envelopes.member("ana"), at=at, **more)

    def rows(self) -> list[Enquiry]:
        with as_process("web"), acting(MemberId(self.envelopes.members["ana"])):
            return list(Enquiry.objects.filter(together=self.round).order_by("service"))

    def winner(self) -> UUID | None:
        with as_process("web"), acting(MemberId(self.envelopes.members["ana"])):
            return Round.objects.get(id=self.round).won_by

    def says(self, row: Enquiry, answer: str = "possible", day: str | None = None) -> str:
        body = {"enquiry": str(row.shared), "answer": answer, "possible_from": day, "other": None, "role": ""}
        return self.arrives(inbound.answered, body, row.handle)

    def tells(self) -> list[str]:
        """The clock runs; to which roads it said that somebody else was taken."""
        with as_process("worker"):
            clockwork.run()
        return sorted(message.handle for message in self.posted() if message.type == clockwork.TAKEN)

    def today(self) -> Asides:
        """What Ana's Today says beside the referrals."""
        with as_process("web"), acting(MemberId(self.envelopes.members["ana"])) as at:
            return asides(at.date(), [self.envelopes.team])

    def seen(self) -> queries.Whole:
        """The round as its page shows it."""
        with as_process("web"), acting(MemberId(self.envelopes.members["ana"])) as at:
            return queries.one(self.round, by=self.envelopes.member("ana"), at=at)

    def stands(self, referral: UUID, state: str) -> None:
        """The referral has come this far."""
        with briefly("owner") as owner:
            owner.execute("ALTER TABLE referrals.referral NO FORCE ROW LEVEL SECURITY")
            owner.execute(
                "UPDATE referrals.referral SET state = %s, consent_id = coalesce(consent_id, gen_random_uuid()), "
                "consent_version = 1 WHERE id = %s",
                [state, referral],
            )
            owner.execute("ALTER TABLE referrals.referral FORCE ROW LEVEL SECURITY")

    def kept_told(self) -> list[str]:
        """To which roads the clock said that we go on with them, in order."""
        return [message.handle for message in self.posted() if message.type == clockwork.KEPT]
