"""A ticket: its code, the address in its picture, and the picture."""

import json
import os
import re
import subprocess
import sys
from typing import Any

import pytest
from qrcode.main import QRCode

from safeconduct.commands.places import REPOSITORY

MADE = """
import django, json; django.setup()
from safeconduct.public.conferences.attending.tickets import code_in, qr_svg, ticket_address
from safeconduct.public.conferences.models import Edition, Registration
one, other = (Registration(edition=Edition(code="cluj-2026")) for _ in range(2))
address = ticket_address(one)
read = {text: code_in(text) for text in (
    one.ticket, f"  {one.ticket} ", address, "https://www.example.org/", "http://[", "a" + chr(0) + "b", "https://x/?ticket=%00a%00b")}
said = {"ticket": one.ticket, "other": other.ticket, "address": address, "svg": qr_svg(address), "read": read}
print(json.dumps(said))
"""


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    """As the site makes it; its settings are not those of the tests, so it is a process of its own."""
    surroundings = {
        "DJANGO_SETTINGS_MODULE": "safeconduct.public.settings",
        "SAFECONDUCT_PUBLIC_ADDRESS": "https://www.example.org/",
        "PATH": os.environ["PATH"],
    }
    done = subprocess.run(
        [sys.executable, "-c", MADE],
        cwd=REPOSITORY,
        env=surroundings,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_picture_leads_to_the_door_of_the_conference(made: dict[str, Any]) -> None:
    assert re.fullmatch(r"[a-hjkmnp-z2-9]{12}", made["ticket"]), "no letter that is taken for another one"
    assert made["ticket"] != made["other"]
    door = "https://www.example.org/edit/conferences/cluj-2026/door/"
    assert made["address"] == f"{door}?ticket={made['ticket']}"


def test_the_picture_holds_each_dark_module_and_a_quiet_border(made: dict[str, Any]) -> None:
    code = QRCode(border=4, error_correction=0)
    code.add_data(made["address"])
    expected = {(x, y) for y, row in enumerate(code.get_matrix()) for x, is_dark in enumerate(row) if is_dark}
    drawn = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", made["svg"])}
    assert drawn == expected
    assert min(min(point) for point in drawn) == 4


def test_the_picture_may_stand_in_a_strict_page_and_says_what_it_is(made: dict[str, Any]) -> None:
    assert made["svg"].startswith("<svg ")
    assert 'role="img" aria-label="QR code of the ticket' in made["svg"]
    assert not re.search(r"style=|<script| on\w+=|<\?xml|href", made["svg"])


def test_the_code_is_found_in_whatever_a_scanner_types(made: dict[str, Any]) -> None:
    ticket, address = made["ticket"], made["address"]
    read = made["read"]
    assert (read[ticket], read[f"  {ticket} "], read[address]) == (ticket, ticket, ticket)
    assert read["https://www.example.org/"] == "https://www.example.org/", "an address without one is unknown"
    assert (read["http://["], read["a\0b"]) == ("http://[", "ab")
    assert read["https://x/?ticket=%00a%00b"] == "ab"
