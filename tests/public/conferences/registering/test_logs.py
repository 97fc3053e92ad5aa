"""What opens a person's page stands in no line of the log."""

import json
import logging

from safeconduct.public.logs import JsonLines


def test_the_secret_of_a_persons_page_is_left_out_of_what_is_logged() -> None:
    record = logging.LogRecord(
        "django.request",
        logging.WARNING,
        "",
        1,
        "Conflict: %s",
        ("/en/conferences/mine/Ab_3-x/change/",),
        None,
    )
    line = json.loads(JsonLines().format(record))
    assert line["message"] == "Conflict: /en/conferences/mine/…/change/"
