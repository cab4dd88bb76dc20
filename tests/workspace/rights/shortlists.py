"""Shortlists, which public bodies alone have; tests/buyers/test_screens.py walks through theirs."""

from tests.workspace.rights import NO_METHOD
from tests.workspace.rights.needs import NOTHING

RIGHTS = {
    "shortlists": (NOTHING, NO_METHOD),
    "shortlists_new": (NOTHING, NOTHING),
    "shortlist": (NOTHING, NO_METHOD),
    "shortlist_decide": (NO_METHOD, NOTHING),
    "shortlist_export": (NOTHING, NO_METHOD),
}


def parts(organisation):
    """Return keys that lead nowhere: a company has no shortlists."""
    return {
        "shortlist": {"pk": 1},
        "shortlist_decide": {"pk": 1, "number": 1},
        "shortlist_export": {"pk": 1, "kind": "csv"},
    }
