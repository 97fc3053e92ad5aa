"""A rule as it is proposed and signed: what a pack's file says of it, with its sources whole, as canonical JSON. Pure.

The check (`checked_on`, `checked_by`) is no part of it: it is said of exactly this content, by its digest.
"""

import json
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from safeconduct.rights.reading import PackError, read_data
from safeconduct.rights.rule import For, Rule, Source
from safeconduct.vocabulary.canonical import canonical, digest

SUBJECT = "rule"
"""Its name among the contents that two stand behind."""

DAYS = ("valid_from", "valid_to")


def content_of(rule: Rule) -> dict[str, Any]:
    """What a file says of a rule; what is empty or as it is without a word is left out."""
    said: dict[str, Any] = {
        "id": rule.id, "right": rule.right, "instrument": rule.instrument, "article": rule.article, "says": rule.says,
        "for": _for(rule.beneficiary), "trigger": rule.trigger, "addressee": rule.addressee,
        "starts": rule.starts, "counting": rule.counting, "ends": list(rule.ends),
        "on_cooperation": "not_known" if rule.on_cooperation is None else rule.on_cooperation,
        "status": rule.status, "confidence": rule.confidence, "source": [one.key for one in rule.sources],
        "rests_on": list(rule.rests_on), "valid_from": rule.valid_from, "valid_to": rule.valid_to, "note": rule.note,
    }  # fmt: skip
    if rule.duration is not None:
        said["duration"] = {"n": rule.duration.n, "unit": rule.duration.unit, "kind": rule.duration.kind}
    kept = {key: _plain(value) for key, value in said.items() if value not in (None, "", [], {})}
    return {"rule": kept, "source": {one.key: _source(one) for one in rule.sources}}


def text_of(rule: Rule) -> str:
    """The bytes that are signed, as text."""
    return canonical(content_of(rule)).decode()


def digest_of(rule: Rule) -> str:
    """By what a rule is signed: the digest of exactly what it says."""
    return digest(content_of(rule))


def rule_of(jurisdiction: str, content: Mapping[str, Any]) -> Rule:
    """A rule from what was entered or signed, read as strictly as a file. Raises PackError with the field."""
    rule = {**content.get("rule", {})}
    for name in DAYS:
        if name in rule:
            rule[name] = _day(rule[name], name)
    sources = {
        key: {**said, "read_on": _day(said.get("read_on"), "read_on")}
        for key, said in content.get("source", {}).items()
    }
    pack = read_data(
        jurisdiction.lower(), {"jurisdiction": jurisdiction, "version": 1, "source": sources, "rule": [rule]}
    )
    return pack.rules[0]


def rule_of_text(jurisdiction: str, text: str) -> Rule:
    """The same from what is kept. Raises PackError."""
    return rule_of(jurisdiction, json.loads(text))


def _for(asked: For) -> dict[str, Any]:
    said = {"person": asked.person, "citizenship": asked.citizenship, "exploited": asked.exploited}
    found: dict[str, Any] = {
        key: value for key, value in said.items() if value.value not in ("any", "anywhere")
    }
    return found | ({"also": list(asked.also)} if asked.also else {})


def _source(source: Source) -> dict[str, Any]:
    said = {"cites": list(source.cites), "read_on": source.read_on.isoformat()}
    return said | ({"limits": source.limits} if source.limits else {})


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value


def _day(value: Any, what: str) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise PackError(f"{what}: write a day.", what, "write a day, such as 2026-11-25") from None
