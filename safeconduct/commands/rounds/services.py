"""Services of peers come in: each peer is asked in a thread of its own, so that one that hangs slows nobody.

Page after page from where we stand, each in a transaction of its own, at most `PAGES` in one round. What goes wrong is
noted as a code, and the peer asked again after a pause that grows.
"""

import logging
import random
import threading
from datetime import timedelta

import urllib3
from django.db import DatabaseError, connections
from django.utils import timezone

from safeconduct.access.acting import working
from safeconduct.access.alone import alone
from safeconduct.commands.rounds.pace import is_quick
from safeconduct.directory.federation import taking
from safeconduct.directory.federation.models import Feed
from safeconduct.directory.federation.taking import Came
from safeconduct.exchange import refreshing
from safeconduct.exchange.faults import WireError
from safeconduct.exchange.peers import card_for
from safeconduct.exchange.road import NotSpoken, ask, client
from safeconduct.exchange.services.wire import Asked, Page, read_page, write_question
from safeconduct.vocabulary.errors import SafeconductError
from safeconduct.vocabulary.identifiers import NodeId

logger = logging.getLogger(__name__)

NAME = "services"
PAGES = 200
MOST_AT_ONCE = 8
"""How many peers are asked at one time; the others come with the next tick."""
EVERY, EVERY_IN_THE_DEMO = timedelta(minutes=1), timedelta(seconds=3)
WITH_TOO_MANY = timedelta(hours=1)
LONGEST_PAUSE = timedelta(hours=1)
CARD_ONLY = timedelta(hours=1)

_under_way: dict[str, threading.Thread] = {}


class Problem(Exception):
    """Asking came to its end without a whole answer; `code` is one of directory/federation/words.py."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def fetch() -> list[threading.Thread]:
    """Set out to every peer that is due and not being asked; the threads, for whoever waits for them."""
    with working():
        due = taking.feeds_due()
    for name in [name for name, thread in _under_way.items() if not thread.is_alive()]:
        del _under_way[name]
    begun = []
    for feed in due:
        if feed.node in _under_way or len(_under_way) >= MOST_AT_ONCE:
            continue
        thread = threading.Thread(target=_apart, args=(feed,), name=f"services of {feed.node}", daemon=True)
        _under_way[feed.node] = thread
        thread.start()
        begun.append(thread)
    return begun


def _apart(feed: Feed) -> None:
    try:
        with alone("services of a peer", feed.node) as is_alone:
            if is_alone:
                of_peer(feed)
    except Exception:
        logger.exception("services of a peer could not be asked for", extra={"peer": feed.node})
    finally:
        connections.close_all()


def of_peer(feed: Feed) -> None:
    """Ask one peer for what changed, until nothing is left or the round is over; what became of it is noted."""
    problem, again = "", EVERY_IN_THE_DEMO if is_quick() else EVERY
    try:
        with client() as through:
            if _all_of(through, feed):
                problem, again = "too_many", WITH_TOO_MANY
    except NotSpoken:
        problem, again = ("card" if feed.taken_at is None else "not_spoken"), CARD_ONLY
    except WireError as error:
        logger.warning(
            "a page of services was not believed", extra={"peer": feed.node, "fault": error.fault.value}
        )
        problem = "not_as_described"
    except Problem as found:
        problem = found.code
    except SafeconductError as none:  # NoAnswer, and a card that cannot be read any more
        logger.info("a peer gave no services", extra={"peer": feed.node, "why": type(none).__name__})
        problem = "no_answer"
    except DatabaseError as error:  # never a word of what came
        logger.warning(
            "a page of services was not taken in", extra={"peer": feed.node, "why": type(error).__name__}
        )
        problem = "not_taken_in"
    except Exception as error:  # noqa: BLE001  (without a pause the peer would be asked with every tick)
        logger.error(  # noqa: TRY400  (the trace would hold what came)
            "services of a peer could not be read", extra={"peer": feed.node, "why": type(error).__name__}
        )
        problem = "not_taken_in"
    if problem not in ("", "card", "too_many", "not_spoken"):
        again = _pause(feed.attempts + 1)
    if is_quick():
        again = min(again, timedelta(seconds=5))
    with working():
        taking.note_asked(feed.node, problem, timezone.now() + again)


def _all_of(through: urllib3.PoolManager, feed: Feed) -> bool:
    """Whether there were too many."""
    epoch, after, beyond = feed.epoch, feed.after, feed.beyond
    for _number in range(PAGES):
        page = _page(through, feed.node, Asked(epoch, after))
        with working() as now:
            if (page.epoch, page.after) != (epoch, after) and (page.epoch != epoch or after):
                if page.epoch < epoch:
                    raise Problem("older_epoch")
                taking.begin_pass(feed.node, page.epoch)
                epoch, beyond = page.epoch, 0
            came = [Came(one.sequence, one.id, one.service) for one in page.changes]
            beyond += taking.take_in(
                feed.node, came, after=page.after, until=page.until, is_last=not page.more, now=now
            )
        after = page.until
        if not page.more:
            break
    return beyond > 0


def _page(through: urllib3.PoolManager, peer: str, asked: Asked) -> Page:
    """The next page. A card that is newer than the known one is read first: it names the teams."""
    page = read_page(ask(through, NodeId(peer), NAME, write_question(asked)), asked=asked)
    known = card_for(NodeId(peer))
    if known is not None and page.card is not None and page.card > known.issued:
        refreshing.ask_again(peer)
    return page


def _pause(attempts: int) -> timedelta:
    """Doubling from five seconds, with jitter, up to an hour."""
    seconds = min(5.0 * 2.0 ** min(attempts - 1, 12), LONGEST_PAUSE.total_seconds())
    return timedelta(seconds=seconds * random.uniform(0.75, 1.25))  # noqa: S311  (no secret hangs on it)
