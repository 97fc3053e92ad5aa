"""Who approves is mailed that something waits: once a day, and nothing of it."""

from collections.abc import Callable, Iterator

import pytest

from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from tests.public.conferences.within import within
from tests.public.reader import Browser, rows
from tests.public.working import work
from tests.public.writing import approve, write

type SignIn = Callable[[str], Browser]
ADDRESS = "UPDATE editors_editor SET email = %s WHERE username = %s"
ENTERED = {"moderator": "approves@desk.example", "editor": "writes@desk.example"}


@pytest.fixture(autouse=True)
def addresses(site: Node) -> Iterator[None]:
    """Both have entered one; no mail of another test waits, and nothing of another test waits for approval."""
    rows(site, "DELETE FROM post_mail")
    rows(site, "UPDATE wagtailcore_taskstate SET status = 'cancelled' WHERE status = 'in_progress'")
    rows(site, "UPDATE wagtailcore_workflowstate SET status = 'cancelled' WHERE status = 'in_progress'")
    for name, address in ENTERED.items():
        rows(site, ADDRESS, address, name)
    yield
    for name in ENTERED:
        rows(site, ADDRESS, "", name)


def test_who_may_approve_is_told_once_a_day_and_reads_nothing_of_it(site: Node, sign_in: SignIn) -> None:
    before = len(_laid(site))
    work(site)
    assert len(_laid(site)) == before, "nothing waits"
    page, _address = write(sign_in("editor"), "A secret title", **{"action-submit": "1"})
    work(site)
    [mail] = _laid(site)[before:]
    assert "To: approves@desk.example" in mail
    assert "/edit/" in mail
    assert "secret" not in mail.lower()
    write(sign_in("editor"), "Another title", **{"action-submit": "1"})
    work(site)
    assert len(_laid(site)) == before + 1, "one a day"
    rows(site, "UPDATE post_mail SET once = once || ':yesterday'")
    work(site)
    assert len(_laid(site)) == before + 2
    approve(sign_in("moderator"), page)


def test_nobody_is_told_of_what_they_wrote_themselves(site: Node, sign_in: SignIn) -> None:
    before = len(_laid(site))
    write(sign_in("moderator"), "Their own", **{"action-submit": "1"})
    work(site)
    assert len(_laid(site)) == before


def test_without_an_address_nobody_is_written_to(site: Node, sign_in: SignIn) -> None:
    rows(site, ADDRESS, "", "moderator")
    before = len(_laid(site))
    write(sign_in("editor"), "Nobody to tell", **{"action-submit": "1"})
    work(site)
    assert len(_laid(site)) == before


def test_what_editors_comment_on_a_page_is_mailed_to_nobody(site: Node) -> None:
    made = within(
        site,
        """
        from django.contrib.auth import get_user_model
        from wagtail.users.models import UserProfile
        UserProfile.objects.all().delete()
        profile = UserProfile.get_for_user(get_user_model().objects.get(username="editor"))
        profile.updated_comments_notifications = True
        profile.save()
        profile.refresh_from_db()
        print(profile.updated_comments_notifications)
        """,
    )
    assert made == "False"


def _laid(site: Node) -> list[str]:
    folder = public.folder_of(site.home) / "mails"
    texts = [path.read_text() for path in sorted(folder.glob("*.eml"))]
    return [text for text in texts if "@desk.example" in text]
