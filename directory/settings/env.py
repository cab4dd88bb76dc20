"""The one reader of the environment: every variable the project knows is declared here once.

``docs/settings.md`` documents the same list, and a test compares both.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off"})


def text(value: str) -> str:
    """Return the value without surrounding white space."""
    return value.strip()


def boolean(value: str) -> bool:
    """Return the truth a word stands for; raise ValueError for any other word."""
    word = value.strip().lower()
    if word in _TRUE:
        return True
    if word in _FALSE:
        return False
    raise ValueError("use one of true, false, 1, 0, yes, no, on, off")


def words(value: str) -> list[str]:
    """Return the comma-separated parts of a value."""
    return [part.strip() for part in value.split(",") if part.strip()]


def database_url(value: str) -> dict[str, Any]:
    """Return Django's DATABASES entry for ``postgres://user:password@host:port/name``."""
    url = urlsplit(value.strip())
    if url.scheme not in {"postgres", "postgresql"}:
        raise ValueError("use postgres://user:password@host:port/name")
    name = unquote(url.path.lstrip("/"))
    if not name:
        raise ValueError("name the database: postgres://user:password@host:port/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or "",
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def choice(*allowed: str) -> Callable[[str], str]:
    """Return a reader that accepts one of the words given."""

    def read(value: str) -> str:
        word = value.strip()
        if word not in allowed:
            raise ValueError(f"use one of {', '.join(allowed)}")
        return word

    return read


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable: its name, how it is read, and what stands in when it is unset."""

    name: str
    read: Callable[[str], Any] = text
    default: Any = None


@dataclass(slots=True)
class Environment:
    """Typed access to the variables declared in :data:`VARIABLES`."""

    source: dict[str, str] = field(default_factory=lambda: dict(os.environ))

    def __call__(self, name: str, default: Any = None) -> Any:
        """Return a variable's value.

        ``default`` stands in for the declared default. Raises ImproperlyConfigured, naming the
        variable, when the value cannot be read, and KeyError for a name that is not declared.
        """
        variable = VARIABLES[name]
        raw = self.source.get(name, "")
        if not raw.strip():
            return variable.default if default is None else default
        try:
            return variable.read(raw)
        except ValueError as error:
            raise ImproperlyConfigured(f"{name}: {error}") from error

    def required(self, name: str) -> Any:
        """Return a variable's value; raise ImproperlyConfigured when it is unset."""
        value = self(name)
        if value in (None, "", []):
            raise ImproperlyConfigured(f"{name} must be set in production; see docs/settings.md")
        return value


VARIABLES: dict[str, Variable] = {
    variable.name: variable
    for variable in (
        Variable("DATA_DIR"),
        Variable("SECRET_KEY"),
        Variable("ALLOWED_HOSTS", words, []),
        Variable("SITE_URL"),
        Variable("DATABASE_URL", database_url),
        Variable("SEARCH_ENGINE", choice("embedded", "elastic", "null"), "embedded"),
        Variable("ELASTICSEARCH_URL"),
        Variable("EMAIL_HOST"),
        Variable("EMAIL_PORT", int, 587),
        Variable("EMAIL_USER", text, ""),
        Variable("EMAIL_PASSWORD", text, ""),
        Variable("EMAIL_TLS", boolean, True),
        Variable("DEFAULT_FROM_EMAIL", text, "Latvia ICT <no-reply@localhost>"),
        Variable("BEHIND_PROXY", boolean, False),
        Variable("HSTS_SECONDS", int, 31536000),
        Variable("STAFF_MFA_REQUIRED", boolean),
        Variable("LOG_LEVEL", choice("DEBUG", "INFO", "WARNING", "ERROR"), "INFO"),
    )
}
