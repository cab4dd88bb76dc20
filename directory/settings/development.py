"""Settings of script/serve and of a developer's shell: no secret to set, mail to a folder."""

import secrets
from hashlib import sha256

from directory.settings.base import *  # noqa: F403
from directory.settings.base import DATA_DIR, MIDDLEWARE, STORAGES, env

DATA_DIR.mkdir(parents=True, exist_ok=True)


def _kept_secret(name: str) -> str:
    """Return a secret of this installation, made at the first start and kept in DATA_DIR."""
    path = DATA_DIR / name
    try:
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii").strip()


SECRET_KEY = env("SECRET_KEY") or _kept_secret("secret-key")
RESPONSE_KEYS = env("RESPONSE_KEYS") or [sha256(_kept_secret("response-key").encode()).digest()]
ALLOWED_HOSTS = [*env("ALLOWED_HOSTS"), "localhost", "127.0.0.1", "[::1]"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
# Collecting and compressing all static files takes longer than the whole start: here they are
# compressed as they are asked for, so that pages weigh what they weigh in production.
_GZIP = "django.middleware.gzip.GZipMiddleware"
MIDDLEWARE = [_GZIP, *(name for name in MIDDLEWARE if name != _GZIP)]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
EMAIL_BACKEND = "directory.mail.adapters.ToldBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
# Browsers accept passkeys from this machine itself without https.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
COMPONENT_PAGE = True
MAIL_PAGE = True
