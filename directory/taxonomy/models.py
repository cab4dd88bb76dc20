"""The vocabularies: one design of term, one table for each list of words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from directory.taxonomy.choices import MarketKind
from directory.taxonomy.fields import WebAddressField
from directory.taxonomy.querysets import TermQuerySet


class Term(models.Model):
    """A word of a controlled vocabulary.

    ``slug`` is what addresses, files and the API use and never changes. A merged term stays as
    the alias of the one in ``merged_into``. Synonyms stand one a line.
    """

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    label = models.CharField(_("label"), max_length=500, blank=True)
    synonyms = models.TextField(
        _("synonyms"), blank=True, help_text=_("One a line: other words people type for this term.")
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    order = models.PositiveIntegerField(_("order"), default=0)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="aliases",
    )

    objects: ClassVar[TermQuerySet] = TermQuerySet.as_manager()  # type: ignore[assignment]

    if TYPE_CHECKING:
        # What Django adds to every concrete vocabulary.
        parent_id: int | None
        merged_into_id: int | None
        children: Any

    #: Columns besides ``slug`` by which files and addresses of others name a term.
    codes: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_not_own_parent",
                condition=~models.Q(parent=models.F("pk")),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_not_merged_into_itself",
                condition=~models.Q(merged_into=models.F("pk")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.label or self.slug)

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        missing = {
            name: _("Complete the label in both languages.")
            for name in ("label_en", "label_lv")
            if not getattr(self, name, "")
        }
        if missing:
            raise ValidationError(missing)
        ancestor, seen = self.parent, {self.pk}
        while ancestor is not None:
            if ancestor.pk in seen and ancestor.pk is not None:
                raise ValidationError({"parent": _("A term cannot stand below itself.")})
            seen.add(ancestor.pk)
            ancestor = ancestor.parent

    @property
    def public_code(self) -> str:
        """Return what stands for this term in files and in the API."""
        return self.slug


class Nace(Term):
    """A class of economic activity: NACE Rev. 2.1."""

    code = models.CharField(_("code"), max_length=8, unique=True)
    level = models.PositiveSmallIntegerField(_("level"))
    section = models.CharField(_("section"), max_length=1)

    codes = ("code",)

    class Meta(Term.Meta):
        verbose_name = _("NACE code")
        verbose_name_plural = _("NACE codes")

    def __str__(self) -> str:
        return f"{self.code} {self.label}"

    @property
    def public_code(self) -> str:
        return self.code


class Cpv(Term):
    """A code of the Common Procurement Vocabulary of 2008."""

    check_digit = models.CharField(_("check digit"), max_length=1, blank=True)
    level = models.PositiveSmallIntegerField(_("level"))

    class Meta(Term.Meta):
        verbose_name = _("CPV code")
        verbose_name_plural = _("CPV codes")

    def __str__(self) -> str:
        return f"{self.slug} {self.label}"


class Sector(Term):
    """A branch of the economy that solutions serve."""

    nace = models.ManyToManyField(
        Nace, verbose_name=_("NACE codes"), blank=True, related_name="sectors"
    )

    class Meta(Term.Meta):
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")


class Technology(Term):
    """A technology or a competence."""

    class Meta(Term.Meta):
        verbose_name = _("technology")
        verbose_name_plural = _("technologies")


class DataTheme(Term):
    """One of the 13 data themes of the EU's portals."""

    uri = WebAddressField("URI", max_length=200, unique=True)

    class Meta(Term.Meta):
        verbose_name = _("data theme")
        verbose_name_plural = _("data themes")


class Certification(Term):
    """A standard or scheme somebody can be certified for."""

    url = WebAddressField(_("address"), max_length=200, blank=True)

    class Meta(Term.Meta):
        verbose_name = _("certification")
        verbose_name_plural = _("certifications")


class Market(Term):
    """A country (ISO 3166) or a group of countries."""

    kind = models.CharField(
        _("kind"), max_length=10, choices=MarketKind.choices, default=MarketKind.COUNTRY
    )
    iso3 = models.CharField("ISO 3166 alpha-3", max_length=3, blank=True)
    groups = models.ManyToManyField(
        "self",
        verbose_name=_("groups"),
        symmetrical=False,
        blank=True,
        related_name="members",
        limit_choices_to={"kind": MarketKind.GROUP},
    )

    codes = ("iso3",)

    class Meta(Term.Meta):
        verbose_name = _("market")
        verbose_name_plural = _("markets")

    @property
    def public_code(self) -> str:
        """Return the upper-case ISO code of a country, or the slug of a group."""
        return self.slug.upper() if self.kind == MarketKind.COUNTRY else self.slug


class Region(Term):
    """A territorial unit: NUTS."""

    code = models.CharField(_("NUTS code"), max_length=8, unique=True)

    codes = ("code",)

    class Meta(Term.Meta):
        verbose_name = _("region")
        verbose_name_plural = _("regions")

    @property
    def public_code(self) -> str:
        return self.code


class Language(Term):
    """A language, by its ISO 639 code."""

    iso3 = models.CharField("ISO 639-2", max_length=3, blank=True)

    codes = ("iso3",)

    class Meta(Term.Meta):
        verbose_name = _("language")
        verbose_name_plural = _("languages")


class PublicFunction(Term):
    """A division of the functions of government: COFOG."""

    code = models.CharField(_("COFOG code"), max_length=4, unique=True)

    codes = ("code",)

    class Meta(Term.Meta):
        verbose_name = _("function of government")
        verbose_name_plural = _("functions of government")

    @property
    def public_code(self) -> str:
        return self.code


VOCABULARIES: tuple[type[Term], ...] = (
    Sector,
    Technology,
    DataTheme,
    Certification,
    Market,
    Region,
    Language,
    Cpv,
    Nace,
    PublicFunction,
)
