"""detect-secrets: what looks like a key or a password, less what is known and listed in `.secrets.baseline`.

What is listed is invented: passwords of tests, examples in sentences. Lines may move; a new one may not come.
"""

import json
from typing import Any

from safeconduct.commands.places import REPOSITORY
from safeconduct.commands.securing.outcomes import Outcome, answer

BASELINE = REPOSITORY / ".secrets.baseline"
LEFT_OUT = (
    r"^(requirements.*\.txt|(.*/)?package-lock\.json|docs/reference/exchange/.*|docs/reference/asvs\.md|"
    r"\.secrets\.baseline)$"
)
"""Hashes of packages, the published test vectors, whose keys are meant to be read, and a page of names of tests."""

type Secret = tuple[str, str, str]
"""A file, what the thing looks like, and the hash of it."""


def look() -> Outcome:
    """What is in a committed file and not in the list."""
    return judged(_scanned(), json.loads(BASELINE.read_text()))


def renew() -> int:
    """Write the list anew, for somebody who has looked at what came; how many stand in it."""
    said = _scanned()
    said.pop("generated_at", None)  # else two lists of the same things would differ
    BASELINE.write_text(json.dumps(said, indent=1, sort_keys=True) + "\n")
    return len(_secrets(said))


def judged(said: Any, known: Any) -> Outcome:
    """What was found beyond the known; the thing itself is not printed."""
    new = sorted(_secrets(said) - _secrets(known))
    found = [f"{path}:{_line(said, path, digest)} looks like a secret ({kind})" for path, kind, digest in new]
    return Outcome(found, f"{len(_secrets(known))} known and invented ones")


def _scanned() -> Any:
    return answer("detect-secrets", "scan", "--no-verify", "--exclude-files", LEFT_OUT)


def _secrets(said: Any) -> set[Secret]:
    return {
        (path, one["type"], one["hashed_secret"]) for path, ones in said["results"].items() for one in ones
    }


def _line(said: Any, path: str, digest: str) -> int:
    return next(int(one["line_number"]) for one in said["results"][path] if one["hashed_secret"] == digest)
