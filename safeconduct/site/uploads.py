"""Files that a member sends stay in memory: Django would write a large one in plain text to the disk."""

from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler

LARGE = {"/people/bring-in/": 33 * 1024 * 1024}
"""Where more may be sent than the 2.5 MiB of `FILE_UPLOAD_MAX_MEMORY_SIZE`, by somebody who is signed in."""


class InMemoryOnly(MemoryFileUploadHandler):
    """Keeps a file that is small enough in memory and lets a larger one pass by unread: then there is none."""

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
        if not self.activated and request is not None and content_length <= LARGE.get(request.path, 0):
            self.activated = request.user.is_authenticated

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Keep a piece, or let it go."""
        super().receive_data_chunk(raw_data, start)
        return None
