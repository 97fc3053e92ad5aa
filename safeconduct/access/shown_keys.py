"""The keys by which this node signs, laid where its public site reads them: by them it verifies what it is handed.

What agencies said stands in the same file and is written by the pages of administration; here it stays as it is. The
file is written whole.
"""

import json
import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from safeconduct.access.ring import ring
from safeconduct.keys import signing
from safeconduct.keys.parsing import to_base64
from safeconduct.keys.ring import Ring
from safeconduct.keys.uses import Use
from safeconduct.vocabulary.statements import NodeKeys

FILE = Path("public") / "statements.json"
"""In the node's folder; read by the site's worker (`public/signatures/own.py`)."""
STATEMENTS = "statements"


def place() -> Path | None:
    """Where the file lies; None for a node without a site."""
    home = settings.NODE_HOME
    return home / FILE if home is not None and (home / FILE.parent).is_dir() else None


def own_keys(keys: Ring) -> NodeKeys:
    """Those that another site may believe: in use, announced, and former ones."""
    found = [key for use, key in keys.public.on_the_card if use is Use.OBJECT]
    return NodeKeys(keys.node, tuple(key.public_bytes_raw().hex() for key in found))


def signed_keys(keys: Ring) -> dict[str, Any]:
    """They, signed by the one in use."""
    own = own_keys(keys)
    return {
        "keys": own.members(),
        "kid": keys.public.kid(Use.OBJECT),
        "signature": to_base64(signing.sign(keys.object_key, own.payload())),
    }


def show() -> None:
    """Once this transaction has committed, the site has the keys of now; what it has already is left alone."""
    path = place()
    if path is None:
        return
    said = signed_keys(ring())
    transaction.on_commit(lambda: _renew(path, said), robust=True)


def _renew(path: Path, said: dict[str, Any]) -> None:
    there = _read(path)
    statements = there.get(STATEMENTS)
    if {name: there.get(name) for name in said} == said and isinstance(statements, list):
        return
    write(path, {**said, STATEMENTS: statements if isinstance(statements, list) else []})


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write(path: Path, said: dict[str, Any]) -> None:
    """Whole and at once, unless it stands there already."""
    content = json.dumps(said, ensure_ascii=False, indent=1)
    if path.is_file() and path.read_text() == content:
        return
    half = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "w") as file:
        file.write(content)
    half.replace(path)
