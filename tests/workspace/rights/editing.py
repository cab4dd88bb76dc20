"""Drafts of the profile and of what an organisation offers."""

from tests.catalogue.factories import dataset, reference, solution
from tests.workspace.rights import CHANGED, NO_METHOD, PAGE, REFUSED

RIGHTS = {}
for _kind in ("profile", "solutions", "references", "datasets"):
    RIGHTS |= {
        f"{_kind}_edit": (PAGE, REFUSED),
        f"{_kind}_preview": (PAGE, NO_METHOD),
        f"{_kind}_changes": (PAGE, NO_METHOD),
        f"{_kind}_withdraw": (NO_METHOD, CHANGED),
    }
    if _kind in {"profile", "solutions"}:
        RIGHTS |= {f"{_kind}_pictures": (PAGE, "LNNNCCNN")}
    if _kind != "profile":
        RIGHTS |= {f"{_kind}_list": (PAGE, NO_METHOD), f"{_kind}_new": (PAGE, REFUSED)}


def parts(organisation):
    """Return the keys of one entry of each kind."""
    rows = {
        "solutions": solution(providers=[organisation]),
        "references": reference(organisation=organisation),
        "datasets": dataset(publisher=organisation),
    }
    return {
        f"{kind}_{step}": {"pk": row.pk}
        for kind, row in rows.items()
        for step in ("edit", "preview", "changes", "withdraw", "pictures")
    }
