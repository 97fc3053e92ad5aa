"""The services of another system's HSDS API, page by page, into a file of the moment: one record a line.

Source: ../shared/standards/hsds.md section 2. Only the operator's command asks; no page of the node goes to an address
that somebody typed. What an answer holds is believed no more than any file: the same reader reads it.
"""

import json
from collections.abc import Callable, Mapping
from typing import IO, Any
from urllib.parse import quote, urlencode, urlsplit

import urllib3
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.directory.bringing.reading import MOST_RECORDS
from safeconduct.vocabulary.tables.problems import Problem, WrongFile

SECONDS = 30.0
PER_PAGE = 100
MOST_BYTES = 32 * 1024 * 1024
"""Of one answer."""
MOST_PAGES = MOST_RECORDS
HERE = frozenset({"127.0.0.1", "localhost", "::1"})

NOT_AN_ADDRESS = _("The address of an HSDS API begins with https://.")
NO_ANSWER = _("{address} gave no answer that can be read: {why}. Nothing was kept; try again later.")

type Say = Callable[[int], None]


def is_address(text: str) -> bool:
    """Whether somebody named an address, and no file."""
    return text.startswith(("https://", "http://"))


def fetch(address: str, into: IO[bytes], say: Say = lambda _number: None) -> int:
    """Write every service of the API, one a line; how many. Raises WrongFile with the page that gave no answer."""
    parts = urlsplit(address)
    if not parts.hostname or not (parts.scheme == "https" or parts.hostname in HERE):
        raise WrongFile(Problem(0, "", NOT_AN_ADDRESS))
    base, number = address.rstrip("/").removesuffix("/services"), 0
    with urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(SECONDS)) as client:
        for page in range(1, MOST_PAGES):
            asked = urlencode({"page": page, "per_page": PER_PAGE, "full": "true"})
            answer = _asked(client, f"{base}/services?{asked}")
            contents = answer.get("contents") if isinstance(answer, Mapping) else answer
            if not isinstance(contents, list):
                raise _no_answer(f"{base}/services?{asked}", "it has no contents")
            for record in contents:
                into.write(json.dumps(_whole(client, base, record)).encode() + b"\n")
                number += 1
            say(number)
            if not contents or number >= MOST_RECORDS or _is_last(answer, page):
                break
    into.flush()
    return number


def _is_last(answer: Any, page: int) -> bool:
    if not isinstance(answer, Mapping) or answer.get("last_page") is True:
        return True
    total = answer.get("total_pages")
    return isinstance(total, int) and page >= total


def _whole(client: urllib3.PoolManager, base: str, record: Any) -> Any:
    """A list may leave out who gives a service: then the service is asked for by itself."""
    if (
        not isinstance(record, Mapping)
        or isinstance(record.get("organization"), Mapping)
        or not record.get("id")
    ):
        return record
    return _asked(client, f"{base}/services/{quote(str(record['id']), safe='')}")


def _asked(client: urllib3.PoolManager, url: str) -> Any:
    try:
        answer = client.request(
            "GET", url, headers={"accept": "application/json"}, redirect=False, preload_content=False
        )
        said = answer.read(MOST_BYTES + 1)
        answer.release_conn()
    except (urllib3.exceptions.HTTPError, OSError) as fault:
        raise _no_answer(url, type(fault).__name__) from None
    if answer.status != 200:
        raise _no_answer(url, f"status {answer.status}")
    if len(said) > MOST_BYTES:
        raise _no_answer(url, "it is too long")
    try:
        return json.loads(said)
    except (ValueError, RecursionError):
        raise _no_answer(url, "it is no JSON") from None


def _no_answer(url: str, why: str) -> WrongFile:
    return WrongFile(Problem(0, "", format_lazy(NO_ANSWER, address=url, why=why)))
