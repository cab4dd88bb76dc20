"""Forms of the vocabularies, and the inputs by which entries are given their words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db import models
from django.db.models import Max, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from directory.taxonomy.models import Term
from directory.taxonomy.services.resolve import TermResolver

_SEPARATOR = re.compile(r"[,\n]")


def below(term: Term) -> set[int]:
    """Return the primary keys of a term and of all terms below it."""
    model = type(term)
    found, level = {term.pk}, {term.pk}
    while level:
        children = model._default_manager.filter(parent__in=level)
        level = set(children.values_list("pk", flat=True)) - found
        found |= level
    return found


class TermForm(WagtailAdminModelForm):
    """A term: its slug is chosen once, its parent is another term in use."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        term = self.instance
        if term.pk is not None and "slug" in self.fields:
            self.fields["slug"].disabled = True
        if parent := self.fields.get("parent"):
            rows = term._meta.model._default_manager.current().in_order()
            parent.queryset = rows if term.pk is None else rows.exclude(pk__in=below(term))

    def save(self, commit: bool = True) -> Term:
        term: Term = self.instance
        if term.pk is None and not term.order:
            # A new term stands last among its siblings until somebody orders it.
            rows = type(term)._default_manager.filter(Q(parent=term.parent) | Q(pk=term.parent_id))
            term.order = rows.aggregate(last=Max("order"))["last"] or 0
        saved: Term = super().save(commit)
        return saved


class MergeForm(forms.Form):
    """The term that another one is merged into."""

    target: forms.ModelChoiceField = forms.ModelChoiceField(queryset=None, label=_("Merge into"))
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, source: Term, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = type(source)._default_manager.current().in_order()
        self.fields["target"].queryset = rows.exclude(pk__in=below(source))  # type: ignore[attr-defined]


class TermTree(forms.CheckboxSelectMultiple):
    """Check boxes of a vocabulary as a tree, whose branches fold without any script."""

    template_name = "taxonomy/term_tree.html"

    class Media:
        css = {"all": ["taxonomy/term_tree.css"]}

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        nodes: dict[Any, dict[str, Any]] = {}
        parents: dict[Any, Any] = {}
        for _group, options, _index in context["widget"]["optgroups"]:
            for option in options:
                key = option["value"]
                term = getattr(key, "instance", None)
                key = getattr(key, "value", key)
                nodes[key] = {"option": option, "children": [], "open": False}
                parents[key] = getattr(term, "parent_id", None)
        tree: list[dict[str, Any]] = []
        for key, node in nodes.items():
            parent = nodes.get(parents[key])
            (parent["children"] if parent else tree).append(node)
        for key, node in nodes.items():
            above, steps = nodes.get(parents[key]), 0
            while node["option"]["selected"] and above is not None and steps < len(nodes):
                above["open"] = True
                key, steps = parents[key], steps + 1
                above = nodes.get(parents[key])
        context["tree"] = tree
        return context

    def _render(self, template_name: str, context: Any, _renderer: Any = None) -> SafeString:
        # The renderer of forms knows the templates of apps only.
        return mark_safe(render_to_string(template_name, context))  # noqa: S308


class RowPicker(forms.TextInput):
    """Rows of a large table, found by typing and shown as tags: ``label [slug]``.

    Without a script it is a text of slugs or codes separated by commas. Unknown words are
    answered at the field.
    """

    template_name = "wagtailadmin/widgets/tag_widget.html"
    help_text = _("Type a part of the name or the code, and choose from the list.")

    def __init__(self, model: type[models.Model], attrs: Any = None) -> None:
        self.model = model
        super().__init__({"data-controller": "w-tag"} | (attrs or {}))

    def __deepcopy__(self, memo: Any) -> RowPicker:
        copied: RowPicker = super().__deepcopy__(memo)
        copied.model = self.model
        return copied

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["help_text"] = self.help_text
        context["widget"]["attrs"] |= {
            "data-w-tag-delay-value": 200,
            "data-w-tag-url-value": reverse(
                "taxonomy_suggest", args=[self.model._meta.app_label, self.model._meta.model_name]
            ),
            "data-w-tag-options-value": json.dumps({"allowSpaces": True}),
        }
        return context

    def format_value(self, value: Any) -> str:
        if not isinstance(value, Iterable) or isinstance(value, str):
            return str(value or "")
        keys = [item for item in value if str(item).isdecimal() and len(str(item)) < 19]
        rows = self.model._default_manager.in_bulk([int(key) for key in keys])
        known = [tag_of(rows[int(key)]) for key in keys if int(key) in rows]
        unknown = [str(item) for item in value if item not in keys]
        return ", ".join(f'"{tag}"' for tag in [*known, *unknown])

    def value_from_datadict(self, data: Mapping[str, Any], _files: Any, name: str) -> list[Any]:
        tags = (part.strip().strip('"') for part in _SEPARATOR.split(data.get(name) or ""))
        slugs = [slug_of(tag) for tag in tags if tag]
        keys = self._keys(slugs)
        # What names no row goes on as it is, for the field to refuse by name.
        return list(dict.fromkeys(keys.get(slug, f"?{slug}") for slug in slugs))

    def _keys(self, slugs: list[str]) -> dict[str, int]:
        if issubclass(self.model, Term):
            resolver = TermResolver(self.model)
            return {slug: key for slug in slugs if (key := resolver.key(slug)) is not None}
        rows = self.model._default_manager.filter(slug__in=slugs)
        return dict(rows.values_list("slug", "pk"))


def tag_of(row: Any) -> str:
    """Return a row as a tag; commas and quotes separate tags and are replaced."""
    text = str(row).replace(",", ";").replace('"', "”")
    return text if text.startswith(f"{row.slug} ") else f"{text} [{row.slug}]"


def slug_of(tag: str) -> str:
    """Return the slug or code in a tag: in brackets, before the first space, or the whole."""
    tag = tag.strip()
    if tag.endswith("]") and "[" in tag:
        return tag[tag.rindex("[") + 1 : -1].strip()
    first = tag.partition(" ")[0]
    return first if first[:1].isdigit() else tag


def only_current_terms(fields: Mapping[str, forms.Field]) -> None:
    """Offer no merged term in the fields of a form, and terms in the order of their tree."""
    for field in fields.values():
        rows: QuerySet | None = getattr(field, "queryset", None)
        if rows is not None and issubclass(rows.model, Term):
            field.queryset = rows.current().in_order()  # type: ignore[attr-defined]
            if isinstance(field, forms.ModelMultipleChoiceField):
                field.error_messages["invalid_pk_value"] = _("“%(pk)s” is not in this list.")
