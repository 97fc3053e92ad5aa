"""The mail of a day: how many referrals wait for a member and how many are late, their references, and no more.

Promised: no name, alias, agency, service or state is in it. Its links are the front page, where one signs in as
always, and the way to refuse the mail; nothing can be done with a referral by a link.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.mail import EmailMessage
from django.utils.translation import gettext, ngettext

from safeconduct.agencies.models import Member
from safeconduct.referrals import children
from safeconduct.referrals.clocks import ALARMING
from safeconduct.referrals.lists.away import asleep_of, put_away_by
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import State
from safeconduct.referrals.queries import is_your_turn, mine, over

MOST = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """The references that wait for a member, the soonest clock first, and how many of them are late."""

    references: tuple[str, ...]
    late: int


def waiting(member: Member, at: datetime) -> Waiting:
    """What Today would show as this member's turn: neither drafts nor what is put away. Runs as the worker too."""
    marked = Referral.objects.annotate(is_about_child=children.MARK, away=put_away_by(member))
    rows = marked.filter(mine(member)).exclude(over(at)).exclude(state=State.DRAFT)
    ours = [row for row in rows.order_by("due_at", "created_at") if is_your_turn(row)]
    awake = [
        row
        for row in ours
        if asleep_of(row, at, is_alarm=State(row.state) in ALARMING and row.is_about_child) is None
    ]
    late = sum(row.due_at is not None and row.due_at <= at for row in awake)
    return Waiting(tuple(row.reference for row in awake), late)


def message(found: Waiting, *, to: str, front: str, refuse: str) -> EmailMessage:
    """The mail. `front` and `refuse` are addresses, or "" on a node that does not know its own."""
    headers = {}
    if refuse:
        # RFC 2369 and RFC 8058: the reader's program may offer one button that refuses it.
        headers = {"List-Unsubscribe": f"<{refuse}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return EmailMessage(_counts(found), _body(found, front, refuse), to=[to], headers=headers)


def _counts(found: Waiting) -> str:
    number = len(found.references)
    words = ngettext("%(n)d reference waits for you", "%(n)d references wait for you", number) % {"n": number}
    if found.late:
        words += ", " + ngettext("%(n)d is late", "%(n)d are late", found.late) % {"n": found.late}
    return words


def _body(found: Waiting, front: str, refuse: str) -> str:
    more = len(found.references) - MOST
    lines: Sequence[str] = [
        f"{_counts(found)}:",
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
