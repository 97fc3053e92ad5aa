"""The mail of a day: how many referrals wait for a member and how many are late, their references, how many enquiries
without a name and how many questions of people without a name wait for the member's teams, how many last days are near,
how many messages of other lawyers, rules of law and editions of figures wait, how much of the own services is to be
checked, and no more.

Promised: no name, alias, agency, service or state is in it. Its links are the front page, where one signs in as
always, and the way to refuse the mail; nothing can be done with a referral by a link.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.mail import EmailMessage
from django.db import connection
from django.utils.translation import gettext, ngettext

from safeconduct.agencies.models import Member
from safeconduct.referrals import children
from safeconduct.referrals.clocks import ALARMING
from safeconduct.referrals.enquiries.rules import may_take_part
from safeconduct.referrals.letters.queries import kept
from safeconduct.referrals.letters.rules import may_take_part as may_answer_people
from safeconduct.referrals.lists.away import asleep_of, put_away_by
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from safeconduct.referrals.queries import is_your_turn, mine, over
from safeconduct.vocabulary.codes import Profession

MOST = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """The references that wait for a member, the soonest clock first, and how many of them are late."""

    references: tuple[str, ...]
    late: int
    enquiries: int = 0
    """Enquiries without a name that wait for the member's teams: a number, and no reference."""
    late_enquiries: int = 0
    deadlines: int = 0
    """Last days of rights, days of matters and claims within a fortnight, or over: a number that their rooms count."""
    late_deadlines: int = 0
    messages: int = 0
    """What other lawyers wish and write, and nobody has opened."""
    rules: int = 0
    """Rules of law that wait for a signature, or for an answer to what somebody says of them."""
    services: int = 0
    """Parts of the own services that nobody has checked for too long, and what others say is wrong with them."""
    letters: int = 0
    """Questions of people without a name that wait for an answer of the member's teams: a number."""
    editions: int = 0
    """Editions of figures in which it is the member's turn: to approve, to prepare again, to see why not."""

    def __bool__(self) -> bool:
        """Whether there is anything to say."""
        return bool(
            self.references
            or self.enquiries
            or self.deadlines
            or self.messages
            or self.rules
            or self.services
            or self.letters
            or self.editions
        )


def waiting(member: Member, at: datetime) -> Waiting:
    """What Today would show as this member's turn: neither drafts nor what is put away. Runs as the worker too."""
    marked = Referral.objects.annotate(is_about_child=children.MARK, away=put_away_by(member.id))
    rows = marked.filter(mine(member)).exclude(over(at)).exclude(state=State.DRAFT)
    ours = [row for row in rows.order_by("due_at", "created_at") if is_your_turn(row)]
    awake = [
        row
        for row in ours
        if asleep_of(row, at, is_alarm=State(row.state) in ALARMING and row.is_about_child) is None
    ]
    late = sum(row.due_at is not None and row.due_at <= at for row in awake)
    references = tuple(row.reference for row in awake)
    return Waiting(references, late, *_enquiries(member), letters=_letters(member, at))


def _letters(member: Member, at: datetime) -> int:
    """Conversations in which it is the turn of the member's teams. The worker reads nothing of them but this."""
    if not (member.teams and may_answer_people(Profession(member.profession))):
        return 0
    return kept(at).filter(team_id__in=member.teams, waits=True).count()


def _enquiries(member: Member) -> tuple[int, int]:
    """How many wait for the member's teams, and how many of them are past the time of their urgency."""
    if not (member.teams and may_take_part(Profession(member.profession))):
        return 0, 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT waiting, late FROM referrals.enquiries_waiting(%s)", [list(member.teams)])
        found: tuple[int, int] = cursor.fetchone()
    return found


def message(found: Waiting, *, to: str, front: str, refuse: str) -> EmailMessage:
    """The mail. `front` and `refuse` are addresses, or "" on a node that does not know its own."""
    headers = {}
    if refuse:
        # RFC 2369 and RFC 8058: the reader's program may offer one button that refuses it.
        headers = {"List-Unsubscribe": f"<{refuse}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return EmailMessage(_counts(found), _body(found, front, refuse), to=[to], headers=headers)


def _counts(found: Waiting) -> str:
    parts = []
    if number := len(found.references):
        parts.append(
            ngettext("%(n)d reference waits for you", "%(n)d references wait for you", number) % {"n": number}
        )
    if found.late:
        parts.append(ngettext("%(n)d is late", "%(n)d are late", found.late) % {"n": found.late})
    if asked := found.enquiries:
        parts.append(
            ngettext("%(n)d enquiry waits for an answer", "%(n)d enquiries wait for an answer", asked)
            % {"n": asked}
        )
    if late := found.late_enquiries:
        parts.append(ngettext("%(n)d of them is late", "%(n)d of them are late", late) % {"n": late})
    if people := found.letters:
        parts.append(
            ngettext("%(n)d question waits for an answer", "%(n)d questions wait for an answer", people)
            % {"n": people}
        )
    if days := found.deadlines:
        parts.append(ngettext("%(n)d last day is near", "%(n)d last days are near", days) % {"n": days})
    if late := found.late_deadlines:
        parts.append(ngettext("%(n)d of them is over", "%(n)d of them are over", late) % {"n": late})
    if news := found.messages:
        parts.append(
            ngettext("%(n)d message waits for you", "%(n)d messages wait for you", news) % {"n": news}
        )
    if wait := found.rules:
        parts.append(ngettext("%(n)d rule waits for you", "%(n)d rules wait for you", wait) % {"n": wait})
    if look := found.services:
        parts.append(
            ngettext(
                "%(n)d part of a service is to be checked", "%(n)d parts of services are to be checked", look
            )
            % {"n": look}
        )
    if figures := found.editions:
        parts.append(
            ngettext(
                "%(n)d edition of figures waits for you", "%(n)d editions of figures wait for you", figures
            )
            % {"n": figures}
        )
    return ", ".join(parts)


def _body(found: Waiting, front: str, refuse: str) -> str:
    more = len(found.references) - MOST
    lines: Sequence[str] = [
        f"{_counts(found)}:" if found.references else f"{_counts(found)}.",
        "",
        *found.references[:MOST],
        *([gettext("and %(n)d more") % {"n": more}] if more > 0 else []),
        "",
        gettext("Sign in to read: %(address)s") % {"address": front}
        if front
        else gettext("Sign in to read."),
        "",
        gettext("This mail comes at most once a day, and says no more on purpose."),
        gettext("You do not want it any more: %(address)s") % {"address": refuse}
        if refuse
        else gettext("You can end it on your account page."),
    ]
    return "\n".join(lines)
