"""The door `voices`: make the sounds of the pages for the person, with a free speech engine of this machine.

One short file for each section and language that `safeconduct/public/helping/voices.toml` has on, into the folder of
the site. What is there already stays; what belongs to no text any more goes. Run it again after every upgrade.
"""

import argparse
import shutil
import subprocess
import tempfile
from pathlib import Path

from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.homes import add_home, default_home
from safeconduct.commands.places import open_folder
from safeconduct.public.helping.speaking import ENDING, FOLDER, name_of, sections, voices
from safeconduct.rights.plain.words import spoken

ENGINE, ENCODER = "espeak-ng", "lame"
LONGEST = 120
"""Seconds for one section; it takes one."""


def main(arguments: list[str]) -> int:
    """0 when every sound is there, 2 with one sentence when none can be made. Raises CannotRun."""
    parser = argparse.ArgumentParser(prog="./run voices", description=__doc__)
    add_home(parser)
    home = (parser.parse_args(arguments).home or default_home()).absolute()
    if not public.is_made(home):
        raise CannotRun("This node has no public site yet: the sounds lie in its folder.")
    missing = [program for program in (ENGINE, ENCODER) if shutil.which(program) is None]
    if missing:
        raise CannotRun(
            f"{' and '.join(missing)} cannot be found: on Debian, apt-get install {ENGINE} {ENCODER}."
            " The pages go on without sounds."
        )
    folder = open_folder(public.folder_of(home) / FOLDER)
    wanted = _wanted()
    made = [_make(folder, name, *said) for name, said in wanted.items() if not _at(folder, name).exists()]
    gone = [path for path in folder.iterdir() if path.name not in {f"{name}{ENDING}" for name in wanted}]
    for path in gone:
        path.unlink()
    _report(len(made), len(wanted), len(gone))
    return 0


def _wanted() -> dict[str, tuple[str, str]]:
    """By the name of a sound: its language and its text."""
    found: dict[str, tuple[str, str]] = {}
    for tag, voice in voices().items():
        if voice.on:
            cards = [rule.parts for rule in spoken()[tag].rules.values()]
            found |= {name_of(tag, text): (tag, text) for text in sections(tag, cards)}
    return found


def _at(folder: Path, name: str) -> Path:
    return folder / f"{name}{ENDING}"


def _make(folder: Path, name: str, tag: str, text: str) -> Path:
    """One sound, whole or not at all. Raises CannotRun."""
    voice = voices()[tag]
    with tempfile.TemporaryDirectory(dir=folder.parent) as made:
        raw, packed = Path(made) / "raw.wav", Path(made) / "packed.mp3"
        _done([ENGINE, "-v", voice.voice, "-s", str(voice.speed), "-b", "1", "--stdin", "-w", str(raw)], text)
        _done([ENCODER, "--quiet", "-m", "m", "-b", "24", str(raw), str(packed)])
        packed.chmod(0o644)
        return packed.replace(_at(folder, name))


def _done(line: list[str], said: str = "") -> None:
    try:
        subprocess.run(line, input=said, text=True, capture_output=True, check=True, timeout=LONGEST)
    except (OSError, subprocess.SubprocessError) as fault:
        raise CannotRun(f"{line[0]} did not make a sound: {str(fault)[:200]}") from fault


def _report(made: int, wanted: int, gone: int) -> None:
    off = ", ".join(tag for tag, voice in voices().items() if not voice.on)
    print(f"{made} sounds made, {wanted} are there, {gone} taken away. Without sounds: {off or 'none'}.")
    print("A machine speaks, and no speaker has listened to it; the pages say so.")
