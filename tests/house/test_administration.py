"""What each role of staff may do at every address of ours in the administration.

Generated from the URL conf: an address without a row in a table here fails. Wagtail's own pages
(users, groups, pages of editors) follow the permissions that Wagtail itself tests; that none of them
opens to outsiders is tested in test_addresses.py.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import URLPattern, reverse
from wagtail.models import TaskState

from tests.house.administration import STAFF, rows, staff
from tests.house.test_addresses import ALL
from tests.rights import answers, letters

pytestmark = pytest.mark.django_db
SNIPPETS = "wagtailsnippets_"

#: The answers to GET and to POST without any content, a letter for each of STAFF: a page (P),
#: refused (B), led on (R), denied (D), unknown (N), a method that is not there (M).
SUPERUSERS = ("DDDP", "DDDM")
REVIEWERS_READ = ("DDPP", "DDMM")
STAFF_READ = ("DPPP", "DMMM")
NOBODY = ("DDDD", "DDDD")
REVIEWERS = ("DDPP", "DDPP")
OWN: dict[str, tuple[str, str]] = {
    **dict.fromkeys("reports_searches reports_searches_export search_understanding".split(), ("DPPP", "MMMM")),
    # Pages are the editors' work.
    "page_about": ("DPDP", "MMMM"),
    "matching_weights": ("DDDP", "DDDP"),
    **dict.fromkeys("accounts_freshness catalogue_proposals moderation_queue".split(), ("DDPP", "MMMM")),
    **dict.fromkeys("accounts_freshness_decide moderation_decide".split(), ("MMMM", "DDRR")),
    **dict.fromkeys("catalogue_proposal claims:decide claims:invite".split(), ("DDPP", "DDBB")),
    **dict.fromkeys("moderation_submission taxonomy_suggest taxonomy_merge trusted:add".split(), REVIEWERS),
    "import_conflicts:edit": ("DDPP", "DDRR"),
    "outbox:retry": ("DDDP", "DDDR"),
    "conversations:pass_on": ("DDRR", "DDRR"),
    "claims:document": ("DDRR", "MMMM"),
    "trusted:delete": ("DDPP", "DDRR"),
}  # fmt: skip
#: Lists that are looked at and decided on by addresses of their own, never written here.
for _space, _shown, _parts in (
    ("import_runs", REVIEWERS_READ, "index index_results inspect"),
    ("import_conflicts", REVIEWERS_READ, "index index_results history history_results usage"),
    ("outbox", SUPERUSERS, "index index_results inspect"),
    ("conversations", REVIEWERS_READ, "index index_results"),
    ("claims", REVIEWERS_READ, "index index_results"),
    ("trusted", REVIEWERS_READ, "index index_results history history_results"),
):
    _every = "index index_results inspect add edit delete history history_results usage".split()
    OWN |= {f"{_space}:{part}": NOBODY for part in _every if f"{_space}:{part}" not in OWN}
    OWN |= {f"{_space}:{part}": _shown for part in _parts.split()}

_READ = "list list_results history history_results usage".split()
#: Editors and reviewers steer the search.
LEVERS = {
    **dict.fromkeys(_READ, STAFF_READ),
    **dict.fromkeys(("add", "edit"), ("DPPP", "DPPP")),
    "delete": ("DPPP", "DRRR"),
}
#: Facts, vocabularies and prepared reasons are the reviewers'.
KEPT = {
    **dict.fromkeys([*_READ, "inspect"], REVIEWERS_READ),
    **dict.fromkeys(("add", "edit", "copy"), REVIEWERS),
    "delete": ("DDPP", "DDRR"),
}
#: Codes that others keep: only their synonyms are edited.
OFFICIAL = KEPT | dict.fromkeys(("add", "delete"), NOBODY)
#: Editors write and submit; reviewers publish, take off the site, lock and delete.
ENTRIES = {
    **dict.fromkeys([*_READ, "inspect", "workflow_history"], STAFF_READ),
    **dict.fromkeys("add edit preview_on_add preview_on_edit".split(), ("DPPP", "DPPP")),
    **dict.fromkeys("delete unpublish".split(), ("DDPP", "DDRR")),
    **dict.fromkeys("lock unlock".split(), ("DDMM", "DDRR")),
    # What Wagtail asks before a workflow is cancelled, the same words for all staff.
    "confirm_workflow_cancellation": ("PPPP", "PPPP"),
    "workflow_preview": ("DDDD", "MMMM"),
    # Without a submission or a version everybody is led back.
    **dict.fromkeys(
        "collect_workflow_action_data workflow_action revisions_revert revisions_unschedule revisions_view".split(),
        ("RRRR", "RRRR"),
    ),
    "revisions_compare": ("DNNN", "DMMM"),
    "workflow_history_detail": ("DRRR", "DMMM"),
}
#: The organisation of the tests is submitted, with a version.
SUBMITTED = ENTRIES | {
    "collect_workflow_action_data": REVIEWERS,
    "workflow_action": ("DDPP", "DDRR"),
    "revisions_compare": STAFF_READ,
    "revisions_revert": ("DPPP", "DPPP"),
    "revisions_unschedule": ("DDPP", "DDRR"),
    "revisions_view": STAFF_READ,
    # What is submitted is locked by its workflow: only a superuser opens what nobody locked by hand.
    "unlock": ("DDDM", "DDDR"),
    "workflow_history_detail": STAFF_READ,
    "workflow_preview": ("DDPP", "MMMM"),
}
FAMILIES: dict[str, dict[str, tuple[str, str]]] = {
    **dict.fromkeys("search_synonymgroup search_stopphrase search_pinnedsearch".split(), LEVERS),
    **dict.fromkeys(
        "catalogue_registerrecord catalogue_verification catalogue_publiccontract moderation_reason taxonomy_sector "
        "taxonomy_technology taxonomy_datatheme taxonomy_certification taxonomy_market taxonomy_region "
        "taxonomy_language taxonomy_publicfunction".split(),
        KEPT,
    ),
    **dict.fromkeys("taxonomy_cpv taxonomy_nace".split(), OFFICIAL),
    **dict.fromkeys(
        "needs_need needs_undertaking catalogue_solution catalogue_reference catalogue_dataset "
        "catalogue_trainingprogramme catalogue_partnercall".split(),
        ENTRIES,
    ),
    "catalogue_organisation": SUBMITTED,
}


def ours() -> dict[str, URLPattern]:
    """Return the administration's addresses that are not Wagtail's own, by name."""
    return {
        name: pattern
        for name, route, pattern in ALL
        if route.startswith("admin/")
        and not name.endswith(":")
        and name
        and (not name.startswith("wagtail") or name.startswith(SNIPPETS))
    }


def expected(name: str) -> tuple[str, str]:
    """Return what an address answers; raises KeyError for one without a row."""
    if not name.startswith(SNIPPETS):
        return OWN[name]
    family, action = name.removeprefix(SNIPPETS).split(":")
    return FAMILIES[family][action]


def test_every_address_of_ours_has_a_row():
    names = ours()
    missing = []
    for name in names:
        try:
            expected(name)
        except KeyError:
            missing.append(name)
    assert missing == []
    assert {name for name in OWN if name not in names} == {
        name for name in OWN if name.endswith(":inspect") and OWN[name] == NOBODY
    }
    assert {f"{SNIPPETS}{family}:list" for family in FAMILIES} <= names.keys()


def address(name: str, pattern: URLPattern, found: dict[str, Any]) -> str:
    """Return an address with the keys of the rows of these tests."""
    row = found.get(name.removeprefix(SNIPPETS).split(":")[0])
    state = TaskState.objects.get()
    values = {
        "pk": getattr(row, "pk", 1),
        "app_label": "taxonomy",
        "model_name": "sector",
        "action_name": "approve",
        "task_state_id": state.pk,
        "task_id": state.task_id,
        "workflow_state_id": state.workflow_state_id,
        "revision_id": getattr(row, "latest_revision_id", None) or 1,
        "revision_id_a": "live",
        "revision_id_b": getattr(row, "latest_revision_id", None) or 1,
    }
    if name == "taxonomy_merge":
        values["pk"] = found["taxonomy_sector"].pk
    parts = pattern.pattern.regex.groupindex
    return reverse(name, kwargs={part: values[part] for part in parts})


@pytest.mark.parametrize("part", ["own", "levers", "kept", "entries"])
def test_what_staff_may_do(part):
    family = {"levers": [LEVERS], "kept": [KEPT, OFFICIAL], "entries": [ENTRIES, SUBMITTED]}
    names = {
        name: pattern
        for name, pattern in ours().items()
        if (part == "own") != name.startswith(SNIPPETS)
        and (part == "own" or FAMILIES[name.removeprefix(SNIPPETS).split(":")[0]] in family[part])
    }
    browsers, found = staff(), rows()
    wrong = {}
    for name, pattern in names.items():
        path = address(name, pattern, found)
        said = letters(answers(browsers, STAFF, path))
        if said != expected(name):
            wrong[name] = (path, *said, *expected(name))
    assert wrong == {}
