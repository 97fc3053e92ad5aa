"""Log lines: one JSON object a line, with no query string, no cookie, no text of a page and no secret of an address."""

import json
import logging
import re
from datetime import UTC, datetime

OF_ONE_PERSON = re.compile(r"(/mine/)[\w-]+")
"""The address of a person's page opens it, and Django names the address of whatever it refuses."""


class JsonLines(logging.Formatter):
    """Time, level, logger and message; of a fault its kind and its last place, never its text."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": OF_ONE_PERSON.sub(r"\1…", record.getMessage()),
        }
        kind, _fault, trace = record.exc_info or (None, None, None)
        if kind is not None:
            line["fault"] = kind.__qualname__
            while trace is not None and trace.tb_next is not None:
                trace = trace.tb_next
            if trace is not None:
                line["where"] = f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}"
        return json.dumps(line, ensure_ascii=False)
