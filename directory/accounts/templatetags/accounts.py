"""Words for the pages of accounts that come from allauth."""

from __future__ import annotations

from django import template

from directory.accounts.presenters import agent_in_words

register = template.Library()
register.filter("agent", agent_in_words)


@register.filter(is_safe=True)
def label(text: str) -> str:
    """Return what a field is called without the colon that allauth's pages put behind it."""
    return text.strip().removesuffix(":")
