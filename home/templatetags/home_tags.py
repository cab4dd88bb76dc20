"""Keep what is the same on every page."""

from __future__ import annotations

from typing import Any, Final

from django import template
from django.conf import settings
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

register = template.Library()

_MOST: Final = 200
_kept: dict[tuple[str, ...], SafeString] = {}


@receiver(setting_changed)
def _forget(**_: Any) -> None:
    _kept.clear()


class KeptNode(template.Node):
    """Draws its content once a process for each value of what it varies by."""

    def __init__(self, name: str, varies: list[FilterExpression], nodelist: NodeList) -> None:
        self._name = name
        self._varies = varies
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """Return the content."""
        # While somebody works on a template it is drawn anew.
        if settings.DEBUG:
            return self.nodelist.render(context)
        key = (self._name, *[str(one.resolve(context)) for one in self._varies])
        found = _kept.get(key)
        if found is None:
            if len(_kept) >= _MOST:
                _kept.clear()
            found = _kept[key] = self.nodelist.render(context)
        return found


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """Keep what stands up to `endkept`: `{% kept "foot" lang %}`, a name of its own and all that it varies by."""
    _tag, name, *varies = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(name.strip("\"'"), [parser.compile_filter(one) for one in varies], nodelist)
