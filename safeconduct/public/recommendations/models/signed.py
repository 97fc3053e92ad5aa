"""What a text shows of agencies that signed or adopted it by their nodes, and of lines that people entered."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from safeconduct.public.recommendations.names import normal, taken_back
from safeconduct.public.signatures.queries import signed
from safeconduct.public.signatures.wording import digest_of
from safeconduct.vocabulary.statements import Kind, in_groups

type Line = tuple[Any, date | None]
"""A line that people entered, and the day on which its agency took it back through its node."""


def signed_context(first: Any, kind: Kind, code: str, version: int, entered: Iterable[Any]) -> dict[str, Any]:
    """`by_nodes`, `on_paper` and the digest of the wording of now.

    `first` is the page in the site's first language, if any; `entered` are the blocks that people entered.
    """
    digest = digest_of(first, kind=kind, code=code, version=version) if first is not None else ""
    by_nodes = signed(kind, code, version, digest)
    back = taken_back(by_nodes)
    on_paper: list[Line] = [(block.value, back.get(normal(block.value["name"]))) for block in entered]
    return {"by_nodes": by_nodes, "on_paper": on_paper, "digest": in_groups(digest)}
