"""Handing the services for everybody over to the node's public site: one file of public words, one way.

The site cannot ask the case database; what its agencies let everybody know is written into the site's folder when it
changed, whole, so that what was taken back is gone with the next file.
"""

import json
import logging
import os
import secrets
from pathlib import Path

from django.conf import settings

from safeconduct.access.acting import working
from safeconduct.directory.hsds.documents import document, given_out
from safeconduct.directory.hsds.reading import of_this_node
from safeconduct.directory.hsds.told import Reader
from safeconduct.vocabulary.hsds.handing_over import FILE, MOST

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
    path = folder / FILE
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    half = path.with_name(f"{FILE}.{secrets.token_hex(4)}")
    with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    half.replace(path)
    return True
