"""A large upload arrives whole and stands nowhere under a name."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory

LARGE = b"sealed " * 600_000


@pytest.mark.parametrize("content", [b"small", LARGE])
def test_an_upload_arrives_whole_and_leaves_no_name(
    rf: RequestFactory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    request: HttpRequest = rf.post(
        "/", {"one": SimpleUploadedFile("plāns.txt", content, "text/plain"), "words": "x"}
    )
    file = request.FILES["one"]
    assert list((tmp_path / "temporary").iterdir()) == []
    assert (file.name, file.size, file.content_type) == ("plāns.txt", len(content), "text/plain")
    assert file.read() == content
    assert b"".join(file.chunks()) == content
    assert request.POST["words"] == "x"
    # What is kept is written as any other file.
    storage = FileSystemStorage(tmp_path / "kept")
    name = storage.save("a.txt", file)
    assert (tmp_path / "kept" / name).read_bytes() == content
