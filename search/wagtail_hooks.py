"""What the search adds to the administration."""

from __future__ import annotations

from wagtail.snippets.models import register_snippet

from search.viewsets import LeverGroup

register_snippet(LeverGroup)
