"""Who has a round: written under one lock, whoever says it.

Race: two answers land at once, in two transactions of the inbox as two peers. Each holds its own enquiry's row, then
waits for the round's; the second one reads the winner that the first has written. The order is always enquiry, round.
"""

from datetime import datetime

from safeconduct.referrals.enquiries.models import Enquiry
from safeconduct.referrals.rounds import rules
from safeconduct.referrals.rounds.models import Round
from safeconduct.vocabulary.codes import Feasibility


def asked(row: Enquiry) -> rules.Asked:
    """The row as the rules of a round see it."""
    return rules.Asked(
        row.shared,
        row.until,
        Feasibility(row.answer) if row.answer else None,
        is_withdrawn=row.withdrawn_at is not None,
        is_converted=row.converted_at is not None,
        is_told=row.taken_at is not None,
        is_kept=row.kept_at is not None,
    )


def note_answer(row: Enquiry, at: datetime) -> bool:
    """An answer has come to this locked row; whether it decides its round."""
    found = _locked(row)
    answer = Feasibility(row.answer) if row.answer else None
    if found is None or not rules.wins(
        answer, winner=found.won_by, is_withdrawn=row.withdrawn_at is not None
    ):
        return False
    _give(found, row, at)
    return True


def take(row: Enquiry, at: datetime) -> None:
    """Whoever asked takes this locked row, first or in the place of another. The clock tells both."""
    found = _locked(row)
    if found is not None and found.won_by != row.shared:
        _give(found, row, at)


def let_go(row: Enquiry) -> None:
    """This locked row was taken back, or cannot after all: nobody has the round that it had, and others may be asked.

    Race: only who holds the row gives it the round, so without a lock it is known that it has not; whoever takes
    back several at once then holds no round while waiting for the next enquiry.
    """
    if row.together is None or not Round.objects.filter(id=row.together, won_by=row.shared).exists():
        return
    found = _locked(row)
    if found is not None and found.won_by == row.shared:
        found.won_by = found.won_at = None
        found.save(update_fields=["won_by", "won_at"])


def _give(found: Round, row: Enquiry, at: datetime) -> None:
    found.won_by, found.won_at = row.shared, at
    found.save(update_fields=["won_by", "won_at"])
    if row.taken_at is not None:
        row.taken_at = None
        row.save(update_fields=["taken_at"])


def _locked(row: Enquiry) -> Round | None:
    if row.together is None:
        return None
    # Only what the inbox may read of it.
    rows = Round.objects.select_for_update().only("id", "won_by", "won_at")
    return rows.filter(id=row.together).first()
