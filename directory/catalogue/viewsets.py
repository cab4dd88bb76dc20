"""How the administration shows the catalogue: a listing for each kind of entry and of fact."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import (
    BooleanColumn,
    Column,
    DateColumn,
    LiveStatusTagColumn,
)
from wagtail.snippets.views.snippets import (
    CreateView,
    EditView,
    SnippetViewSet,
    SnippetViewSetGroup,
)

from directory.catalogue import panels
from directory.catalogue.forms import CatalogueForm, EntryForm
from directory.catalogue.models import (
    Dataset,
    Organisation,
    PartnerCall,
    PublicContract,
    Reference,
    RegisterRecord,
    Solution,
    TrainingProgramme,
    Verification,
)
from directory.catalogue.models.entry import LANGUAGES
from directory.catalogue.validators import check_digit_matches
from directory.moderation.viewsets import EntryIndexView, ModeratedViewSet
from directory.users.viewsets import SearchedIndexView


def completeness(*fields: str) -> Callable[[Any], str]:
    """Return how a listing says how many of an entry's texts are filled, in percent."""

    def percent(entry: Any) -> str:
        filled = sum(bool(getattr(entry, field)) for field in fields)
        return f"{100 * filled // len(fields)} %"

    return percent


class NamedIndexView(EntryIndexView):
    """A listing of entries that is ordered by their names when its first column is chosen."""

    def _get_title_column(self, field_name: str, *args: Any, **kwargs: Any) -> Any:
        column = super()._get_title_column(field_name, *args, **kwargs)
        column.sort_key = self.model.name_field
        column.label = _("Name")
        return column


class EntryViewSet(ModeratedViewSet):
    """The administration of one kind of entry of the catalogue."""

    #: Columns between the name and the state.
    own_columns: tuple[Any, ...] = ()
    #: Columns of texts whose share filled is shown.
    texts: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    own_filters: tuple[str, ...] = ()
    make_panels: Any = None
    form_class_of_entries = EntryForm

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        view: Any = type("IndexView", (NamedIndexView,), {"related": self.related})
        self.index_view_class = view

    @cached_property
    def list_display(self) -> tuple[Any, ...]:
        return (
            "__str__",
            *self.own_columns,
            Column("completeness", label=_("Complete"), accessor=completeness(*self.texts)),
            BooleanColumn("is_sample", label=_("Sample"), sort_key="is_sample"),
            DateColumn("updated_at", label=_("Changed"), sort_key="updated_at"),
            LiveStatusTagColumn(),
        )

    @cached_property
    def list_filter(self) -> tuple[str, ...]:
        return ("live", "has_unpublished_changes", *self.own_filters, "is_sample")

    @cached_property
    def search_fields(self) -> tuple[str, ...]:
        name = self.model.name_field
        return (f"{name}_en", f"{name}_lv", "slug")

    def get_edit_handler(self) -> Any:
        handler = ObjectList(type(self).make_panels(), base_form_class=self.form_class_of_entries)
        return handler.bind_to_model(self.model)


def _bilingual(*fields: str) -> tuple[str, ...]:
    return tuple(f"{field}_{language}" for field in fields for language in LANGUAGES)


class OrganisationViewSet(EntryViewSet):
    model = Organisation
    icon = "group"
    menu_order = 10
    own_columns = (
        "kind",
        Column("number", label=_("Number"), accessor="register.registration_number"),
        "city",
    )
    own_filters = ("kind", "activity", "startup_stage", "register__status")
    related = ("register",)
    texts = (*_bilingual("name", "tagline", "description"), "website", "email", "city")
    make_panels = staticmethod(panels.organisation_panels)

    @cached_property
    def search_fields(self) -> tuple[str, ...]:
        facts = ("register__registration_number", "register__legal_name")
        return (*super().search_fields, *facts)


class SolutionViewSet(EntryViewSet):
    model = Solution
    icon = "cogs"
    menu_order = 20
    own_columns = ("kind", "stage", "trl")
    own_filters = ("kind", "stage", "data_driven", "partner_sought")
    texts = (*_bilingual("name", "tagline", "description"), "website", "stage")
    make_panels = staticmethod(panels.solution_panels)


class OwnedViewSet(EntryViewSet):
    """Entries that belong to one organisation and are found by its name too."""

    own_columns: tuple[Any, ...] = (Column("organisation", label=_("Organisation")),)
    related = ("organisation",)

    @cached_property
    def search_fields(self) -> tuple[str, ...]:
        return (*super().search_fields, "organisation__name_en", "organisation__name_lv")


class ReferenceViewSet(OwnedViewSet):
    model = Reference
    icon = "pick"
    menu_order = 30
    own_columns = (*OwnedViewSet.own_columns, "client_kind", "year")
    own_filters = ("client_kind", "year")
    texts = (*_bilingual("title", "client", "result"), "source_url")
    make_panels = staticmethod(panels.reference_panels)


class DatasetViewSet(EntryViewSet):
    model = Dataset
    icon = "table"
    menu_order = 40
    own_columns = (Column("publisher", label=_("Publisher")), "licence")
    own_filters = ("update_frequency",)
    related = ("publisher",)
    texts = (*_bilingual("title", "description"), "url", "licence")
    make_panels = staticmethod(panels.dataset_panels)


class TrainingProgrammeViewSet(OwnedViewSet):
    model = TrainingProgramme
    icon = "openquote"
    menu_order = 50
    own_columns = (*OwnedViewSet.own_columns, "level")
    own_filters = ("level",)
    texts = (*_bilingual("name", "description"), "url")
    make_panels = staticmethod(panels.training_programme_panels)


class PartnerCallViewSet(OwnedViewSet):
    model = PartnerCall
    icon = "comment"
    menu_order = 60
    own_columns = (*OwnedViewSet.own_columns, "closes_on")
    own_filters = ("trl",)
    texts = (*_bilingual("title", "description"), "url")
    make_panels = staticmethod(panels.partner_call_panels)


class FactIndexView(SearchedIndexView):
    """A listing of facts with the organisations they are about."""

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("organisation")


class FactViewSet(SnippetViewSet):
    """The administration of one kind of fact: rows without drafts."""

    index_view_class = FactIndexView
    list_per_page = 50
    inspect_view_enabled = True
    copy_view_enabled = False
    search_backend_name = None
    #: Fields of the form, in their order.
    fields: tuple[str, ...] = ()

    def get_edit_handler(self) -> Any:
        handler = ObjectList(
            [FieldPanel(name) for name in self.fields], base_form_class=CatalogueForm
        )
        return handler.bind_to_model(self.model)


class CheckDigitHint:
    """Warns where a registration number's last digit does not belong to the others."""

    request: Any

    def save_instance(self) -> Any:
        record = super().save_instance()  # type: ignore[misc]
        number = record.registration_number or ""
        if len(number) == 11 and number.isdecimal() and not check_digit_matches(number):
            messages.warning(
                self.request,
                _now("The last digit of %(number)s does not fit the others; a slip of the pen?")
                % {"number": number},
            )
        return record


class RegisterRecordViewSet(FactViewSet):
    model = RegisterRecord
    icon = "doc-full"
    menu_order = 70
    add_view_class = type("RegisterRecordCreateView", (CheckDigitHint, CreateView), {})
    edit_view_class = type("RegisterRecordEditView", (CheckDigitHint, EditView), {})
    list_display = ("__str__", Column("organisation", label=_("Organisation")), "status", "source")
    list_filter = ("status",)
    search_fields = ("registration_number", "legal_name", "organisation__name_lv")
    fields = (
        "organisation",
        "registration_number",
        "legal_name",
        "legal_form",
        "registered_on",
        "closed_on",
        "status",
        "source",
        "checked_on",
    )


class VerificationViewSet(FactViewSet):
    model = Verification
    icon = "tick"
    menu_order = 80
    list_display = (
        "what",
        Column("organisation", label=_("Organisation")),
        "verified_on",
        "expires_on",
    )
    list_filter = ("what",)
    search_fields = ("organisation__name_en", "organisation__name_lv", "source")
    fields = ("organisation", "what", "verified_on", "verified_by", "source", "expires_on")


class PublicContractViewSet(FactViewSet):
    model = PublicContract
    icon = "doc-full-inverse"
    menu_order = 90
    list_display = (
        "__str__",
        Column("organisation", label=_("Organisation")),
        "buyer_name",
        "awarded_on",
        "value",
    )
    list_filter = ("source",)
    search_fields = ("title", "buyer_name", "organisation__name_lv", "source_key")
    fields = (
        "organisation",
        "buyer",
        "buyer_name",
        "title",
        "cpv",
        "value",
        "currency",
        "awarded_on",
        "source",
        "source_url",
        "source_key",
    )


class CatalogueGroup(SnippetViewSetGroup):
    """The catalogue in the menu."""

    menu_label = _("Catalogue")
    menu_icon = "folder-open-inverse"
    menu_name = "catalogue"
    menu_order = 150
    items = (
        OrganisationViewSet,
        SolutionViewSet,
        ReferenceViewSet,
        DatasetViewSet,
        TrainingProgrammeViewSet,
        PartnerCallViewSet,
        RegisterRecordViewSet,
        VerificationViewSet,
        PublicContractViewSet,
    )
