"""Which two files are put together, and why some are not."""

from dataclasses import dataclass
from pathlib import Path

from safeconduct.commands.backups.folders import of_node
from safeconduct.commands.backups.heads import Head, Kind, check_content, read_head
from safeconduct.commands.faults import CannotRun
from safeconduct.commands.nodes import recovery
from safeconduct.keys.errors import CannotOpen
from safeconduct.keys.recovery import read_back


@dataclass(frozen=True, slots=True)
class Chosen:
    """A data file and the newest key file of the same node; both are whole."""

    data: Path
    keys: Path
    of_data: Head
    of_keys: Head

    @property
    def is_one_snapshot(self) -> bool:
        """Whether both were written by one run. If not, the keys are newer, and what was erased since stays erased."""
        return self.of_data.pair == self.of_keys.pair


def choose(data: Path, keys: Path) -> Chosen:
    """The two files, looked at as far as that goes without a key; each may be named by its folder.

    Raises CannotRun with one sentence for anything that is not whole, not of one node, or not the newest.
    """
    data, keys = _newest_in(data, Kind.DATA), _newest_in(keys, Kind.KEYS)
    chosen = Chosen(data, keys, _head(data, Kind.DATA), _head(keys, Kind.KEYS))
    _refuse_strangers(chosen)
    _refuse_older_keys(chosen)
    check_content(keys, chosen.of_keys)
    check_content(data, chosen.of_data)
    return chosen


def _newest_in(path: Path, kind: Kind) -> Path:
    if not path.is_dir():
        return path
    found = sorted(path.glob(f"*.{kind.value}"), key=lambda each: read_head(each).at)
    if not found:
        raise CannotRun(f"The folder {path} holds no backup that ends in .{kind.value}: name the file.")
    return found[-1]


def _head(path: Path, kind: Kind) -> Head:
    head = read_head(path)
    if head.kind is not kind:
        raise CannotRun(
            f"The file {path} holds the {head.kind.value} and was named for the {kind.value}: name each for its own."
        )
    return head


def _refuse_strangers(chosen: Chosen) -> None:
    if chosen.of_data.node != chosen.of_keys.node:
        raise CannotRun(
            f"The data are of node {chosen.of_data.node} and the keys of node {chosen.of_keys.node}: take two files "
            "of one node."
        )


def _refuse_older_keys(chosen: Chosen) -> None:
    """With older keys what was erased since would come back, and what was written since would stay shut."""
    newer = of_node(chosen.keys.parent, chosen.of_keys.node, Kind.KEYS)[:1]
    if newer and read_head(newer[0]).at > chosen.of_keys.at:
        raise CannotRun(
            f"Beside {chosen.keys.name} lies a newer key file, {newer[0].name}: take that one, or what was erased "
            "since would come back."
        )
    if chosen.of_keys.at < chosen.of_data.at and not chosen.is_one_snapshot:
        raise CannotRun(
            f"The keys were taken at {chosen.of_keys.taken_at} and the data later, at {chosen.of_data.taken_at}: take "
            "the newest key file, or older data."
        )


def open_with(chosen: Chosen, typed: str) -> recovery.Opener:
    """What opens both files, by the recovery key as it was typed.

    Raises BadKey for a typing error, CannotRun for another node's key and for heads that the node did not write.
    """
    key = read_back(typed)
    try:
        opener = recovery.open_lock(chosen.of_keys.sealed_lock, key)
    except CannotOpen:
        raise CannotRun(
            "This recovery key does not open these files: it is the key of another node, or the beginning of a file "
            "was changed."
        ) from None
    for path, head in ((chosen.keys, chosen.of_keys), (chosen.data, chosen.of_data)):
        if not head.is_marked(opener.mark):
            raise CannotRun(f"The beginning of the backup {path} was not written by this node: take another.")
    return opener
