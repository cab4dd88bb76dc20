"""This will succeed where the web process of this container says that it is ready."""

import os
import sys
import urllib.error
import urllib.request

# A host that the settings allow: they refuse every other, the loopback address too.
HOST = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip()

try:
    request = urllib.request.Request("http://127.0.0.1:8000/readyz", headers={"Host": HOST})
    urllib.request.urlopen(request, timeout=8)
except (urllib.error.URLError, OSError) as error:
    sys.exit(f"not ready: {error}")
