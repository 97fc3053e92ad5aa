"""The wizard answers this machine: not another address, and not whoever a proxy brings."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from safeconduct.site.setup.middleware import BY_A_PROXY, OnThisMachine


def answered(address: str, **headers: str) -> HttpResponse:
    request = RequestFactory().get("/setup/", REMOTE_ADDR=address, headers=headers)
    return OnThisMachine(handed_on)(request)


def handed_on(request: HttpRequest) -> HttpResponse:
    return HttpResponse("the wizard")


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.0.1", "::1"])
def test_this_machine_is_answered(address: str) -> None:
    assert answered(address).content == b"the wizard"


@pytest.mark.parametrize("address", ["192.168.1.7", "203.0.113.9", "fe80::1", "", "unix:"])
def test_another_address_is_told_where_to_go(address: str) -> None:
    response = answered(address)
    assert response.status_code == 403
    assert "A node is set up from the machine that it runs on" in response.content.decode()


@pytest.mark.parametrize("header", BY_A_PROXY)
def test_who_comes_through_a_proxy_is_not_near(header: str) -> None:
    assert answered("127.0.0.1", **{header: "127.0.0.1"}).status_code == 403
