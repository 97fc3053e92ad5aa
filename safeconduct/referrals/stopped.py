"""After the person has said stop with a paper code: nothing more goes to the other side of the referral.

Sections leave by what lets them leave, which the database ended in that moment. Words, tasks, items of conferences and
what waits sealed for an acceptance rest on the consent alone, so they are asked for here.
"""

from safeconduct.access import doors
from safeconduct.referrals.models import Referral
from safeconduct.referrals.moves import Side
from safeconduct.referrals.reasons import STOPPED_BY_PERSON
from safeconduct.vocabulary.decisions import Allowed, Decision, Refused


def may_go(row: Referral) -> Decision:
    """Whether something may still go from the sender of this referral to its other side, as far as the person is asked.

    What the receiver answers goes on: it brings nothing of this file to anybody new.
    """
    if row.side != Side.SENDER or row.case_id is None or row.consent_id is None:
        return Allowed()
    return Allowed() if doors.may_leave(row.case_id, row.consent_id) else Refused(STOPPED_BY_PERSON)
