"""Whether a form was sent by a page of ours: asked of the browser, without a cookie and without a mark. Pure."""

from collections.abc import Mapping
from urllib.parse import urlsplit

NOT_SAID = "null"
"""These pages tell nobody whence one comes, so browsers say this of our own forms too."""


def is_from_elsewhere(headers: Mapping[str, str], host: str) -> bool:
    """Whether the browser says that another host's page sent it.

    Every browser since 2023 says so in `Sec-Fetch-Site`. An older one says `null` in `Origin`, here and elsewhere:
    it is believed, because an old telephone must not be turned away, and what can be sent is limited by the hour.
    """
    said = headers.get("Sec-Fetch-Site")
    if said is not None:
        return said not in ("same-origin", "none")
    origin = headers.get("Origin")
    if origin is None or origin == NOT_SAID:
        return False
    try:
        return urlsplit(origin).netloc != host
    except ValueError:
        return True
