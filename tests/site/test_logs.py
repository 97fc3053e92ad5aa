"""Log lines: JSON, and no personal data however it got there."""

import json
import logging
import sys

from django.test import RequestFactory

from safeconduct.site.logs import JsonLines


def line(**extra: object) -> dict[str, object]:
    record = logging.LogRecord("safeconduct", logging.ERROR, "file", 1, "sent %s", ("m-1",), None)
    record.__dict__.update(extra)
    written: dict[str, object] = json.loads(JsonLines().format(record))
    return written


def test_a_line_is_one_json_object() -> None:
    written = line()
    assert (written["level"], written["logger"], written["message"]) == ("error", "safeconduct", "sent m-1")


def test_a_request_leaves_method_and_path_only() -> None:
    request = RequestFactory().post("/cases?name=Invented", {"name": "Invented"})
    assert line(request=request, status_code=403)["message"] == "POST /cases"
    assert "Invented" not in json.dumps(line(request=request))


def test_the_text_of_an_exception_stays_out() -> None:
    try:
        raise ValueError("Key (name)=(Invented) already exists")
    except ValueError:
        written = line(exc_info=sys.exc_info())
    assert written["fault"] == "ValueError"
    assert "Invented" not in json.dumps(written)
    assert "test_logs.py" in str(written["where"])
