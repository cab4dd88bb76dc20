"""Uploads are made anew from their pixels, or refused with a message at the field."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from directory.media.models import CatalogueDocument, CatalogueImage
from directory.media.services import store_image
from directory.media.validators import MAX_SIDE, clean_document, clean_image

KINDS = ["PNG", "JPEG", "WEBP", "GIF", "AVIF"]


def picture(kind: str = "PNG", *, size=(40, 30), mode="RGB", **options) -> bytes:
    target = io.BytesIO()
    Image.new(mode, size, color=1 if mode in {"1", "P", "L"} else "#803040"[:7]).save(
        target, kind, **options
    )
    return target.getvalue()


def png_header(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_encoded_anew(kind):
    clean = clean_image(picture(kind))
    with Image.open(io.BytesIO(clean.data)) as image:
        assert image.format == kind
        assert image.size == (40, 30) == (clean.width, clean.height)


@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "CMYK"), ("PNG", "P"), ("PNG", "LA"), ("PNG", "I;16")]
)
def test_unusual_colour_modes_are_converted(kind, mode):
    target = io.BytesIO()
    Image.new(mode, (8, 8)).save(target, kind)
    with Image.open(io.BytesIO(clean_image(target.getvalue()).data)) as image:
        assert image.mode in {"RGB", "RGBA", "L", "LA", "P"}


def test_exif_is_dropped_and_its_rotation_kept():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera of a person"
    clean = clean_image(picture("JPEG", exif=exif))
    assert (clean.width, clean.height) == (30, 40)
    assert b"Camera" not in clean.data
    with Image.open(io.BytesIO(clean.data)) as image:
        assert not image.getexif()


def test_what_is_appended_is_dropped():
    clean = clean_image(picture("GIF") + b"<script>alert(1)</script>PK\x03\x04")
    assert b"script" not in clean.data
    assert b"PK" not in clean.data


def test_animation_keeps_its_frames():
    frames = [Image.new("RGB", (10, 10), colour) for colour in ("red", "green", "blue")]
    target = io.BytesIO()
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:], duration=[50, 60, 70])
    with Image.open(io.BytesIO(clean_image(target.getvalue()).data)) as image:
        assert image.n_frames == 3


def test_large_picture_is_scaled_down():
    clean = clean_image(picture("PNG", size=(MAX_SIDE + 500, 10), mode="1"))
    assert clean.width == MAX_SIDE


def test_transparency_survives():
    target = io.BytesIO()
    Image.new("RGBA", (5, 5), (1, 2, 3, 0)).save(target, "PNG")
    with Image.open(io.BytesIO(clean_image(target.getvalue()).data)) as image:
        assert image.convert("RGBA").getpixel((0, 0))[3] == 0


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "invalid_image"),
        (b"GIF89a", "invalid_image"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "invalid_image"),
        (picture("JPEG", size=(300, 300))[:400], "invalid_image"),
        (picture("PNG", size=(300, 300))[:-30], "invalid_image"),
        (picture("WEBP")[:30], "invalid_image"),
        (picture("AVIF")[:60], "invalid_image"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "invalid_image"),
        (b"%PDF-1.7\n", "invalid_image"),
        (b"<html></html>", "invalid_image"),
        (picture("BMP"), "invalid_image"),
        (picture("TIFF"), "invalid_image"),
        (png_header(9_000, 9_000), "file_too_many_pixels"),
        (png_header(60_000, 60_000), "file_too_many_pixels"),
    ],
)
def test_bad_images_are_refused(data, code):
    with pytest.raises(ValidationError) as error:
        clean_image(data)
    assert error.value.code == code


def test_too_many_frames(settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 250
    frames = [Image.new("L", (10, 10), level) for level in (0, 100, 200)]
    target = io.BytesIO()
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:])
    with pytest.raises(ValidationError) as error:
        clean_image(target.getvalue())
    assert error.value.code == "file_too_many_pixels"


def test_too_many_bytes(settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10
    with pytest.raises(ValidationError) as error:
        clean_image(picture())
    assert error.value.code == "file_too_large"


@pytest.mark.django_db
def test_store_image():
    image = store_image(
        data=picture("PNG"),
        name="../Logo “Tīkls”.exe",
        title="Logo",
        alt={"en": "A logo", "lv": "Logotips"},
        source="https://example.org",
        licence="CC-BY-4.0",
    )
    image = CatalogueImage.objects.get(pk=image.pk)
    assert image.file.name.endswith(".png")
    assert "/../" not in image.file.name
    assert (image.width, image.height) == (40, 30)
    assert (image.alt_en, image.alt_lv, image.licence) == ("A logo", "Logotips", "CC-BY-4.0")
    assert image.file_hash
    assert image.collection.depth == 1
    assert image.get_rendition("fill-10x10|format-webp").width == 10


@pytest.mark.django_db
def test_store_image_refuses_with_messages():
    with pytest.raises(ValidationError):
        store_image(data=b"no image", name="a.png", title="A", alt={})
    with pytest.raises(ValidationError):
        store_image(data=picture(), name="a.png", title="A" * 300, alt={})
    assert not CatalogueImage.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("broken.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50),
        ("other.png", picture("JPEG")),
        ("vector.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("vector.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("bomb.png", png_header(60_000, 60_000)),
        ("cut.jpg", picture("JPEG", size=(300, 300))[:400]),
        ("noending", picture()),
    ],
)
def test_admin_shows_a_message_at_the_field(admin_client, name, data):
    response = admin_client.post(
        reverse("wagtailimages:add"),
        {"title": "A", "collection": 1, "file": SimpleUploadedFile(name, data)},
    )
    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert not CatalogueImage.objects.exists()
    response = admin_client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "A", "collection": 1, "files[]": SimpleUploadedFile(name, data)},
    )
    assert response.json()["success"] is False


@pytest.mark.django_db
def test_admin_stores_what_was_encoded_anew(admin_client):
    exif = Image.Exif()
    exif[0x010F] = "Camera of a person"
    file = SimpleUploadedFile("a.jpeg", picture("JPEG", exif=exif) + b"<script>")
    url = reverse("wagtailimages:add")
    response = admin_client.post(url, {"title": "A", "collection": 1, "file": file})
    assert response.status_code == 302
    stored = CatalogueImage.objects.get().file.read()
    assert b"Camera" not in stored
    assert b"script" not in stored


def office(member: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(member, "<x/>")
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"%PDF-1.7\n..."),
        ("a.docx", office("word/document.xml")),
        ("a.csv", "nosaukums;vērtība\n".encode()),
        ("a.txt", "\ufefftext".encode()),
    ],
)
def test_documents_that_are_what_they_say(name, data):
    clean_document(data, name=name)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"<html>"),
        ("a.docx", b"PK\x03\x04broken"),
        ("a.docx", office("xl/workbook.xml")),
        ("a.xlsx", office("word/vbaProject.bin")),
        ("a.csv", "vērtība".encode("utf-16")),
        ("a.csv", "vērtība".encode("windows-1257")),
        ("a.txt", b"a\0b"),
    ],
)
def test_documents_that_are_not(name, data):
    with pytest.raises(ValidationError):
        clean_document(data, name=name)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "data"), [("a.pdf", b"<html>"), ("a.exe", b"MZ"), ("a.svg", b"<svg/>")]
)
def test_admin_refuses_documents(admin_client, name, data):
    response = admin_client.post(
        reverse("wagtaildocs:add"),
        {"title": "A", "collection": 1, "file": SimpleUploadedFile(name, data)},
    )
    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert not CatalogueDocument.objects.exists()
