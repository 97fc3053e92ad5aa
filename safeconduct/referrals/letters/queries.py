"""What a member sees of the questions to the own teams: the list, and one conversation, opened."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor
from safeconduct.audit.actions import record
from safeconduct.referrals.letters import opening
from safeconduct.referrals.letters.models import Letter, LetterDesk, LetterThread
from safeconduct.vocabulary.errors import NotFound
from safeconduct.vocabulary.letters import form

MOST = 50
MOST_LETTERS = 60


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """One letter: its row, what it says (None where it cannot be opened), and who of the agency wrote it."""

    row: Letter
    said: form.Letter | None
    by: str


@dataclass(frozen=True, slots=True, repr=False)
class Conversation:
    """A conversation, the first letter first."""

    row: LetterThread
    lines: list[Line]

    @property
    def reply(self) -> bytes:
        """To which public key an answer is sealed; empty where no question can be opened."""
        return next((line.said.reply for line in self.lines if line.said and line.said.reply), b"")

    @property
    def language(self) -> str:
        """In which language the last question is written, as the page said on which it was."""
        asked = [line.said.language for line in self.lines if line.said and not line.row.is_ours]
        return asked[-1] if asked else ""


def waiting(*, by: Member, at: datetime) -> list[LetterThread]:
    """Those of the member's teams, the ones that wait for an answer first. One record."""
    found = list(LetterThread.objects.order_by("-waits", "last_on", "id")[:MOST])
    record("list:letters", by=as_actor(by), at=at, detail={"letters": len(found)})
    return found


def one(thread: UUID, *, by: Member, at: datetime) -> Conversation:
    """One of them, with its letters; reading is recorded. Raises NotFound."""
    row = LetterThread.objects.filter(pk=thread).first()
    if row is None:
        raise NotFound(_("There is no such question for you."))
    rows = list(Letter.objects.filter(thread_id=thread).order_by("day", "number", "id")[:MOST_LETTERS])
    names = dict(
        Member.objects.filter(pk__in={each.written_by for each in rows if each.written_by}).values_list(
            "pk", "name"
        )
    )
    record("letter:read", by=as_actor(by), at=at, detail={"conversation": str(thread)})
    lines = [
        Line(
            each,
            opening.opened(each, bytes(row.mark)),
            names.get(each.written_by, "") if each.written_by else "",
        )
        for each in rows
    ]
    return Conversation(row, lines)


def desk_of(agency: UUID) -> LetterDesk | None:
    """What the member's agency says of the questions that it takes."""
    return LetterDesk.objects.filter(pk=agency).first()
