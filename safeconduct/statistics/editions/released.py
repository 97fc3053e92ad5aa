"""Every edition that was released, as it was signed: for the public site and the API."""

from typing import Any

from safeconduct.statistics.editions import store


def released() -> list[dict[str, Any]]:
    """The newest first; "embargo" is the moment from which it may be shown, "" where it may be shown now.

    What is under an embargo is there for whoever sees editions in preparation, and for the worker; for nobody else.
    """
    return [
        {"signed": one.signed, "embargo": one.embargo.isoformat() if one.embargo else ""}
        for one in store.editions()
    ]
