"""What schemathesis loads while it asks our API: each honest write gets a key of its own, and answers are counted."""

import atexit
import json
import os
import secrets
from collections import Counter
from pathlib import Path
from typing import Any

import schemathesis

type Case = schemathesis.Case[Any]
KEY = "Idempotency-Key"
COUNTS = "ASKING_COUNTS"
"""The variable that names the file for the counts."""

_answers: Counter[str] = Counter()


@schemathesis.hook
def before_call(context: schemathesis.HookContext, case: Case, kwargs: dict[str, Any]) -> None:
    """A key that was used before belongs to another request; only what is broken on purpose keeps its own."""
    is_honest = case.meta is not None and case.meta.generation.mode is schemathesis.GenerationMode.POSITIVE
    if is_honest and case.headers and KEY in case.headers:
        case.headers[KEY] = secrets.token_hex(16)


@schemathesis.hook
def after_call(context: schemathesis.HookContext, case: Case, response: Any) -> None:
    """Count the answer by method and status."""
    _answers[f"{case.method.upper()} {response.status_code}"] += 1


@atexit.register
def _write() -> None:
    if COUNTS in os.environ:
        Path(os.environ[COUNTS]).write_text(json.dumps(_answers), encoding="utf-8")
