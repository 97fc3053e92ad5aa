"""Why a broken line may survive: each reason of `tests/survivors.toml`, held against what survived."""

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from safeconduct.commands.places import REPOSITORY

SURVIVORS = REPOSITORY / "tests" / "survivors.toml"


@dataclass(frozen=True, slots=True)
class Why:
    """A reason for one change of one function, or for all changes of a kind in some."""

    at: tuple[str, ...]
    """Functions, as `function_of` names them, or patterns of them."""
    change: str
    """The lines that go and come; empty for a kind."""
    kind: re.Pattern[str] | None
    """What the whole of such a change fits; None for a single one."""
    why: str

    def is_of(self, function: str) -> bool:
        """Whether it speaks of this function."""
        return any(fnmatchcase(function, one) for one in self.at)

    def explains(self, mutant: str, change: str) -> bool:
        """Whether this is why a mutant with such a change may survive."""
        fits = change == self.change if self.kind is None else bool(self.kind.fullmatch(change))
        return fits and self.is_of(function_of(mutant))


def written(file: Path = SURVIVORS) -> list[Why]:
    """The reasons of the file: each `survivor` by itself, each `kind` by a pattern."""
    said = tomllib.loads(file.read_text())
    single = [Why((one["at"],), one["change"], None, one["why"]) for one in said.get("survivor", [])]
    kinds = [
        Why(tuple(one["at"]), "", re.compile(one["pattern"]), one["why"]) for one in said.get("kind", [])
    ]
    return [*single, *kinds]


def function_of(mutant: str) -> str:
    """The function that a mutant breaks, without the name of the package: `rights.rules.may_know`."""
    module, _, name = mutant.partition("__mutmut_")[0].removeprefix("safeconduct.").rpartition(".")
    plain = name.removeprefix("x").replace("ǁ", ".").strip(".") if "ǁ" in name else name.removeprefix("x_")
    return f"{module}.{plain}"


def unexplained(survivors: Mapping[str, str], reasons: Iterable[Why]) -> dict[str, str]:
    """Of `survivors` (change by name) those that have no reason."""
    known = list(reasons)
    return {
        name: change
        for name, change in survivors.items()
        if not any(one.explains(name, change) for one in known)
    }


def idle(
    reasons: Iterable[Why], survivors: Mapping[str, str], *, made: Collection[str], asked: Collection[str]
) -> list[str]:
    """Reasons that explain nothing any more: no survivor has such a change, or there is no such function.

    Judged where all that was `made` of its functions was `asked`: of a sample nobody knows what the rest would say.
    """
    of: dict[str, list[str]] = {}
    for name in made:
        of.setdefault(function_of(name), []).append(name)
    found = []
    for one in reasons:
        names = [name for function, each in of.items() if one.is_of(function) for name in each]
        is_used = any(one.explains(name, change) for name, change in survivors.items())
        if not is_used and set(names) <= set(asked):
            found.append(f"{', '.join(one.at)}: {one.change or (one.kind.pattern if one.kind else '')}")
    return found
