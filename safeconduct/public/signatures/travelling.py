"""What the release of a site says beside its pages: texts with their digests, its node's keys, and statements.

A site of an older release of the software does not look at these members, and takes the rest.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from safeconduct.public.signatures.handing_over import NAMES
from safeconduct.public.signatures.models import OtherText, SigningNode, Statement
from safeconduct.public.signatures.rules import MOST_STATEMENTS, read_texts
from safeconduct.public.signatures.taking import take
from safeconduct.public.signatures.texts import own_texts


def released() -> dict[str, Any]:
    """The members that are added to the document; without a node that has signed anything its keys are missing."""
    node = SigningNode.objects.filter(source=None).first()
    own = Statement.objects.filter(source=None).order_by("-taken_at", "-pk")
    return {
        "texts": [{name: each[name] for name in NAMES} for each in own_texts()],
        **({"node": node.said} if node is not None else {}),
        "statements": [each.said for each in own[:MOST_STATEMENTS]],
    }


def take_released(source: Any, document: Mapping[str, Any], *, now: datetime) -> None:
    """Of a document whose signature was verified: the texts as they stand there now, and statements about ours."""
    listed = {
        (subject.code, subject.version): OtherText(
            source=source,
            kind=subject.kind.value,
            code=subject.code,
            version=subject.version,
            digest=subject.digest,
            opens=said["opens"],
            in_force=said["in_force"],
            texts=said["texts"],
        )
        for subject, said in read_texts(document.get("texts"), address=source.address)
    }
    OtherText.objects.filter(source=source).delete()
    OtherText.objects.bulk_create(listed.values())
    take(source, document.get("node"), document.get("statements"), now=now)
