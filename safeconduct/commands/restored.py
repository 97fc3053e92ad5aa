"""The door `restored`: what must happen to a restored database before it serves. Runs as the worker; nodes call it.

Between the backup and now things have happened that this database does not know: messages may have been sent, consents
taken back. So nothing that carries a person leaves by itself, and a person decides anew.
"""

import argparse
import json
from datetime import datetime

from django.conf import settings

from safeconduct.access.acting import working
from safeconduct.audit.actions import Actor, record
from safeconduct.cases.purge import sweep
from safeconduct.commands.faults import CannotRun
from safeconduct.exchange.held import waiting_parts
from safeconduct.exchange.outbox import waiting_with_content
from safeconduct.referrals import restored
from safeconduct.referrals.clockwork import ROLE
from safeconduct.referrals.purge import sweep_texts

CLOCK = Actor(kind="clock", id="", role=ROLE)


def main(arguments: list[str]) -> int:
    """Prints JSON: how many messages were `voided` and in how many `referrals` somebody is asked again."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--taken", type=datetime.fromisoformat, required=True)
    asked = parser.parse_args(arguments)
    if settings.PROCESS != "worker":
        raise CannotRun("The command restored runs as the worker of a node: use it through the node.")
    with working() as at:
        # What lies under a key that was destroyed is taken away now, and not with tomorrow's purge.
        swept = sweep() + sweep_texts()
        referrals = sorted(waiting_with_content() | waiting_parts())
        voided = sum(restored.stop(referral=referral, at=at) for referral in referrals)
        said: dict[str, str | int | bool | list[str]] = {
            "taken_at": asked.taken.isoformat(timespec="seconds"),
            "voided": voided,
            "referrals": len(referrals),
            "cleared": swept,
        }
        record("node:restored", by=CLOCK, at=at, detail=said)
    print(json.dumps(said))
    return 0
