"""Files that a member sends stay in memory: Django would write a large one in plain text to the disk."""

import re
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload

MEBIBYTE = 1024 * 1024
BESIDE = 64 * 1024
"""What a form takes beside its file."""

LARGE = {"/people/bring-in/": 33 * MEBIBYTE, "/administration/services/": 33 * MEBIBYTE}
"""Where more may be sent than the 2.5 MiB of `FILE_UPLOAD_MAX_MEMORY_SIZE`, by somebody who is signed in."""
OF_A_SECTION = re.compile(r"^/people/[0-9a-f-]{36}/[a-z_]+/files/$")
"""Where files are attached: of a request that is larger than the node's limit nothing of the file is read at all."""


def most(path: str) -> int:
    """How long a request to this address may be."""
    if OF_A_SECTION.fullmatch(path):
        return int(settings.ATTACHMENT_MEBIBYTES) * MEBIBYTE + BESIDE
    return LARGE.get(path, 0)


class InMemoryOnly(MemoryFileUploadHandler):
    """Keeps a file that is small enough in memory and lets a larger one pass by unread: then there is none.

    Where files are attached the reading ends there instead: what was typed stands before the file in the form.
    """

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803 - Django's own name
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        """Decide by the length of the request whether its files are kept."""
        super().handle_raw_input(input_data, META, content_length, boundary, encoding)
        request = self.request
        path = request.path if request is not None else ""
        self.ends = bool(OF_A_SECTION.fullmatch(path)) and content_length > most(path)
        if not self.activated and request is not None and content_length <= most(path):
            self.activated = request.user.is_authenticated
        self.activated = self.activated and not self.ends

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file, or end the whole reading before its first piece."""
        if self.ends:
            raise StopUpload(connection_reset=True)
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Keep a piece, or let it go."""
        super().receive_data_chunk(raw_data, start)
        return None
