"""What agencies said by their nodes, for the page of a text."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from safeconduct.public.signatures.models import Statement
from safeconduct.vocabulary.statements import Kind

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Signed:
    """One statement as readers see it; `is_of_now` says that it was given for the wording of now."""

    name: str
    node: str
    site: str
    day: Any
    stands: bool
    is_of_now: bool


def of_text(kind: Kind, code: str, version: int) -> QuerySet[Statement]:
    """All statements about one version of a text."""
    return Statement.objects.filter(kind=kind.value, code=code, version=version)


def signed(kind: Kind, code: str, version: int, digest: str) -> list[Signed]:
    """The same for its page, with the site of each node; our own node has none. One query."""
    found = of_text(kind, code, version).select_related("source")[:AT_ONCE]
    return [
        Signed(
            each.name,
            each.node,
            each.source.name if each.source is not None else "",
            each.day,
            each.stands,
            each.digest == digest,
        )
        for each in found
    ]
