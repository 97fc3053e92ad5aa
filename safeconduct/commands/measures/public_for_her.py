"""What the measure of the public site lays down for the pages for the person: cards, places, and who answers questions.

As many places as one page looks at, all invented, in an order that says nothing; the site's worker takes them as it
takes those of the node.
"""

import json
import uuid
from dataclasses import replace
from datetime import UTC, datetime, time

import urllib3
from django.conf import settings

from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from safeconduct.directory.hsds.documents import document as document_of_services
from safeconduct.directory.hsds.documents import given_out
from safeconduct.directory.hsds.told import Agency, Reader, Told
from safeconduct.directory.rules import Hours
from safeconduct.keys.sealing import ExchangeKey
from safeconduct.rights.plain.cards import document
from safeconduct.rights.plain.words import spoken
from safeconduct.rights.reading import book
from safeconduct.vocabulary import cards_of_rights
from safeconduct.vocabulary.codes import Need, PlaceKind, Service, Takes
from safeconduct.vocabulary.codes.audiences import Audience
from safeconduct.vocabulary.hsds import handing_over
from safeconduct.vocabulary.letters import form
from safeconduct.vocabulary.letters.desks import Desk, Open

PLACES = 300
DESK = uuid.UUID(int=1)
PATIENCE = 30.0
PAGES = {
    "rights here": "/info/uk/in/ro/",
    "find help": "/info/en/places/",
    "is this happening to me": "/info/ro/questions/",
    "a question without a name": "/questions/en/",
    "the form of a question": f"/questions/uk/ask/{DESK}/",
}
LARGEST = 100_000
"""Bytes of a page with all that it loads."""


def lay(node: Node) -> None:
    """All of it, into the folder of the site."""
    if not settings.configured:  # the words of a service are looked up in Django's catalogues
        settings.configure(USE_I18N=False)
    folder, now = public.folder_of(node.home), datetime.now(UTC)
    cards = document(book(), spoken(), ("RO",), today=now.date())
    (folder / cards_of_rights.FILE).write_text(json.dumps(cards, ensure_ascii=False))
    told = [_place(number) for number in range(PLACES)]
    services = document_of_services(given_out(told, Reader.EVERYBODY, now=now))
    (folder / handing_over.FILE).write_text(json.dumps(services, ensure_ascii=False))
    key = ExchangeKey.generate().public_bytes()
    (folder / form.OPEN).write_text(Open("ro", 1, key, (Desk(DESK, "Casa (invented)", "RO", 3),)).text())
    node.run(public.PROCESS, "public", "work", "--once")


def weight(port: int, path: str) -> int:
    """Bytes of a page with every style and script that it names, as they are before they are packed."""
    with urllib3.HTTPConnectionPool("127.0.0.1", port, retries=False) as pool:

        def fetched(what: str) -> bytes:
            return pool.request("GET", what, timeout=PATIENCE, redirect=False).data

        page = fetched(path)
        parts = {
            part.partition(b'"')[0].decode() for part in page.split(b'="')[1:] if part.startswith(b"/static/")
        }
        return len(page) + sum(len(fetched(part)) for part in sorted(parts))


def _place(number: int) -> Told:
    agency = Agency(
        str(uuid.UUID(int=2**64 + number // 3)), f"Place {number // 3} (invented)", "RO", "Shelter"
    )
    first = Told(
        id=str(uuid.UUID(int=2**65 + number)), agency=agency, service=Service.CRISIS_COUNSELLING,
        needs=(Need.PSYCHOLOGICAL, Need.LEGAL_AID), audience=Audience.PUBLIC, checked_on=datetime.now(UTC).date(),
        place=PlaceKind.OFFICE, contact=f"+40 21 000 {number:04}", takes=(Takes.WOMEN, Takes.MEN),
        languages=("ro", "uk", "en"), regions=("RO-B",), hours=Hours(frozenset({0, 1, 4}), time(9), time(17), "RO"),
    )  # fmt: skip
    return first if number % 2 else replace(first, needs=(Need.HOUSING,), hours=Hours(country="RO"))
