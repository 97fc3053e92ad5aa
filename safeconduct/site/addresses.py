"""Addresses found by their first part: of four hundred only those that begin as the asked one does are tried.

Django tries them one after the other, which took a tenth of a small page. Promised: of those that fit the first one
answers, as ever; names and what leads to them (`reverse`) are Django's own.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.urls import ResolverMatch, URLPattern, URLResolver
from django.urls.resolvers import RoutePattern

type Address = URLPattern | URLResolver


class ByFirstPart(URLResolver):
    """All addresses of a list, below nothing."""

    def __init__(self, addresses: list[Address]) -> None:
        super().__init__(RoutePattern(""), addresses)

    def resolve(self, path: str) -> ResolverMatch:
        """The page of this address. Raises Resolver404."""
        first = str(path).partition("/")[0]
        fitting = self._by_first.get(first, self._by_first[None])
        return fitting.resolve(path)

    @cached_property
    def _by_first(self) -> dict[str | None, URLResolver]:
        """Those that may fit by the first part of an address; None for any that no address begins with."""
        flat = list(_flat(self.url_patterns))
        firsts: set[str | None] = {_first(one) for one in flat}
        return {
            first: URLResolver(RoutePattern(""), [one for one in flat if _first(one) in (first, None)])
            for first in firsts | {None}
        }


def _flat(addresses: Iterable[Any]) -> Iterable[Address]:
    """Lists that are put below nothing are taken for what is in them."""
    for one in addresses:
        is_bare = isinstance(one, URLResolver) and not one.namespace and not one.default_kwargs
        if is_bare and isinstance(one.pattern, RoutePattern) and str(one.pattern) == "":
            yield from _flat(one.url_patterns)
        else:
            yield one


def _first(address: Address) -> str | None:
    """The first part of what it begins with; None where that is no text that an address must begin with."""
    if not isinstance(address.pattern, RoutePattern):
        return None
    route = str(address.pattern)
    first, bar, _rest = route.partition("/")
    is_whole = bool(bar) or isinstance(address, URLPattern)  # else an address may go on within the same part
    return first if is_whole and "<" not in first else None
