"""Columns by language of the reasons for returning."""

from modeltranslation.translator import TranslationOptions, register

from directory.moderation.models import Reason


@register(Reason)
class ReasonTranslation(TranslationOptions):
    fields = ("title", "text")
    required_languages = ("en", "lv")
