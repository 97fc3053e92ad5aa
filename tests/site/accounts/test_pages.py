"""The pages about accounts are all ours."""

import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.site.people import People, confirm, sign_in, with_app


def test_every_page_about_accounts_is_ours(client: Client, ana: UUID) -> None:
    with_app(client)
    confirm(client)
    seen = 0
    for pattern in get_resolver("safeconduct.site.accounts.urls").url_patterns:
        if "<" in str(pattern.pattern):
            continue
        answer = client.get(f"/account/{pattern.pattern}", follow=True)
        page = answer.content.decode()
        assert answer.status_code in (200, 404, 405), pattern
        assert "Safeconduct" in page or answer.status_code != 200
        assert "data:" not in page
        assert "<script src" not in page
        assert 'style="' not in page
        seen += answer.status_code == 200
    assert seen >= 10


@pytest.mark.parametrize("address", ["/account/sign-in/", "/account/confirm/", "/account/password/"])
def test_passwords_are_masked_and_left_to_password_managers(
    client: Client, people: People, address: str
) -> None:
    if address != "/account/sign-in/":
        people.ana("editor")
        sign_in(client)
    page = client.get(address).content.decode()
    fields = re.findall(r'<input[^>]*name="[^"]*password[^"]*"[^>]*>', page)
    assert len(fields) >= 1
    for field in fields:
        assert 'type="password"' in field
        assert re.search(r'autocomplete="(current|new)-password"', field), field
        assert "maxlength" not in field
    assert "onpaste" not in page
