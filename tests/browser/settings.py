"""Settings of the site that browsers visit: a developer's, with the patience of `steps` on the server's side."""

import re

from directory.settings.development import *  # noqa: F403
from directory.settings.development import ACCOUNT_RATE_LIMITS, DATABASES

#: Seconds that a writer waits for its turn: the processes that test at once write to one SQLite.
if "timeout" in DATABASES["default"].get("OPTIONS", {}):
    DATABASES["default"]["OPTIONS"]["timeout"] = 300

# Everybody in these tests comes from one address, and may come at once. What an account may do keeps its limit.
ACCOUNT_RATE_LIMITS = {
    action: re.sub(r"\d+/(\w+)/ip", r"100000/\1/ip", limit)
    for action, limit in ACCOUNT_RATE_LIMITS.items()
}
