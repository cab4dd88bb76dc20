"""The one reader of the environment: every variable the project knows is declared here once.

``docs/settings.md`` documents the same list, and a test compares both.
"""

from __future__ import annotations

import base64
import os
import re
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


def addresses(value: str) -> list[str]:
    """Return comma-separated addresses of servers, each with its port: 9200, or 443 of https, where none is given."""
    found = []
    for part in words(value):
        url = urlsplit(part)
        if url.scheme not in {"http", "https"} or not url.hostname:
            raise ValueError("use http://host:port or https://host:port, separated by commas")
        # Reading the port raises ValueError for what can be none.
        port = "" if url.port else f":{443 if url.scheme == 'https' else 9200}"
        found.append(f"{url.scheme}://{url.netloc}{port}{url.path.rstrip('/')}")
    return found


def server_url(value: str) -> str:
    """Return the address of a provider of OpenID Connect; plain http is for this machine only."""
    url = urlsplit(value.strip())
    is_local = url.hostname in {"127.0.0.1", "localhost"}
    if not url.hostname or not (url.scheme == "https" or (url.scheme == "http" and is_local)):
        raise ValueError("use https://host/path")
    return value.strip().rstrip("/")


def prefix(value: str) -> str:
    """Return the beginning of the names of indexes."""
    word = value.strip()
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,99}", word):
        raise ValueError("use a lower-case letter, then lower-case letters, digits, - and _")
    return word


def secret_keys(value: str) -> list[bytes]:
    """Return comma-separated keys of 32 bytes, each written in base64."""
    found = []
    for part in words(value):
        try:
            key = base64.b64decode(part.replace("-", "+").replace("_", "/"), validate=True)
        except ValueError as error:
            raise ValueError("use keys in base64, separated by commas") from error
        if len(key) != 32 or len(set(key)) < 8:
            raise ValueError("use random keys of 32 bytes: openssl rand -base64 32")
        found.append(key)
    return found


def replicas(value: str) -> str:
    """Return a number of copies, or a range that follows the number of nodes."""
    word = value.strip()
    if not re.fullmatch(r"\d|\d-(\d|all)", word):
        raise ValueError("use a number such as 1, or a range such as 0-1")
    return word


def above_zero(kind: type[int | float]) -> Callable[[str], float]:
    """Return a reader of numbers above zero."""

    def read(value: str) -> float:
        number = kind(value)
        if not 0 < number < 1000:
            raise ValueError("use a number above 0 and below 1000")
        return number

    return read


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
        Variable("RESPONSE_KEYS", secret_keys, []),
        Variable("ALLOWED_HOSTS", words, []),
        Variable("SITE_URL"),
        Variable("DATABASE_URL", database_url),
        Variable("SEARCH_ENGINE", choice("embedded", "elastic", "null"), "embedded"),
        Variable("ELASTICSEARCH_URL", addresses, []),
        Variable("ELASTICSEARCH_USER", text, ""),
        Variable("ELASTICSEARCH_PASSWORD", text, ""),
        Variable("ELASTICSEARCH_API_KEY", text, ""),
        Variable("ELASTICSEARCH_CA_FILE", text, ""),
        Variable("ELASTICSEARCH_PREFIX", prefix, "directory"),
        Variable("ELASTICSEARCH_TIMEOUT", above_zero(float), 0.9),
        Variable("ELASTICSEARCH_SHARDS", above_zero(int), 1),
        Variable("ELASTICSEARCH_REPLICAS", replicas, "0-1"),
        Variable("EMAIL_HOST"),
        Variable("EMAIL_PORT", int, 587),
        Variable("EMAIL_USER", text, ""),
        Variable("EMAIL_PASSWORD", text, ""),
        Variable("EMAIL_TLS", boolean, True),
        Variable("DEFAULT_FROM_EMAIL", text, "Latvia ICT <no-reply@localhost>"),
        Variable("CONTACT_EMAIL", text, "contact@latvia-ict.example"),
        Variable("BEHIND_PROXY", boolean, False),
        Variable("COUNTRY_HEADER", text, ""),
        Variable("HSTS_SECONDS", int, 31536000),
        Variable("STAFF_MFA_REQUIRED", boolean),
        Variable("OIDC_SERVER_URL", server_url, ""),
        Variable("OIDC_CLIENT_ID", text, ""),
        Variable("OIDC_CLIENT_SECRET", text, ""),
        Variable("OIDC_NAME", text, "eID"),
        Variable("LOG_LEVEL", choice("DEBUG", "INFO", "WARNING", "ERROR"), "INFO"),
    )
}


def openid_connect(env: Environment) -> dict[str, Any]:
    """Return allauth's providers: the one of OpenID Connect where it is set up, else none.

    Raises ImproperlyConfigured where it is set up by half.
    """
    if not env("OIDC_SERVER_URL"):
        return {}
    if not env("OIDC_CLIENT_ID") or not env("OIDC_CLIENT_SECRET"):
        raise ImproperlyConfigured(
            "OIDC_SERVER_URL needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET; see docs/settings.md"
        )
    app = {
        "provider_id": "eid",
        "name": env("OIDC_NAME"),
        "client_id": env("OIDC_CLIENT_ID"),
        "secret": env("OIDC_CLIENT_SECRET"),
        "settings": {"server_url": env("OIDC_SERVER_URL"), "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
