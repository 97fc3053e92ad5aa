"""The addresses of the public site, and that no address of the case application is among them."""

import subprocess
import sys
from collections.abc import Iterator

from django.urls import URLResolver, get_resolver

from safeconduct.commands.nodes.node import Node
from safeconduct.commands.places import REPOSITORY
from tests.public.reader import Browser

SHARED = {"healthz", "static"}
LIST = """
import django; django.setup()
from django.urls import get_resolver
print("\\n".join(str(each.pattern) for each in get_resolver().url_patterns))
"""


def _first_parts(resolver: URLResolver) -> Iterator[str]:
    for each in resolver.url_patterns:
        first = str(each.pattern).split("/")[0]
        if isinstance(each, URLResolver) and not first:
            yield from _first_parts(each)
        elif first and "<" not in first:
            yield first.strip("^$")


def test_the_site_has_these_addresses_and_no_other() -> None:
    """Read from the project itself: a way into another project would stand here."""
    listed = subprocess.run(
        [sys.executable, "-c", LIST],
        cwd=REPOSITORY,
        env={"DJANGO_SETTINGS_MODULE": "safeconduct.public.settings", "PATH": "/usr/bin"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert listed == [
        "",
        "healthz",
        "robots.txt",
        "sitemap.xml",
        "releases.json",
        "info/",
        "hsds/",
        "statistics/",
        "edit/conferences/",
        "edit/",  # where somebody begins
        "edit/",
        "edit/",
        "materials/<slug:code>/",
        "documents/<int:number>/narrow/<path:name>",
        "documents/<int:number>/<path:name>",
        "documents/",
        "questions/",
        "questions/<slug:tongue>/",
        "questions/<slug:tongue>/easy/",
        "questions/<slug:tongue>/ask/<uuid:desk>/",
        "questions/<slug:tongue>/read/",
        "questions/<slug:tongue>/more/",
        "questions/<slug:tongue>/end/",
        "questions/<slug:tongue>/easy/ask/<uuid:desk>/",
        "questions/<slug:tongue>/easy/read/",
        "questions/<slug:tongue>/easy/more/",
        "questions/<slug:tongue>/easy/end/",
        "questions/<slug:tongue>/<path:rest>/",
        "en/",
        "^(?P<rest>(?:de|nl|sq|uk)/.*)$",  # guessed in a language of the pages for the person alone
    ]


def test_no_address_of_the_case_application_leads_anywhere(site: Node, reader: Browser) -> None:
    cases = sorted(set(_first_parts(get_resolver("safeconduct.site.urls"))) - SHARED)
    assert len(cases) > 20
    assert {"people", "referrals"} & set(cases)
    assert [each for each in cases if reader.get(f"/{each}/").status != 404] == []
