"""What the node's worker hands over, laid into the site's folder; and the site's worker, once."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from safeconduct.directory.hsds.documents import document, given_out
from safeconduct.directory.hsds.told import Reader, Told
from safeconduct.vocabulary.codes import Need, PlaceKind, Service
from safeconduct.vocabulary.hsds.handing_over import FILE
from tests.directory.hsds.invented import AGENCY, NOW, OFFICE, SHELTER

OTHER = replace(AGENCY, id="6d1f7a52-6a2f-4d66-9a3a-0d4b1f0c1a02", name="Poarta (invented)")
LINE = replace(
    OFFICE, id="6d1f7a52-6a2f-4d66-9a3a-0d4b1f0c1b03", agency=OTHER, service=Service.CRISIS_COUNSELLING,
    needs=(Need.PSYCHOLOGICAL,), place=PlaceKind.REMOTE, address="", contact="=1+1", regions=(), languages=("ro", "en"),
)  # fmt: skip
ALL = (OFFICE, SHELTER, LINE)


def hand_over(site: Node, services: Sequence[Told]) -> None:
    """As the node's worker writes them, taken by the site's worker."""
    lay(site, document(given_out(services, Reader.EVERYBODY, now=NOW)))


def lay(site: Node, said: Any) -> None:
    """Whatever lies there, taken by the site's worker."""
    text = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
    (public.folder_of(site.home) / FILE).write_text(text)
    site.run(public.PROCESS, "public", "work", "--once")
