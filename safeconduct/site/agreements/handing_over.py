"""Signing what the agencies of this node said, and laying it where the site's worker reads it: one file, one way.

No member is named in it. It is written whole; a file that says the same already is left alone.
"""

from typing import Any

from django.db import transaction

from safeconduct.access import shown_keys
from safeconduct.access.ring import ring
from safeconduct.access.shown_keys import STATEMENTS, signed_keys
from safeconduct.keys import signing
from safeconduct.keys.parsing import to_base64
from safeconduct.keys.ring import Ring
from safeconduct.keys.uses import Use
from safeconduct.site.agreements import doors
from safeconduct.site.agreements.doors import Said


def hand_over() -> None:
    """Sign what is not signed by the key in use, and write the file once the transaction has committed.

    Somebody who administers, or sees what is administered, acts. A node without a site has nothing to write. What could
    not be written, or was overtaken by another process, is written when administration is opened next.
    """
    path = shown_keys.place()
    if path is None:
        return
    keys = ring()
    kid = keys.public.kid(Use.OBJECT)
    signed = [each if each.kid == kid else _signed(each, keys, kid) for each in doors.said(keys.node)]
    content = {**signed_keys(keys), STATEMENTS: [_as_said(each) for each in signed]}
    transaction.on_commit(lambda: shown_keys.write(path, content), robust=True)


def _signed(each: Said, keys: Ring, kid: str) -> Said:
    signature = to_base64(signing.sign(keys.object_key, each.statement.payload()))
    doors.keep_signature(each.id, kid, signature)
    return Said(each.id, each.statement, kid, signature)


def _as_said(each: Said) -> dict[str, Any]:
    return {"statement": each.statement.members(), "kid": each.kid, "signature": each.signature}
