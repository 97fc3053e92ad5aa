"""Files that are sent stay in memory, and how large they may be depends on where to and by whom."""

from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.test import RequestFactory, override_settings

from safeconduct.site.uploads import LARGE

HERE = next(iter(LARGE))


@pytest.mark.parametrize("path, signed_in, size, kept", [
    (HERE, True, 2000, True),  # larger than elsewhere, where lists are brought in
    (HERE, False, 2000, False), ("/people/new/", True, 2000, False), ("/people/new/", False, 500, True),
])  # fmt: skip
def test_what_is_kept(
    monkeypatch: pytest.MonkeyPatch, path: str, *, signed_in: bool, size: int, kept: bool
) -> None:
    monkeypatch.setitem(LARGE, HERE, 3000)
    request = RequestFactory().post(path, {"file": SimpleUploadedFile("list.csv", b"x" * size)})
    request.user = SimpleNamespace(is_authenticated=signed_in)  # type: ignore[assignment]
    with override_settings(FILE_UPLOAD_MAX_MEMORY_SIZE=1000):
        found = request.FILES.get("file")
    assert isinstance(found, InMemoryUploadedFile) is kept
    assert found is None or found.read() == b"x" * size
