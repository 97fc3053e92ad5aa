"""Signing what the agencies of this node said, and laying it where the site's worker reads it: one file, one way.

No member is named in it. It is written whole; a file that says the same already is left alone.
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
from safeconduct.site.agreements import doors
from safeconduct.site.agreements.doors import Said
from safeconduct.vocabulary.statements import NodeKeys

FILE = Path("public") / "statements.json"
"""In the node's folder; read by the site's worker (`public/signatures/own.py`)."""


def hand_over() -> None:
    """Sign what is not signed by the key in use, and write the file once the transaction has committed.

    Somebody who administers, or sees what is administered, acts. A node without a site has nothing to write. What could
    not be written, or was overtaken by another process, is written when administration is opened next.
    """
    if settings.NODE_HOME is None or not (settings.NODE_HOME / FILE.parent).is_dir():
        return
    keys, home = ring(), settings.NODE_HOME
    kid = keys.public.kid(Use.OBJECT)
    signed = [each if each.kid == kid else _signed(each, keys, kid) for each in doors.said(keys.node)]
    content = json.dumps(_content(keys, kid, signed), ensure_ascii=False, indent=1)
    transaction.on_commit(lambda: _write(home / FILE, content), robust=True)


def own_keys(keys: Ring) -> NodeKeys:
    """Those that another site may believe: in use, announced, and former ones."""
    found = [key for use, key in keys.public.on_the_card if use is Use.OBJECT]
    return NodeKeys(keys.node, tuple(key.public_bytes_raw().hex() for key in found))


def _signed(each: Said, keys: Ring, kid: str) -> Said:
    signature = to_base64(signing.sign(keys.object_key, each.statement.payload()))
    doors.keep_signature(each.id, kid, signature)
    return Said(each.id, each.statement, kid, signature)


def _content(keys: Ring, kid: str, signed: list[Said]) -> dict[str, Any]:
    own = own_keys(keys)
    return {
        "keys": own.members(),
        "kid": kid,
        "signature": to_base64(signing.sign(keys.object_key, own.payload())),
        "statements": [
            {"statement": each.statement.members(), "kid": each.kid, "signature": each.signature}
            for each in signed
        ],
    }


def _write(path: Path, content: str) -> None:
    if path.is_file() and path.read_text() == content:
        return
    half = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "w") as file:
        file.write(content)
    half.replace(path)
