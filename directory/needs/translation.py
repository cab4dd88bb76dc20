"""Columns by language of needs."""

from modeltranslation.translator import TranslationOptions, register

from directory.needs.models import Need


@register(Need)
class NeedTranslation(TranslationOptions):
    fields = ("title", "description")
