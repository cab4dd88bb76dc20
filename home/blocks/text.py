"""Blocks of words."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class HeadingBlock(blocks.StructBlock):
    """A heading that other pages can link to by its anchor."""

    text = blocks.CharBlock(label=_("Text"), max_length=120)
    anchor = blocks.CharBlock(
        label=_("Anchor"),
        required=False,
        max_length=40,
        help_text=_("The last part of an address that leads here: page/#anchor."),
        validators=[
            RegexValidator(r"^[a-z][a-z0-9-]*\Z", _("Use a–z, 0–9 and hyphens, a letter first."))
        ],
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "blocks/heading.html"


def text_block() -> blocks.RichTextBlock:
    """Return a block of paragraphs, lists and links; headings are blocks of their own."""
    return blocks.RichTextBlock(
        features=["bold", "italic", "link", "document-link", "ol", "ul"],
        icon="pilcrow",
        label=_("Text"),
        template="blocks/text.html",
    )


class NoteBlock(blocks.StructBlock):
    """A remark set apart from the text."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    text = blocks.TextBlock(label=_("Text"), max_length=1000)

    class Meta:
        icon = "info-circle"
        label = _("Note")
        template = "blocks/note.html"
