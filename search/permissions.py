"""Who may steer the search."""

from __future__ import annotations

from typing import Any


def can_steer(user: Any) -> bool:
    """Return whether somebody may change what words mean to the search, and so may see how it understands them."""
    return bool(user.has_perm("search.change_synonymgroup"))
