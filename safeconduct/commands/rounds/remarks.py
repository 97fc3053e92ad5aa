"""Between the node and its public site: what readers say is wrong with a service or a card, to those who keep it.

What the site wrote is read without trust: the process that wrote it serves strangers.
"""

import logging
import os
from datetime import datetime
from pathlib import Path

from safeconduct.access.acting import working
from safeconduct.commands.rounds.handing_over import SITE, written
from safeconduct.directory.keeping import readers as of_services
from safeconduct.rights.editing import readers as of_rules
from safeconduct.vocabulary import remarks

logger = logging.getLogger(__name__)


def carry(home: Path) -> None:
    """Keep what the site has laid down, and say what became of each; nothing where there is no site."""
    folder = home / SITE
    if not folder.is_dir():
        return
    try:
        found = remarks.read(_read(folder / remarks.TO_NODE))
    except remarks.Malformed:
        logger.warning("the site's file of remarks was not taken: it is none")
        return
    with working() as at:
        kept = [each.id for each in found if _keep(each, at=at)]
    left = [each.id for each in found if each.id not in kept]
    written(folder / remarks.TO_SITE, remarks.Became(tuple(kept), tuple(left)).text())


def _keep(remark: remarks.Remark, *, at: datetime) -> bool:
    if isinstance(remark.about, str):
        return of_rules.keep(remark, remark.about, at=at)
    return of_services.keep(remark, remark.about, at=at)


def _read(path: Path) -> bytes | None:
    try:
        # What another process may have put there is no link to follow, and no pipe to wait for.
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with open(handle, "rb") as file:
            return file.read(remarks.LARGEST + 1)
    except OSError:
        return None
