"""The django-stubs plugin for mypy, kept alive on abstract models.

An abstract model has no primary key of its own; the plugin ends with an internal error where code
asks one for its `pk` (`values_list("pk")` on a `type[Term]`). Here it gets the project's default.
"""

from __future__ import annotations

from typing import Any

from django.db.models import BigAutoField
from mypy_django_plugin.django.context import DjangoContext
from mypy_django_plugin.main import plugin

_own_key = DjangoContext.get_primary_key_field


def _key_or_default(self: DjangoContext, model: type[Any]) -> Any:
    try:
        return _own_key(self, model)
    except ValueError:
        key: Any = BigAutoField(primary_key=True)
        key.set_attributes_from_name("id")
        return key


DjangoContext.get_primary_key_field = _key_or_default  # type: ignore[method-assign]

__all__ = ["plugin"]
