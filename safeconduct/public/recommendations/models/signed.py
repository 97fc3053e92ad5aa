"""What a text shows of agencies that signed or adopted it by their nodes, apart from lines that people entered."""

from typing import Any

from safeconduct.public.signatures.queries import signed
from safeconduct.public.signatures.wording import digest_of
from safeconduct.vocabulary.statements import Kind, in_groups


def signed_context(first: Any, kind: Kind, code: str, version: int) -> dict[str, Any]:
    """`by_nodes` and the digest of the wording of now; `first` is the page in the site's first language, if any."""
    digest = digest_of(first, kind=kind, code=code, version=version) if first is not None else ""
    return {"by_nodes": signed(kind, code, version, digest), "digest": in_groups(digest)}
