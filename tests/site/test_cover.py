"""The neutral page: for anybody, without a word of the field, and with a way back only to our own pages."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

FIELD = ("safeconduct", "referral", "person", "consent", "traffick", "case", "agency", "help", "protect")


def test_anybody_may_see_it_and_it_says_nothing_of_the_field(client: Client) -> None:
    answer = client.get("/neutral/")
    html = answer.content.decode()
    assert answer.status_code == 200
    words = re.sub(r"<[^>]+>", " ", html).lower()
    assert [word for word in FIELD if word in words] == []
    assert "<title>Notes</title>" in html
    assert "<script" not in html


@pytest.mark.parametrize(
    "came_from, back",
    [
        ("http://testserver/people/new/?a=1", "/people/new/?a=1"),
        ("http://testserver/neutral/", "/"),
        ("https://elsewhere.example/x", "/"),
        ("//elsewhere.example/x", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_the_way_back_is_the_page_one_came_from_if_it_is_ours(
    client: Client, came_from: str, back: str
) -> None:
    html = client.get("/neutral/", headers={"referer": came_from}).content.decode()
    assert f'href="{back}"' in html


def test_whoever_left_the_page_behind_a_paper_is_led_back_to_nothing(client: Client) -> None:
    html = client.get(
        "/neutral/", headers={"referer": "http://testserver/paper/?language=uk"}
    ).content.decode()
    assert 'href="/"' not in html
    assert "/paper/" not in html


def test_its_clock_goes_by_the_zone_of_the_node(client: Client) -> None:
    """The script that sets it anew names the same zone, whatever the device is set to."""
    with timezone.override("Europe/Bucharest"):
        html = client.get("/neutral/").content.decode()
        hours = {f"{timezone.localtime(timezone.now() - timedelta(minutes=ago)):%H:%M}" for ago in (0, 1)}
    assert any(f'data-hour="Europe/Bucharest">{hour}<' in html for hour in hours)


def test_nothing_can_be_sent_to_it(client: Client) -> None:
    assert client.post("/neutral/").status_code in (403, 405)
