"""The WSGI callable that granian serves."""

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "directory.settings.development")

application = get_wsgi_application()

from search.services import warm  # noqa: E402  needs the apps

# The first reader of a new process should not be the one who waits for dictionaries and index.
Thread(target=warm, name="warm-up", daemon=True).start()
