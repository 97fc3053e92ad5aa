"""The pages about accounts are all ours."""

from uuid import UUID

from django.test import Client
from django.urls import get_resolver

from tests.site.people import confirm, with_app


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
