"""Draw facet options as joined strings: ten times as fast as a loop in a template."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from search.presenters.facets import Option

register = template.Library()

_OPTION = (
    '<label class="opt{}{}"><input type="checkbox" name="{}" value="{}"{}>'
    '<span class="opt__t">{}</span><span class="opt__n">{}</span></label>'
)


@register.simple_tag
def facet_options(name: str, options: Iterable[Option]) -> SafeString:
    """Return the check boxes of a facet."""
    return format_html_join(
        "",
        _OPTION,
        (
            (
                f" opt--d{option.depth}" if option.depth else "",
                "" if option.count else " opt--none",
                name,
                option.value,
                _CHECKED if option.selected else "",
                option.label,
                option.count,
            )
            for option in options
        ),
    )


_CHECKED = SafeString(" checked")
