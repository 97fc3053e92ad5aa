"""Where a request goes, and where one comes from: neither is another's word alone."""

import pytest
from django.test import RequestFactory
from django.test.utils import override_settings

from safeconduct.exchange.pages import address_of
from safeconduct.exchange.peers import may_be_asked

HERE = [
    "http://127.0.0.1:8000/",
    "https://127.0.0.1/",
    "https://localhost/",
    "https://be.localhost:8443/",
    "https://[::1]/",
    "https://0.0.0.0/",
    "https://169.254.169.254/",
]


@pytest.mark.parametrize("url", HERE)
def test_a_peers_card_sends_us_to_no_service_of_our_own_machine(url: str) -> None:
    with override_settings(ENDPOINT="https://inbox.casa.example/"):
        assert not may_be_asked(url)


def test_two_nodes_of_a_demonstration_reach_each_other() -> None:
    with override_settings(ENDPOINT="http://127.0.0.1:8001/"):
        assert may_be_asked("http://127.0.0.1:8003/")


def test_a_node_elsewhere_is_reached() -> None:
    with override_settings(ENDPOINT="https://inbox.casa.example/"):
        assert may_be_asked("https://inbox.foyer.example/")
        assert may_be_asked("https://10.0.0.7/")  # agencies may share a network of their own


@pytest.mark.parametrize(
    "proxies, said, address",
    [
        (0, "", "10.0.0.9"),
        (0, "1.2.3.4", "10.0.0.9"),  # somebody's own word
        (1, "1.2.3.4", "1.2.3.4"),
        (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"),  # what it brought along stands before
        (2, "6.6.6.6, 1.2.3.4, 10.0.0.8", "1.2.3.4"),
        (2, "1.2.3.4", "10.0.0.9"),
    ],
)
def test_who_asks_is_whom_the_operators_own_proxy_has_seen(proxies: int, said: str, address: str) -> None:
    headers = {"X-Forwarded-For": said} if said else {}
    request = RequestFactory().get("/card", headers=headers, REMOTE_ADDR="10.0.0.9")
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=proxies):
        assert address_of(request) == address


def test_a_request_through_a_socket_without_an_address_has_none() -> None:
    request = RequestFactory().get("/card")
    del request.META["REMOTE_ADDR"]
    assert address_of(request) == ""
