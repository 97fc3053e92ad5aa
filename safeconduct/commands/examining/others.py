"""Other nodes: whether their cards are fresh and believed, their inboxes reached, and their clocks like ours."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC
from email.utils import parsedate_to_datetime

import psycopg
import urllib3

from safeconduct.commands.examining.findings import Finding, Look, ok, warning, wrong

SECONDS = 4.0
OLD_DAYS = 3
"""A card is asked for once a day."""
SECONDS_OFF, SECONDS_WRONG = 20.0, 120.0
"""A request between nodes is believed for some minutes only."""
THEIR_PAGE = "Look at its page under Administration, Other nodes."


def cards(look: Look) -> Finding:
    """No other node is held, and each one's card was read in the last days."""
    rows = look.connection.execute(
        "SELECT node, held_since IS NOT NULL, suspended_at IS NOT NULL, "
        "reached_at IS NULL OR reached_at < now() - make_interval(days => %s) FROM exchange.peer "
        "WHERE node <> access.this_node() ORDER BY node",
        [OLD_DAYS],
    ).fetchall()
    held = [node for node, is_held, _suspended, _old in rows if is_held]
    if held:
        return warning(
            f"Held, since their card shows other keys: {', '.join(held)}.",
            f"{THEIR_PAGE} Telephone them, and confirm the new keys or keep the old ones.",
        )
    old = [node for node, _held, is_suspended, is_old in rows if is_old and not is_suspended]
    if old:
        return warning(f"Their cards were not read for {OLD_DAYS} days: {', '.join(old)}.", THEIR_PAGE)
    suspended = sum(is_suspended for _node, _held, is_suspended, _old in rows)
    return ok(f"Other nodes: {len(rows)}, of which {suspended} suspended. Their cards are fresh.")


def restores(look: Look) -> Finding:
    """After a restore, of this node or of another, the numbers of messages were agreed on with every node."""
    rows = look.connection.execute(
        "SELECT c.peer, c.ours, c.state, c.lanes_behind, c.behind, c.lanes_ahead, c.ahead, c.again, c.voided, "
        "(SELECT count(*) FROM exchange.asked_back b WHERE b.peer = c.peer AND NOT c.ours) "
        "FROM exchange.catching_up c ORDER BY c.ours DESC, c.peer"
    ).fetchall()
    unspoken = [row[0] for row in rows if row[2] == "not_spoken"]
    if unspoken:
        return warning(
            f"Their release cannot say what this node lacks since its restore: {', '.join(unspoken)}.",
            "Telephone them: what did they tell us, and get from us, since the backup? Ask them for a newer release.",
        )
    waiting = [row for row in rows if row[2] != "done" or row[9]]
    if waiting:
        said = "; ".join(_so_far(row) for row in waiting[:5])
        return warning(
            f"Numbers are being compared after a restore: {said}.",
            "Look whether the other node is reached. Until then ordinary messages between the two wait.",
        )
    if not rows:
        return ok("Neither this node nor another one it knows was restored.")
    again, voided = sum(row[7] for row in rows), sum(row[8] for row in rows)
    behind, ahead = sum(row[3] for row in rows), sum(row[5] for row in rows)
    return ok(
        f"After a restore all numbers are agreed on: {behind} lanes were behind and {ahead} ahead, {again} messages "
        f"were sent again, {voided} as a void."
    )


def _so_far(row: tuple[object, ...]) -> str:
    peer, ours, _state, lanes_behind, behind, lanes_ahead, ahead, _again, _voided, waiting = row
    if ours:
        return f"{peer}, {behind} messages behind in {lanes_behind} lanes, {ahead} ahead in {lanes_ahead}"
    return f"{peer}, which asks for {waiting} lanes"


def reached(look: Look) -> Finding:
    """Each believed node's inbox answers from here."""
    missing = sorted(node for node, seconds in look.ahead.items() if seconds is None)
    if missing:
        return warning(
            f"Not reached from this machine: {', '.join(missing)}.",
            "Look whether this machine reaches the internet, then telephone whoever runs it. What waits is kept.",
        )
    return ok(f"Inboxes that answer: {len(look.ahead)}.")


def clocks(look: Look) -> Finding:
    """The clocks of the other nodes, as their answers show them, agree with this machine's."""
    off = {node: seconds for node, seconds in look.ahead.items() if seconds is not None}
    apart = {node: seconds for node, seconds in off.items() if abs(seconds) >= SECONDS_OFF}
    if not apart:
        return ok(f"Clocks of other nodes that agree with this machine's: {len(off)}.")
    said = ", ".join(f"{node} by {seconds:+.0f} seconds" for node, seconds in sorted(apart.items()))
    # One clock that is off is probably theirs, all of several are ours.
    ours = len(off) > 1 and len(apart) == len(off)
    found = wrong if ours or max(map(abs, apart.values())) >= SECONDS_WRONG else warning
    return found(
        f"Clocks differ: {said}.",
        "Let this machine follow a time server."
        if ours
        else "Telephone them: a clock of theirs is wrong, or ours.",
    )


def ahead(connection: psycopg.Connection) -> dict[str, float | None]:
    """Ask each believed node at its inbox: by how many seconds its clock is ahead; None when it was not reached."""
    rows = connection.execute(
        "SELECT node, card->>'endpoint' FROM exchange.peer WHERE node <> access.this_node() "
        "AND held_since IS NULL AND suspended_at IS NULL ORDER BY node"
    ).fetchall()
    with ThreadPoolExecutor(8) as pool:
        return dict(zip((row[0] for row in rows), pool.map(_ahead, (row[1] for row in rows)), strict=True))


def _ahead(endpoint: str) -> float | None:
    begun = time.time()
    try:
        with urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(SECONDS)) as client:
            answer = client.request("GET", f"{endpoint}card", redirect=False, preload_content=False)
            said = answer.headers.get("Date")
            answer.close()
        at = parsedate_to_datetime(said or "")
    except (urllib3.exceptions.HTTPError, OSError):
        return None
    except ValueError:
        return 0.0  # reached, and it says no time
    now = (begun + time.time()) / 2
    # The header tells whole seconds.
    return at.replace(tzinfo=at.tzinfo or UTC).timestamp() + 0.5 - now
