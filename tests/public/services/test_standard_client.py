"""The API of the standard, read by a client that was made from the standard's own description alone."""

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openapi_python_client import generate
from openapi_python_client.config import Config, ConfigFile, MetaType

from safeconduct.commands.nodes.node import Node
from tests.directory.hsds.invented import OFFICE
from tests.public.reader import Browser
from tests.public.services.handing import LINE, OTHER
from tests.vocabulary.hsds import standard
from tests.vocabulary.hsds.described import described

CLIENT = "client_of_the_standard"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The generated client, importable under this name."""
    folder: Path = tmp_path_factory.mktemp("standard")
    document = folder / "openapi.json"
    document.write_text(json.dumps(described()))
    made = Config.from_sources(
        ConfigFile(post_hooks=[]), MetaType.NONE, document, "utf-8", True, folder / CLIENT
    )
    assert [one for one in generate(config=made) if one.level.name == "ERROR"] == []
    sys.path.insert(0, str(folder))
    yield CLIENT
    sys.path.remove(str(folder))


def part(package: str, name: str) -> Any:
    """A module of the client."""
    return importlib.import_module(f"{package}.{name}")


@standard.is_there
def test_a_client_made_from_the_standard_reads_services_and_organisations(
    services: Node, package: str
) -> None:
    asks = {
        path: part(package, f"api.default.{name}")
        for path, name in {
            "services": "get_paginated_list_of_services", "service": "get_fully_nested_service_by_id",
            "organisations": "get_paginated_list_of_organizations",
        }.items()
    }  # fmt: skip
    with part(package, "client").Client(f"{Browser(services).base}/hsds") as client:
        found = asks["services"].sync(client=client, page=1)
        assert next(str(one.id) for one in found.contents) == LINE.id
        assert found.total_items == 3
        whole = asks["service"].sync(OFFICE.id, client=client)
        assert whole.organization.name
        assert [one.name for one in asks["organisations"].sync(client=client).contents]
        assert OTHER.id in {str(one.id) for one in asks["organisations"].sync(client=client).contents}
