"""The door `restored`: what must happen to a restored database before it serves. Runs as the worker; nodes call it.

Between the backup and now things have happened that this database does not know: messages may have been sent, consents
taken back. So nothing that carries a person leaves by itself, and a person decides anew.
"""

import json
from uuid import UUID

from django.conf import settings

from safeconduct.access.acting import working
from safeconduct.audit.actions import Actor, record
from safeconduct.cases.purge import sweep
from safeconduct.commands.backups.restoring import TOLD
from safeconduct.commands.faults import CannotRun
from safeconduct.counsel.purge import sweep as sweep_matters
from safeconduct.exchange.catching_up import asking
from safeconduct.exchange.held import waiting_parts
from safeconduct.exchange.outbox import waiting_with_content
from safeconduct.referrals import restored
from safeconduct.referrals.clockwork import ROLE
from safeconduct.referrals.purge import sweep_texts
from safeconduct.rights.purge import sweep as sweep_rights

CLOCK = Actor(kind="clock", id="", role=ROLE)


def main(arguments: list[str]) -> int:
    """Prints JSON: how many messages were `voided` and in how many `referrals` somebody is asked again."""
    if settings.PROCESS != "worker" or settings.NODE_HOME is None:
        raise CannotRun("The command restored runs as the worker of a node: use it through the node.")
    told = json.loads((settings.NODE_HOME / TOLD).read_text())
    with working() as at:
        # What lies under a key that was destroyed is taken away now, and not with tomorrow's purge.
        swept = sweep() + sweep_texts() + sweep_rights() + sweep_matters()
        referrals = sorted(waiting_with_content() | waiting_parts())
        voided = sum(restored.stop(referral=referral, at=at) for referral in referrals)
        asking.begin()
        restored.say_erased(cases=[UUID(case) for case in told["erased"]], at=at)
        said: dict[str, str | int | bool | list[str]] = {
            "taken_at": told["taken_at"],
            "voided": voided,
            "referrals": len(referrals),
            "cleared": swept,
        }
        record("node:restored", by=CLOCK, at=at, detail=said)
    print(json.dumps(said))
    return 0
