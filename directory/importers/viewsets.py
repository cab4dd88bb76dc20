"""How the administration shows imports: what was taken in, and where staff must decide."""

from __future__ import annotations

from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from directory.importers.models import ImportConflict, ImportRun
from directory.importers.presenters import field_in_words, value_in_words


def linked_entry(conflict: ImportConflict) -> str | SafeString:
    """Return the entry a conflict is about, linked to where staff edit it."""
    entry = conflict.entry
    if entry is None:
        return f"{conflict.content_type} {conflict.object_id}"
    url = AdminURLFinder().get_edit_url(entry)
    return format_html('<a href="{}">{}</a>', url, entry) if url else str(entry)


class WordsPanel(FieldPanel):
    """A value of a conflict, read-only and in words."""

    class BoundPanel(FieldPanel.BoundPanel):
        """The panel of one conflict."""

        @cached_property
        def value_from_instance(self) -> str:
            return value_in_words(self.instance, getattr(self.instance, self.field_name))


class ImportRunViewSet(ModelViewSet):
    """The imports, newest first."""

    model = ImportRun
    name = "import_runs"
    icon = "download"
    menu_label = _("Imports")
    add_to_reference_index = False
    inspect_view_enabled = True
    copy_view_enabled = False
    list_per_page = 50
    ordering = "-started"
    list_display = (
        "file",
        "command",
        "source",
        DateColumn("started", label=_("Started"), sort_key="started"),
        DateColumn("finished", label=_("Finished"), sort_key="finished"),
        "created",
        "updated",
        "unchanged",
        "bad",
        "conflicts",
    )
    list_filter = ("command", "source")
    search_fields = ("file", "source")
    search_backend_name = None
    form_fields = ("file",)
    inspect_view_fields = (
        "command",
        "file",
        "sha256",
        "source",
        "user",
        "started",
        "finished",
        "created",
        "updated",
        "unchanged",
        "bad",
        "conflicts",
    )


class ImportConflictViewSet(ModelViewSet):
    """Values that a source and staff both changed: the entry keeps its own until staff decide."""

    model = ImportConflict
    name = "import_conflicts"
    icon = "warning"
    menu_label = _("Import conflicts")
    add_to_reference_index = False
    copy_view_enabled = False
    list_per_page = 50
    ordering = "-found"
    list_display = (
        Column("field", label=pgettext_lazy("of a form", "Field"), accessor=field_in_words),
        Column("entry", label=_("Entry"), accessor=linked_entry),
        Column(
            "imported", label=_("Imported"), accessor=lambda row: value_in_words(row, row.imported)
        ),
        Column("kept", label=_("Kept"), accessor=lambda row: value_in_words(row, row.kept)),
        Column("version", label=_("Version"), accessor=lambda row: row.get_version_display()),
        DateColumn("found", label=_("Found"), sort_key="found"),
        BooleanColumn("settled", label=_("Settled")),
    )
    list_filter = ("settled", "version")
    edit_handler = ObjectList(
        [
            HelpPanel(
                _(
                    "The entry kept what staff wrote. Take the imported value over in the entry, "
                    "or leave it, and settle the conflict here."
                )
            ),
            FieldPanel("field", read_only=True),
            WordsPanel("imported", read_only=True),
            WordsPanel("kept", read_only=True),
            FieldPanel("settled"),
        ]
    )


class ImportViewSetGroup(ViewSetGroup):
    """Imports and their conflicts under one entry of the menu."""

    items = (ImportRunViewSet, ImportConflictViewSet)
    menu_label = _("Imports")
    menu_icon = "download"
    menu_order = 600
