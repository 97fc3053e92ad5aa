"""The packages of the second implementation: exact, by its lock file alone, and fetched once."""

import json

import pytest

from safeconduct.commands.building import frontend, teaching


def test_the_lock_names_no_registry() -> None:
    assert '"resolved"' not in (teaching.FOLDER / "package-lock.json").read_text()
    assert (teaching.FOLDER / ".npmrc").read_text() == "omit-lockfile-registry-resolved=true\n"


def test_each_package_has_an_exact_version_and_a_hash() -> None:
    declared = json.loads((teaching.FOLDER / "package.json").read_text())["dependencies"]
    locked = json.loads((teaching.FOLDER / "package-lock.json").read_text())["packages"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in declared} == declared
    assert all(one["integrity"].startswith("sha512-") for path, one in locked.items() if path)


def test_it_is_fetched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    teaching.ensure()
    monkeypatch.setattr(frontend, "_run", lambda *_: pytest.fail("fetched twice"))
    teaching.ensure()


def test_nothing_of_it_is_ours() -> None:
    """It was written from the page: no file of it reaches into the Python beside it."""
    sources = [path.read_text() for path in teaching.FOLDER.rglob("*.js") if "node_modules" not in path.parts]
    assert len(sources) > 20
    assert [
        text for text in sources if "safeconduct/" in text.replace("safeconduct/v1|fingerprint", "")
    ] == []
