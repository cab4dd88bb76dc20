"""The WSGI callable that granian serves."""

import gc
import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "directory.settings.development")

# What is made while the site starts stays: looking through it for garbage again and again would
# take a quarter of that time, and later as much of each request that happens to start a search.
gc.disable()
application = get_wsgi_application()
gc.freeze()
gc.enable()

from directory.media.belt import weave_all  # noqa: E402
from search.services import warm, warm_suggestions  # noqa: E402  needs the apps


def _warm() -> None:
    # The first reader of a new process should not be the one who waits for dictionaries, index and emblems.
    warm()
    warm_suggestions()
    weave_all()
    # Dictionaries stay too.
    gc.freeze()


Thread(target=_warm, name="warm-up", daemon=True).start()
