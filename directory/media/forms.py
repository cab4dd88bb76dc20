"""The forms by which staff and teams upload images and documents."""

from __future__ import annotations

import io
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from directory.media.choices import Focus
from directory.media.models import CatalogueImage
from directory.media.validators import CleanImage, clean_document, clean_image

_CONTENT_TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}


class CleanFile(InMemoryUploadedFile):
    """An upload made anew from the pixels of what was sent."""

    def __init__(self, picture: CleanImage, name: str) -> None:
        content_type = _CONTENT_TYPES[picture.extension]
        size = len(picture.data)
        super().__init__(io.BytesIO(picture.data), "file", name, content_type, size, charset=None)
        self.picture = picture


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
        return CleanFile(picture, name.name)


class CatalogueImageForm(BaseImageForm):
    """Wagtail's image form with the checked upload."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if plain := self.fields.get("file"):
            self.fields["file"] = SafeImageField(
                label=plain.label, required=plain.required, widget=plain.widget
            )


class PictureForm(forms.Form):
    """A picture that a team shows, with its text alternative in both languages.

    Without ``image`` a file is asked for; with one a new file may replace it. Where the picture
    is cut to a shape, ``is_cut`` asks what must stay in view.
    """

    file = SafeImageField(
        label=gettext_lazy("Picture"),
        widget=forms.FileInput(attrs={"accept": ",".join(_CONTENT_TYPES.values())}),
        error_messages={"required": gettext_lazy("Choose a picture.")},
    )
    alt_en = forms.CharField(
        label=gettext_lazy("What the picture shows (English)"),
        max_length=255,
        widget=forms.TextInput(attrs={"lang": "en"}),
    )
    alt_lv = forms.CharField(
        label=gettext_lazy("What the picture shows (Latvian)"),
        max_length=255,
        widget=forms.TextInput(attrs={"lang": "lv"}),
    )
    source = forms.CharField(
        label=gettext_lazy("Whose picture it is"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Shown under the picture; for example the photographer’s name."),
    )
    focus = forms.ChoiceField(
        label=gettext_lazy("What must stay in view"),
        choices=Focus.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Narrow screens and wide strips cut the edges off."),
    )

    def __init__(
        self, *args: Any, image: CatalogueImage | None = None, is_cut: bool = False, **kwargs: Any
    ) -> None:
        initial: dict[str, Any] = {"focus": Focus.MIDDLE}
        if image is not None:
            initial = {name: getattr(image, name) for name in ("alt_en", "alt_lv", "source")}
            initial["focus"] = image.focus
        super().__init__(*args, **kwargs)
        self.initial = initial
        # Wagtail's field writes a text of its own there.
        self.fields["file"].help_text = _("AVIF, GIF, JPEG, PNG or WebP, at most 10 MB.")
        self.fields["file"].required = image is None
        if not is_cut:
            del self.fields["focus"]
        if image is not None:
            self.fields["file"].label = gettext_lazy("Another picture instead")

    @property
    def kept_in_view(self) -> Focus:
        """Return the part to be kept in view; the middle where none is chosen."""
        return Focus(self.cleaned_data.get("focus") or Focus.MIDDLE)

    @property
    def alt(self) -> dict[str, str]:
        """Return the text alternative by language."""
        return {language: self.cleaned_data[f"alt_{language}"] for language in ("en", "lv")}


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
