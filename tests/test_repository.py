"""The repository tests itself: what may be committed, and what each part of it must have."""

import ast
import re
import subprocess
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[1]
PYPROJECT = (TOP / "pyproject.toml").read_text()
# In pieces, so that this file does not find itself.
REGISTRIES = [
    "pypi" + ".org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "yarn" + "pkg.com",
    "deb." + "debian.org",
    "crates" + ".io",
    "proxy.go" + "lang.org",
    "rubygems" + ".org",
    "docker" + ".io",
    "ghcr" + ".io",
]
MACHINE_PATHS = ["/work" + "/", "/root" + "/", "/home" + "/", "/tmp" + "/"]
THIRD_PARTY = [
    ".woff",
    ".woff2",
    ".ttf",
    ".otf",
    ".min.js",
    ".min.css",
    ".whl",
    ".so",
    ".exe",
    ".jar",
    ".zip",
]


def committed() -> list[Path]:
    """Files that git holds or would take up."""
    listed = subprocess.run(
        ["/usr/bin/git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=TOP, capture_output=True, check=True,
    )  # fmt: skip
    paths = [TOP / name.decode() for name in listed.stdout.split(b"\0") if name]
    return [path for path in paths if path.is_file()]


def texts() -> Iterator[tuple[Path, str]]:
    """The committed files that are text."""
    for path in committed():
        try:
            yield path.relative_to(TOP), path.read_text()
        except UnicodeDecodeError:
            continue


@pytest.mark.parametrize("address", REGISTRIES)
def test_no_file_names_a_registry(address: str) -> None:
    assert [str(path) for path, text in texts() if address in text.lower()] == []


@pytest.mark.parametrize("start", MACHINE_PATHS)
def test_no_file_names_a_path_of_somebodys_machine(start: str) -> None:
    found = [str(path) for path, text in texts() if re.search(rf"(?<![\w./}}]){re.escape(start)}\w", text)]
    assert found == []


def test_no_file_of_others_is_committed() -> None:
    assert [str(path) for path in committed() if path.name.endswith(tuple(THIRD_PARTY))] == []
    assert [str(path) for path in committed() if {"node_modules", "vendor", ".venv"} & set(path.parts)] == []


def test_no_large_file_is_committed() -> None:
    """A catalogue holds every text of the pages twice, in Cyrillic in two bytes a letter."""
    most = {".po": 3 * 1024 * 1024}
    large = [path for path in committed() if path.stat().st_size > most.get(path.suffix, 1024 * 1024)]
    assert [str(path) for path in large] == []


def test_each_dependency_has_an_exact_version_and_a_reason() -> None:
    data = tomllib.loads(PYPROJECT)
    groups = data["dependency-groups"]
    wanted = [*data["project"]["dependencies"], *groups["dev"], *groups["node"], *groups["security"]]
    for requirement in wanted:
        assert re.fullmatch(r"[A-Za-z0-9-]+(\[\w+\])?==[0-9][0-9.]*", requirement), requirement
        line = next(line for line in PYPROJECT.splitlines() if f'"{requirement}"' in line)
        assert re.search(r"# \w.{8,}", line), f"{requirement}: say why, behind a #"


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-security.txt"])
def test_each_installed_package_is_pinned_and_hashed(name: str) -> None:
    blocks = re.split(r"\n(?=[a-z0-9])", (TOP / name).read_text())
    assert len(blocks) > 10
    for block in blocks:
        assert re.match(r"[a-z0-9.-]+(\[\w+\])?==", block), block[:80]
        assert "--hash=sha256:" in block, block[:80]


def test_the_node_of_python_is_pinned_and_hashed_too() -> None:
    group = tomllib.loads(PYPROJECT)["dependency-groups"]["node"]
    text = (TOP / "requirements-node.txt").read_text()
    assert [text.startswith(requirement) for requirement in group] == [True]
    assert "--hash=sha256:" in text


def test_the_requirement_files_hold_what_is_declared() -> None:
    data = tomllib.loads(PYPROJECT)
    run, dev = ((TOP / name).read_text() for name in ("requirements.txt", "requirements-dev.txt"))
    for requirement in data["project"]["dependencies"]:
        plain = re.sub(r"\[.*\]", "", requirement).lower()
        assert f"\n{plain} " in f"\n{run}", requirement
        assert f"\n{plain} " in f"\n{dev}", requirement
    for requirement in data["dependency-groups"]["dev"]:
        assert f"\n{requirement.lower()} " in f"\n{dev}", requirement
    security = (TOP / "requirements-security.txt").read_text()
    for requirement in data["dependency-groups"]["security"]:
        assert f"\n{requirement.lower()} " in f"\n{security}", requirement


def test_each_room_has_a_short_readme() -> None:
    rooms = sorted(path.parent for path in (TOP / "safeconduct").glob("*/__init__.py"))
    assert len(rooms) >= 12
    assert [room.name for room in rooms if not (room / "README.md").exists()] == []


# In pieces, so that this file does not find itself. What the oldest server that we promise (16) does not know.
TOO_NEW = [
    "uuidv" + r"[47]\s*\(",
    "WITHOUT" + r"\s+OVERLAPS",
    "JSON" + r"_TABLE\s*\(",
    "JSON" + r"_(EXISTS|QUERY|VALUE|SCALAR|SERIALIZE)\s*\(",
    "transaction" + "_timeout",
    "merge" + r"_action\s*\(",
    r"RETURNING\s+" + r"(WITH\b|OLD\.|NEW\.)",
    r"\bVIRTUAL" + r"\b",
    "NOT" + r"\s+ENFORCED",
    r"\bany" + r"_value_or\b|\barray_(sort|reverse)\s*\(|\bcrc32c?\s*\(",
]


@pytest.mark.parametrize("syntax", TOO_NEW)
def test_no_statement_uses_what_only_a_newer_server_knows(syntax: str) -> None:
    """CI runs 17 and 18; this stands for 16."""
    rooms = [
        (path, text)
        for path, text in texts()
        if path.parts[0] == "safeconduct" and path.suffix in (".py", ".sql")
    ]
    assert len(rooms) > 100
    assert [str(path) for path, text in rooms if re.search(syntax, text)] == []


# --- Nothing lies about -------------------------------------------------------------------------------------------

NOBODY_INSIDE = {
    "AN_HOUR": "the number that a function of the database has; its test compares them",
    "HOW_MANY": "how many requirements there are; its test counts them",
    "SIGNING_IN": "sentences of a library, for the catalogues",
    "bring_back": "brings a node back from its own folder; trials and tests do",
    "forget_agreed": "what a process remembers, for tests that begin anew",
    "handler400": "looked up by Django",
    "handler404": "looked up by Django",
    "open_copy": "for an operator's hands (docs/status.md)",
}
"""What stands at the top of a module and is used by nobody in the product, and why it is there."""


def at_the_top(tree: ast.Module) -> Iterator[str]:
    """Functions, classes and constants of a module. What is decorated is handed to somebody by that."""
    for each in tree.body:
        if isinstance(each, ast.FunctionDef | ast.ClassDef) and not each.decorator_list:
            yield each.name
        targets = each.targets if isinstance(each, ast.Assign) else [getattr(each, "target", None)]
        yield from (target.id for target in targets if isinstance(target, ast.Name))


def test_what_the_product_defines_somebody_in_it_uses() -> None:
    """A rule that only its test calls holds nowhere; it looks as if it did."""
    kinds = {".py", ".html", ".sql", ".toml", ".js", ".txt"}
    found = {path: text for path, text in texts() if path.parts[0] == "safeconduct" and path.suffix in kinds}
    everywhere = Counter(word for text in found.values() for word in re.findall(r"\w+", text))
    unused = set()
    for path, text in found.items():
        is_for_django = "migrations" in path.parts or "settings" in path.name or path.name == "apps.py"
        if path.suffix != ".py" or is_for_django:
            continue
        here = Counter(re.findall(r"\w+", text))
        for name in at_the_top(ast.parse(text)):
            is_for_here = name.startswith("_") and not name.startswith("__")
            if (here if is_for_here else everywhere)[name] == 1:
                unused.add(name)
    assert unused == set(NOBODY_INSIDE)
