"""A column for the address of a website."""

from __future__ import annotations

from typing import Any

from django.db import models


class WebAddressField(models.URLField):
    """An address that may be typed without its scheme, which then is https."""

    def formfield(self, **kwargs: Any) -> Any:
        """Return the form's field for it."""
        return super().formfield(**({"assume_scheme": "https"} | kwargs))

    def deconstruct(self) -> Any:
        """Stand in migrations as what the database knows: Django's own field."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs
