"""A pack as a file, with what was signed on this node in it, to be given back to the project. Pure.

What is written reads back as exactly the pack that holds here (`reading.read`).
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from safeconduct.rights.editing.content import content_of
from safeconduct.rights.rule import Pack, Rule, Source

DAYS = ("valid_from", "valid_to", "checked_on", "read_on")


def as_toml(pack: Pack) -> str:
    """The file of a pack, a version later than the one that it came from."""
    return "\n".join(_lines(_named_apart(pack))) + "\n"


def _lines(pack: Pack) -> Iterator[str]:
    yield f"# {pack.jurisdiction}, written from a node with what was signed there."
    yield f'jurisdiction = "{pack.jurisdiction}"'
    yield f"version = {pack.version + 1}"
    for name in ("bound", "members", "near"):
        if found := sorted(getattr(pack, name)):
            yield f"{name} = {_value(found)}"
    if pack.ask:
        keys = [one.key for one in pack.ask.sources]
        yield from _table(
            "[ask]", {"name": pack.ask.name, "confidence": pack.ask.confidence.value, "source": keys}
        )
    if told := pack.objecting:
        keys = [one.key for one in told.sources]
        content = {"in_total": told.in_total, "says": told.says, "confidence": told.confidence.value}
        yield from _table("[objecting]", content | ({"source": keys} if keys else {}))
    if pack.unknown:
        yield from _table("[unknown]", {right.value: said for right, said in pack.unknown.items()})
    for key, source in _sources(pack).items():
        said: dict[str, Any] = {"cites": list(source.cites), "read_on": source.read_on.isoformat()}
        yield from _table(
            f"[source.{_value(key)}]", said | ({"limits": source.limits} if source.limits else {})
        )
    for rule in pack.rules:
        yield from _table("[[rule]]", _rule(rule))
    for one in pack.not_expressed:
        keys = [source.key for source in one.sources]
        words = {"right": one.right.value, "says": one.says, "why": one.why, "instead": one.instead}
        yield from _table(
            "[[not_expressed]]",
            words | {"confidence": one.confidence.value} | ({"source": keys} if keys else {}),
        )


def _rule(rule: Rule) -> dict[str, Any]:
    said: dict[str, Any] = dict(content_of(rule)["rule"])
    if rule.checked_on:
        said |= {"checked_on": rule.checked_on.isoformat(), "checked_by": rule.checked_by}
    return said


def _table(head: str, said: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield head
    for name, value in said.items():
        yield f"{name} = {value if name in DAYS else _value(value)}"


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{name} = {_value(one)}" for name, one in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)


def _sources(pack: Pack) -> dict[str, Source]:
    return _of_the_file(pack) | {source.key: source for rule in pack.rules for source in rule.sources}


def _of_the_file(pack: Pack) -> dict[str, Source]:
    """Those of the pack itself; what was signed on a node may have read one of the same name again."""
    found = {source.key: source for one in (pack.ask, pack.objecting) if one for source in one.sources}
    return found | {source.key: source for one in pack.not_expressed for source in one.sources}


def _named_apart(pack: Pack) -> Pack:
    """Two sources of one name that are not the same get two names: one was read again."""
    known = _of_the_file(pack)
    rules = []
    for rule in pack.rules:
        sources = []
        for source in rule.sources:
            name, number = source.key, 1
            while known.setdefault(name, replace(source, key=name)) != replace(source, key=name):
                number += 1
                name = f"{source.key}-{number}"
            sources.append(known[name])
        rules.append(replace(rule, sources=tuple(sources)))
    return replace(pack, rules=tuple(rules))
