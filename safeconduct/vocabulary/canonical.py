"""One byte string for one value: the subset of RFC 8785 that signatures and hashes rest on.

Admitted are None, bool, str, list, dict with str keys, and int within plus or minus 2**53 - 1 (beyond it
other readers of JSON lose digits). Floats, tuples, dates and identifiers are refused: write them as texts.
"""

import hashlib
import json

from safeconduct.vocabulary.errors import NotCanonical

LARGEST = 2**53 - 1
_WRITE = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
_SORT = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True).encode


def canonical(value: object) -> bytes:
    """The value as JSON in UTF-8: keys sorted by UTF-16 code units, no spaces. Raises NotCanonical."""
    text = _SORT(value) if _is_plain(value) else _WRITE(_plain(value))
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotCanonical("A text holds half a surrogate pair; write whole characters.") from error


def digest(value: object) -> str:
    """SHA-256 of the canonical form, as 64 hex digits. Raises NotCanonical."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _is_plain(value: object) -> bool:
    """Whether the encoder writes it as it must be: of the admitted kinds, and with keys in ASCII, which it sorts."""
    if type(value) is str or value is None:  # most values are; to ask further costs more
        return True
    if isinstance(value, dict):
        for key, inner in value.items():  # a generator would cost as much again
            if type(key) is not str or not key.isascii():
                return False
            if type(inner) is not str and not _is_plain(inner):
                return False
        return True
    if isinstance(value, list):
        return all(map(_is_plain, value))
    return isinstance(value, str | bool) or (isinstance(value, int) and abs(value) <= LARGEST)


def _plain(value: object) -> object:
    match value:
        case None | bool():
            return value
        case int():
            return _whole(value)
        case str():
            return str.__str__(value)
        case list():
            return [_plain(item) for item in value]
        case dict():
            return _sorted(value)
        case _:
            kind = type(value).__name__
            raise NotCanonical(f"{kind} has no canonical form; write it as a text or a whole number.")


def _whole(number: int) -> int:
    if abs(number) > LARGEST:
        raise NotCanonical("A whole number beyond 2**53 - 1 loses digits elsewhere; write it as a text.")
    return int(number)


def _sorted(mapping: dict[object, object]) -> dict[str, object]:
    members: dict[str, object] = {}
    for key, value in mapping.items():
        if not isinstance(key, str):
            raise NotCanonical(f"A key is a {type(key).__name__}; JSON keys are texts.")
        members[str.__str__(key)] = _plain(value)
    return {key: members[key] for key in sorted(members, key=_utf16)}


def _utf16(key: str) -> bytes:
    try:
        return key.encode("utf-16-be")
    except UnicodeEncodeError as error:
        raise NotCanonical("A key holds half a surrogate pair; write whole characters.") from error
