from __future__ import annotations

from typing import Any

from tests.catalogue.factories import organisation
from tests.needs.procedures import open_need
from tests.workspace.rights import CHANGED, NO_METHOD, PAGE

RIGHTS = {
    "offers": (PAGE, NO_METHOD),
    "offers_alert": (NO_METHOD, CHANGED),
    "undertakings": (PAGE, NO_METHOD),
    # A sentence may be left out, so that the empty form is a statement.
    "undertaking": (PAGE, CHANGED),
    "undertaking_end": (NO_METHOD, "LNNNNNNN"),
}


def parts(_row: Any) -> dict[str, dict[str, int]]:
    """Return the keys in the addresses: those of a need of a public body."""
    need = open_need(organisation(kind="public"))
    return {name: {"pk": need.pk} for name in ("undertaking", "undertaking_end")}
