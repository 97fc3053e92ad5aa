"""Addresses that are found by their first part lead where Django's own way of trying all of them leads."""

import re
from uuid import UUID

import pytest
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, path
from django.urls.resolvers import RoutePattern

from safeconduct.site.addresses import Address, ByFirstPart
from safeconduct.site.urls import _ADDRESSES

SAMPLE = {"uuid": str(UUID(int=7)), "int": "7", "str": "RO-7F3K-9Q2Z", "slug": "a-slug", "path": "a/b"}
PLACE = re.compile(r"<(?:(\w+):)?\w+>")


def written(addresses: list[Address], before: str = "") -> list[str]:
    """An address for each pattern, with something in each of its places."""
    found = []
    for one in addresses:
        route = PLACE.sub(lambda at: SAMPLE.get(at[1] or "str", "RO-7F3K-9Q2Z"), str(one.pattern))
        if isinstance(one, URLResolver):
            found += written(one.url_patterns, before + route)
        else:
            found.append(before + route)
    return found


def led(resolver: URLResolver, address: str) -> object:
    """The page, its values and its name; None for no page."""
    try:
        match = resolver.resolve(address)
    except Resolver404:
        return None
    return match.func, match.args, match.kwargs, match.view_name, match.route


def test_each_of_ours_and_what_is_none_lead_to_the_same() -> None:
    plain, ours = URLResolver(RoutePattern(""), list(_ADDRESSES)), ByFirstPart(list(_ADDRESSES))
    addresses = written(_ADDRESSES)
    assert len(addresses) > 300
    none = ["nothing/", "people", "people/7/", "healthz/", "//", "accounts/", "api/v1", "-/x", "people/new"]
    for address in [*addresses, *none, *(one.rstrip("/") for one in addresses)]:
        assert led(ours, address) == led(plain, address), address
    assert led(ours, "") is not None, "Today"
    assert isinstance(get_resolver("safeconduct.site.urls").url_patterns[0], ByFirstPart)


@pytest.mark.parametrize(
    "address, name", [("a/b/", "second"), ("a/c/", "any"), ("x/c/", "any"), ("a/", "first")]
)
def test_the_first_that_fits_answers_in_the_order_of_the_list(address: str, name: str) -> None:
    def page() -> None:
        """Never asked."""

    def at(route: str, said: str) -> URLPattern:
        return path(route, page, name=said)  # type: ignore[arg-type]

    listed: list[Address] = [
        at("a/", "first"),
        URLResolver(RoutePattern(""), [at("a/b/", "second")]),
        at("<str:what>/<str:other>/", "any"),
        at("a/c/", "late"),
    ]
    assert ByFirstPart(listed).resolve(address).url_name == name
