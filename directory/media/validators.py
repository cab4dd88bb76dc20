"""What an uploaded file must be before anything of it is stored."""

from __future__ import annotations

import io
import warnings
import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

#: Image formats that may be stored, and the ending of a file of each.
EXTENSIONS = {"AVIF": "avif", "GIF": "gif", "JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
MAX_FRAMES = 200
#: Larger pictures are scaled down: no page needs more, and no worker has the memory.
MAX_SIDE = 4096
#: A colour profile is kept up to this size; everything else beside the pixels is dropped.
MAX_PROFILE_BYTES = 100_000
#: Colour modes a browser shows, by format; other modes are converted.
_MODES = {
    "AVIF": frozenset({"RGB", "RGBA"}),
    "GIF": frozenset({"L", "P", "RGB", "RGBA"}),
    "JPEG": frozenset({"L", "RGB"}),
    "PNG": frozenset({"1", "L", "LA", "P", "RGB", "RGBA"}),
    "WEBP": frozenset({"RGB", "RGBA"}),
}
#: What belongs to the pixels; all other information of a file (EXIF, comments) is dropped.
_KEPT_INFO = ("transparency", "background")
_SAVE_OPTIONS: dict[str, dict[str, Any]] = {
    "AVIF": {"quality": 80, "speed": 8},
    "GIF": {"optimize": False},
    "JPEG": {"quality": 90, "optimize": True, "progressive": True},
    # The site serves renditions: a few bytes less of the original are not worth ten times the work.
    "PNG": {"compress_level": 4},
    "WEBP": {"quality": 90, "method": 4},
}
_ZIP_MEMBERS = {
    "docx": "word/document.xml",
    "odt": "content.xml",
    "xlsx": "xl/workbook.xml",
}


@dataclass(frozen=True, slots=True)
class CleanImage:
    """A picture made anew from the pixels of an upload, without its metadata."""

    data: bytes
    extension: str
    width: int
    height: int


def clean_image(data: bytes) -> CleanImage:
    """Return the picture in ``data`` encoded anew; raise ValidationError for anything else.

    The kind comes from the content, never from a name. Size, pixels and frames are read from the
    header and limited before a pixel is decoded. Encoding anew drops EXIF (places, cameras) and
    whatever was appended to or hidden in the file.
    """
    limit = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if len(data) > limit:
        raise ValidationError(
            _("This file is too large: at most %(limit)s.") % {"limit": filesizeformat(limit)},
            code="file_too_large",
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=list(EXTENSIONS)) as image:
                _check_header(image)
                return _encoded_anew(image)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except Exception as error:
        # Decoders fail on broken files in ways of their own.
        raise ValidationError(
            _("This is not a complete image: AVIF, GIF, JPEG, PNG or WebP."), code="invalid_image"
        ) from error


def _too_many_pixels() -> ValidationError:
    megapixels = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000
    return ValidationError(
        _("This image is too large: at most %(megapixels)d megapixels in all its frames.")
        % {"megapixels": megapixels},
        code="file_too_many_pixels",
    )


def _check_header(image: Image.Image) -> None:
    """Raise ValidationError where the size or the number of frames is out of bounds."""
    width, height = image.size
    limit = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    # A single frame too large says enough: frames of such a file are not even counted.
    if width * height > limit:
        raise _too_many_pixels()
    frames = getattr(image, "n_frames", 1)
    if frames > MAX_FRAMES:
        raise ValidationError(
            _("This animation is too long: at most %(frames)d frames.") % {"frames": MAX_FRAMES},
            code="too_many_frames",
        )
    if width * height * frames > limit:
        raise _too_many_pixels()


def _encoded_anew(image: Image.Image) -> CleanImage:
    kind = image.format or ""
    options = dict(_SAVE_OPTIONS[kind])
    profile = image.info.get("icc_profile")
    # A profile of inks would be wrong beside the RGB values that CMYK is converted to.
    if profile and len(profile) <= MAX_PROFILE_BYTES and image.mode != "CMYK":
        options["icc_profile"] = profile
    frames, durations = [], []
    for index in range(getattr(image, "n_frames", 1)):
        frames.append(_frame(image, kind, index))
        durations.append(image.info.get("duration", 0))
    if len(frames) > 1:
        options |= {"save_all": True, "append_images": frames[1:], "duration": durations}
        options["loop"] = image.info.get("loop", 0)
    target = io.BytesIO()
    frames[0].save(target, format=kind, **options)
    width, height = frames[0].size
    return CleanImage(target.getvalue(), EXTENSIONS[kind], width, height)


def _frame(image: Image.Image, kind: str, index: int) -> Image.Image:
    """Return one frame upright, within the largest side, in a colour mode its format shows."""
    if index:
        image.seek(index)
    elif getattr(image, "n_frames", 1) == 1:
        # Lets the JPEG decoder scale while it reads, in a fraction of the memory.
        image.draft(None, (MAX_SIDE, MAX_SIDE))
    image.load()
    frame = ImageOps.exif_transpose(image)
    too_large = max(frame.size) > MAX_SIDE
    if frame.mode not in _MODES[kind] or (too_large and frame.mode in {"1", "P"}):
        transparent = frame.has_transparency_data and "RGBA" in _MODES[kind]
        frame = frame.convert("RGBA" if transparent else "RGB")
    if too_large:
        frame.thumbnail((MAX_SIDE, MAX_SIDE))
    frame.info = {key: frame.info[key] for key in _KEPT_INFO if key in frame.info}
    return frame


def clean_document(data: bytes, *, name: str) -> None:
    """Raise ValidationError unless the content is what the name's ending says.

    The ending itself is checked by Wagtail's list of allowed ones.
    """
    extension = PurePath(name).suffix.lower().lstrip(".")
    wrong = ValidationError(
        _("The content of this file is not what its ending “.%(extension)s” says.")
        % {"extension": extension},
        code="invalid_document",
    )
    if extension == "pdf" and not data[:1024].lstrip().startswith(b"%PDF-"):
        raise wrong
    if extension in _ZIP_MEMBERS:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                names = archive.namelist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise wrong from error
        macros = any(member.lower().endswith("vbaproject.bin") for member in names)
        if _ZIP_MEMBERS[extension] not in names or macros:
            raise wrong
    if extension in {"csv", "txt"}:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ValidationError(
                _("Save this text in the encoding UTF-8."), code="encoding"
            ) from error
        if "\0" in text:
            raise wrong
