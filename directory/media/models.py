"""Wagtail's image and document models with what a public catalogue must know of each file."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from directory.media.choices import Focus


class Licensed(models.Model):
    """Where a file comes from and under which licence it may be used again."""

    source = models.CharField(_("source"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=100, blank=True)

    class Meta:
        abstract = True


class CatalogueImage(Licensed, AbstractImage):
    """A picture with its text alternative in both languages."""

    alt_en = models.CharField(_("text alternative (English)"), max_length=255, blank=True)
    alt_lv = models.CharField(_("text alternative (Latvian)"), max_length=255, blank=True)

    #: Such a picture belongs to a draft: once no version shows it, ``forget_pictures`` deletes it.
    of_a_draft = models.BooleanField(default=False, editable=False)

    admin_form_fields = (*Image.admin_form_fields, "alt_en", "alt_lv", "source", "licence")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def __str__(self) -> str:
        return self.title

    @property
    def default_alt_text(self) -> str:
        """Return the text alternative in the active language, or else in the other one."""
        first, second = (self.alt_lv, self.alt_en)
        if get_language() != "lv":
            first, second = second, first
        return first or second or ""

    @property
    def focus(self) -> Focus:
        """Return the ninth of the picture that its focal point lies in; the middle without any."""
        if self.focal_point_x is None or self.focal_point_y is None:
            return Focus.MIDDLE
        column = self.focal_point_x * 3 // max(self.width, 1)
        row = self.focal_point_y * 3 // max(self.height, 1)
        return Focus.at(min(column, 2), min(row, 2))

    @focus.setter
    def focus(self, part: Focus) -> None:
        column, row = part.place
        self.focal_point_x = self.width * (2 * column + 1) // 6
        self.focal_point_y = self.height * (2 * row + 1) // 6
        self.focal_point_width = max(self.width // 3, 1)
        self.focal_point_height = max(self.height // 3, 1)


class CatalogueRendition(AbstractRendition):
    """A resized, re-encoded copy of an image."""

    image = models.ForeignKey(CatalogueImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="media_rendition_unique",
            )
        ]


class CatalogueDocument(Licensed, AbstractDocument):
    """A file for download."""

    admin_form_fields = (*Document.admin_form_fields, "source", "licence")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return self.title
