"""Whoever asks too often is told when to come back. Last of the folder: it empties what all of these tests share."""

from safeconduct.commands.nodes.node import Node
from tests.public.reader import Browser, as_json


def test_who_asks_too_often_is_told_when_to_come_back(services: Node) -> None:
    reader = Browser(services)
    for _time in range(400):
        answer = reader.get("/hsds/datapackage.zip")
        if answer.status == 429:
            break
    assert answer.status == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert as_json(answer)["status"] == 429
    assert answer.headers["Cache-Control"] == "no-store"
    assert reader.get("/en/services/").status == 200, "people are not machines"
