"""The story's files: what is listed in words can be computed with."""

import tomllib

from safeconduct.commands.demonstration.pair import NODES, STORY


def test_every_service_that_closes_says_when() -> None:
    services = [
        service
        for node in NODES
        for agency in tomllib.loads((STORY / f"{node}.toml").read_text())["agencies"]
        for service in agency["services"]
    ]
    assert len(services) > 5
    assert [
        one["service"] for one in services if one["hours"] != "day and night" and not one.get("open_days")
    ] == []
