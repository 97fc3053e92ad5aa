"""Where a node's database is: another machine's server is never asked in the open."""

import pytest

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes.databases import address_of


@pytest.mark.parametrize(
    "url, mode",
    [
        ("postgresql://a:b@db.example:5432/town", "require"),
        ("postgresql://a:b@db.example/town?sslmode=verify-full", "verify-full"),
        ("postgresql://a:b@127.0.0.1:5432/town", None),
        ("postgresql://a:b@localhost/town", None),
        ("postgresql:///town?host=/run/postgresql", None),
        ("postgresql://a:b@127.0.0.1/town?sslmode=disable", "disable"),
    ],
)
def test_a_server_elsewhere_is_asked_over_tls(url: str, mode: str | None) -> None:
    assert address_of(url).options.get("sslmode") == mode


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer"])
def test_a_server_elsewhere_that_may_be_asked_in_the_open_is_refused(mode: str) -> None:
    with pytest.raises(CannotRun, match="sslmode"):
        address_of(f"postgresql://a:b@db.example/town?sslmode={mode}")
