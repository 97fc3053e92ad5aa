"""Handing over to the node's public site: services, cards of rights, released editions; a file of public words each.

The site cannot ask the case database; what its agencies let everybody know is written into the site's folder when it
changed, whole, so that what was taken back is gone with the next file. Cards hold law and nothing of a person. Editions
are signed already, and the site keeps each for good.
"""

import json
import logging
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings

from safeconduct.access.acting import working
from safeconduct.agencies.models import Agency
from safeconduct.directory.hsds.documents import document, given_out
from safeconduct.directory.hsds.reading import of_this_node
from safeconduct.directory.hsds.told import Reader
from safeconduct.rights.editing.standing import book
from safeconduct.rights.plain.cards import document as cards_of
from safeconduct.rights.plain.words import spoken
from safeconduct.vocabulary import cards_of_rights
from safeconduct.vocabulary.hsds.handing_over import FILE, MOST
from safeconduct.vocabulary.released import handing_over as editions

logger = logging.getLogger(__name__)
SITE = "public"


def hand_over(home: Path) -> bool:
    """Write what may be known now, if the node has a site and it is not what stands there; whether it was written."""
    folder = home / SITE
    if not folder.is_dir():
        return False
    with working() as at:
        told = of_this_node(settings.NODE or "", Reader.EVERYBODY)
        services = given_out(told, Reader.EVERYBODY, now=at)
        text = json.dumps(document(services), ensure_ascii=False)
    if len(services) == MOST:
        logger.warning("the site is handed %d services, and no more: others may be left out", MOST)
    return written(folder / FILE, text)


def hand_over_cards(home: Path) -> bool:
    """Write the cards of the countries of this node's agencies, if the node has a site; whether it was written.

    They carry the day, so they are written once a day at least: the site says when that has not happened for long.
    """
    folder = home / SITE
    if not folder.is_dir():
        return False
    with working() as at:
        ours = Agency.objects.filter(node=settings.NODE or "").values_list("country", flat=True)
        countries = sorted(set(ours), key=lambda code: (code != settings.COUNTRY, code))
        said = cards_of(book(at_once=True), spoken(), countries, today=at.date())
    return written(folder / cards_of_rights.FILE, json.dumps(said, ensure_ascii=False))


def hand_over_editions(home: Path, released: Callable[[], list[dict[str, Any]]]) -> bool:
    """Write the editions whose embargo has passed, if the node has a site; whether it was written.

    `released` gives all of them, the newest first, each with its embargo; it is asked as the worker.
    """
    folder = home / SITE
    if not folder.is_dir():
        return False
    with working() as at:
        due = editions.due(released(), now=at)
    if len(due) > editions.MOST:
        logger.warning("the site is handed the newest %d editions of %d", editions.MOST, len(due))
    said = editions.document(due[: editions.MOST])
    return written(folder / editions.FILE, json.dumps(said, ensure_ascii=False))


def written(path: Path, text: str) -> bool:
    """Whole and at once, unless it stands there already."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    half = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    half.replace(path)
    return True
