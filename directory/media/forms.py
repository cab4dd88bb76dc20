"""The forms by which staff upload images and documents."""

from __future__ import annotations

import io
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from directory.media.validators import clean_document, clean_image

_CONTENT_TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}


class SafeImageField(WagtailImageField):
    """An image upload that is made anew from its pixels, or refused with a message."""

    def to_python(self, data: Any) -> UploadedFile | None:
        if data in self.empty_values:
            return None
        if not isinstance(data, UploadedFile):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if self.max_upload_size is not None and (data.size or 0) > self.max_upload_size:
            raise ValidationError(
                self.error_messages["file_too_large_unknown_size"], code="file_too_large"
            )
        data.seek(0)
        picture = clean_image(data.read())
        data.seek(0)
        name = PurePath(data.name or "")
        ending = name.suffix.lower().lstrip(".").replace("jpeg", "jpg")
        if ending != picture.extension:
            raise ValidationError(
                _("The content of this file is not what its ending “.%(extension)s” says.")
                % {"extension": ending},
                code="invalid_image_known_format",
            )
        return _in_memory(picture.data, name.name, _CONTENT_TYPES[picture.extension])


def _in_memory(data: bytes, name: str, content_type: str) -> InMemoryUploadedFile:
    return InMemoryUploadedFile(
        io.BytesIO(data), "file", name, content_type, len(data), charset=None
    )


class CatalogueImageForm(BaseImageForm):
    """Wagtail's image form with the checked upload."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if plain := self.fields.get("file"):
            self.fields["file"] = SafeImageField(
                label=plain.label, required=plain.required, widget=plain.widget
            )


class CatalogueDocumentForm(BaseDocumentForm):
    """Wagtail's document form, which also looks at the content."""

    def clean_file(self) -> Any:
        """Return the file; raises ValidationError where its content belies its name."""
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            file.seek(0)
            clean_document(file.read(), name=file.name or "")
            file.seek(0)
        return file
