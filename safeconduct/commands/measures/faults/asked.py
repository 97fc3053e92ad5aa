"""What the receivers' own software reads, when all is drained, of sections that were saved anew."""

from safeconduct.commands.measures.faults.oracle import Oracle
from safeconduct.commands.measures.faults.scripts import UPDATED
from safeconduct.commands.measures.faults.software import Offices
from safeconduct.commands.measures.faults.trio import DESKS

type Read = dict[str, dict[str, int]]
"""By reference and section: the version that the API has answered."""

SECTIONS = "&".join(f"section={name}" for name in UPDATED)


def read_there(oracle: Oracle, offices: Offices) -> Read:
    """Of each referral in whose story a section was saved anew; what is closed to the reader is not in it."""
    found: Read = {}
    for referral in oracle.sent:
        if not any(told.what == "update" for told in referral.told):
            continue
        reader = DESKS[referral.receiver][2]
        program = offices.take(reader)
        answer = program.get(f"/referrals/{referral.reference}/sections?{SECTIONS}")
        offices.give_back(reader, program)
        items = answer.body["items"] if answer.is_done else []
        found[referral.reference] = {item["section"]: item["version"] or 0 for item in items}
    return found
