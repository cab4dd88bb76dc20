"""Named sets of values of the catalogue."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

#: How long a picture that a team uploaded is kept once no version shows it.
UNUSED_PICTURE_AGE = timedelta(days=30)


class OrganisationKind(models.TextChoices):
    COMPANY = "company", _("company")
    STARTUP = "startup", _("startup")
    RESEARCH = "research", _("research institution")
    PUBLIC = "public", _("public body")
    ASSOCIATION = "association", _("association")


#: What a company or an association is called that is here because it buys in public procurement.
PROCUREMENT_BUYER = _("buyer in public procurement")
#: Forms of companies that belong to the state or to a municipality.
PUBLIC_FORMS = frozenset({"VSIA", "VAS", "PSIA", "PAS"})

#: Kinds that offer something: what a search without a type answers with, beside solutions.
SUPPLY_KINDS = frozenset(
    {OrganisationKind.COMPANY, OrganisationKind.STARTUP, OrganisationKind.RESEARCH}
)


class Activity(models.TextChoices):
    """What an organisation mainly does for its public clients."""

    MAKER = "maker", _("software and services")
    RESELLER = "reseller", _("hardware and resale")
    OTHER = "other", _("other")


def _span(low: int, high: int) -> str:
    """Return two numbers with a dash, after which no line ends: a word joiner follows it."""
    return f"{low}–\u2060{high}"


class Employees(models.TextChoices):
    MICRO = "1-9", _span(1, 9)
    SMALL = "10-49", _span(10, 49)
    MEDIUM = "50-249", _span(50, 249)
    LARGE = "250+", "250+"


def size_label(value: str) -> str:
    """Return a number of employees as it is shown; a value that is none of ours as it is kept."""
    return str(Employees(value).label) if value in Employees.values else value


class StartupStage(models.TextChoices):
    IDEA = "idea", _("idea")
    PRE_SEED = "pre-seed", _("pre-seed")
    SEED = "seed", _("seed")
    EARLY = "early", _("early growth")
    GROWTH = "growth", _("growth")
    SCALE_UP = "scale-up", _("scale-up")
    EXIT = "exit", _("exit")


class RegisterStatus(models.TextChoices):
    ACTIVE = "active", _("registered")
    CLOSED = "closed", _("closed")


class SolutionKind(models.TextChoices):
    PRODUCT = "product", _("product")
    SERVICE = "service", _("service")
    PLATFORM = "platform", _("platform")
    DATA = "data", pgettext_lazy("kind of solution", "data")
    PROTOTYPE = "prototype", _("prototype")


class Stage(models.TextChoices):
    """How far a solution has come on its way to buyers."""

    IDEA = "idea", pgettext_lazy("stage", "idea")
    RESEARCH = "research", pgettext_lazy("stage", "research")
    PILOT = "pilot", pgettext_lazy("stage", "pilot")
    MARKET = "market", pgettext_lazy("stage", "market")
    EXPORT = "export", pgettext_lazy("stage", "export")


class Pillar(models.IntegerChoices):
    """The three pillars of the memorandum."""

    DEMOCRATISATION = 1, _("data democratisation")
    GOVERNANCE = 2, _("data-based participation in governance")
    INNOVATION = 3, _("innovation based on data and technology")


class ClientKind(models.TextChoices):
    PUBLIC = "public", _("public client")
    PRIVATE = "private", _("private client")


class StudyLevel(models.TextChoices):
    PROFESSIONAL = "professional", _("professional education")
    BACHELOR = "bachelor", _("bachelor's degree")
    MASTER = "master", _("master's degree")
    DOCTORAL = "doctoral", _("doctoral degree")
    COURSE = "course", _("course")


class UpdateFrequency(models.TextChoices):
    """How often a dataset changes: a selection of the EU frequency list."""

    CONTINUOUS = "continuous", _("continuously")
    DAILY = "daily", _("daily")
    WEEKLY = "weekly", _("weekly")
    MONTHLY = "monthly", _("monthly")
    QUARTERLY = "quarterly", _("quarterly")
    ANNUAL = "annual", _("annually")
    IRREGULAR = "irregular", _("irregularly")
    NEVER = "never", _("never")


class VerifiedFact(models.TextChoices):
    """What somebody checked about an organisation."""

    REGISTER = "register", _("entry in the Register of Enterprises")
    WEBSITE = "website", _("control of the website's domain")
    EMAIL = "email", _("an e-mail address at the website's domain")
    REPRESENTATIVE = "representative", _("the right to represent the organisation")
    CERTIFICATE = "certificate", _("a certificate")


class Vocabulary(models.TextChoices):
    """The vocabularies that teams may propose words for; the others are lists that somebody else keeps."""

    SECTORS = "sectors", _("sectors")
    TECHNOLOGIES = "technologies", _("technologies")
    DATA_THEMES = "data_themes", _("data themes")
    CERTIFICATIONS = "certifications", _("certifications")


class ProposalState(models.TextChoices):
    """Where a proposed word stands."""

    OPEN = "open", pgettext_lazy("proposal", "waits")
    TAKEN = "taken", pgettext_lazy("proposal", "in the list")
    REFUSED = "refused", pgettext_lazy("proposal", "refused")
