"""Columns by language of the vocabularies."""

from modeltranslation.translator import TranslationOptions, register

from directory.taxonomy.models import VOCABULARIES


@register(list(VOCABULARIES))
class TermTranslation(TranslationOptions):
    fields = ("label", "synonyms")
