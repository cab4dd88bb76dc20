"""Columns by language of the catalogue's texts."""

from modeltranslation.translator import TranslationOptions, register

from directory.catalogue.models import (
    Dataset,
    Organisation,
    PartnerCall,
    Reference,
    Solution,
    TrainingProgramme,
)


@register(Organisation)
class ProfileTranslation(TranslationOptions):
    fields = ("name", "tagline", "description")


@register(Solution)
class SolutionTranslation(TranslationOptions):
    fields = ("name", "tagline", "description", "features")


@register(Reference)
class ReferenceTranslation(TranslationOptions):
    fields = ("client", "title", "result")


@register(Dataset)
class DatasetTranslation(TranslationOptions):
    fields = ("title", "description", "publisher_name", "legal_note")


@register(TrainingProgramme)
class TrainingProgrammeTranslation(TranslationOptions):
    fields = ("name", "description")


@register(PartnerCall)
class PartnerCallTranslation(TranslationOptions):
    fields = ("title", "description")
