"""Settings of the test suite: quick password hashing, mail in memory, a folder thrown away after."""

import tempfile
from pathlib import Path

from directory.settings.base import *  # noqa: F403
from directory.settings.base import DATABASES, STORAGES, env

SECRET_KEY = "tests-only"  # noqa: S105
RESPONSE_KEYS = [bytes(range(32))]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DATA_DIR = Path(tempfile.mkdtemp(prefix="directory-tests-"))
MEDIA_ROOT = DATA_DIR / "media"
SEARCH_DIR = DATA_DIR / "search"
STATIC_ROOT = DATA_DIR / "static"
if not env("DATABASE_URL"):
    DATABASES["default"]["NAME"] = DATA_DIR / "db.sqlite3"
    # A file, not memory: tests of workers and kills need a database that processes share.
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Tests write what was counted when they ask for it.
EVENTS_FLUSH_SECONDS = 0
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
