"""Staff see what was imported and settle what sources and staff both changed."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from directory.catalogue.models import Organisation
from directory.importers.models import ImportConflict, ImportRun
from directory.importers.presenters import field_in_words, value_in_words
from directory.taxonomy.models import Sector
from directory.users.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    return ImportRun.objects.create(
        command="import_catalogue", file="<b>members.jsonl", source="likta", created=3, conflicts=1
    )


@pytest.fixture
def conflict(run):
    entry = Organisation.objects.create(name_en="Kvantera & sons", slug="kvantera")
    return ImportConflict.objects.create(
        content_type=ContentType.objects.get_for_model(Organisation),
        object_id=entry.pk,
        version="live",
        field="markets",
        imported=["FI", "<i>SE"],
        kept=[],
        run=run,
    )


def test_imports_are_listed_and_looked_into(admin_client, run):
    listing = admin_client.get(reverse("import_runs:index"))
    assert "&lt;b&gt;members.jsonl" in listing.text
    assert "likta" in admin_client.get(reverse("import_runs:inspect", args=[run.pk])).text


def test_nobody_writes_imports_by_hand(admin_client, run, conflict):
    for name, args in (("add", []), ("edit", [run.pk]), ("delete", [run.pk])):
        response = admin_client.post(reverse(f"import_runs:{name}", args=args), {"file": "x"})
        assert response.status_code == 302
        assert response["Location"] == reverse("wagtailadmin_home")
    assert (
        admin_client.post(reverse("import_conflicts:delete", args=[conflict.pk])).status_code == 302
    )
    assert ImportConflict.objects.count() == ImportRun.objects.count() == 1


def test_a_conflict_names_its_entry_and_is_settled(admin_client, conflict):
    listing = admin_client.get(reverse("import_conflicts:index")).text
    assert "Kvantera &amp; sons</a>" in listing
    assert "FI, &lt;i&gt;SE" in listing
    page = reverse("import_conflicts:edit", args=[conflict.pk])
    assert "markets" in admin_client.get(page).text
    admin_client.post(page, {"settled": "on", "field": "name", "kept": "[1]"})
    conflict.refresh_from_db()
    assert (conflict.settled, conflict.field, conflict.kept) == (True, "markets", [])


def test_a_conflict_names_terms_and_entries(admin_client, run):
    sectors = [
        Sector.objects.create(slug=slug, label_en=slug.title(), label_lv=slug) for slug in "ab"
    ]
    entry = Organisation.objects.create(name_en="Kvantera", slug="kvantera")
    row = ImportConflict(content_type=ContentType.objects.get_for_model(Organisation), run=run)
    row.object_id, row.version, row.field = entry.pk, "live", "sectors"
    row.imported, row.kept = [sectors[0].pk, sectors[1].pk], [sectors[1].pk, 98765]
    row.save()
    assert value_in_words(row, row.imported) == "A, B"
    assert value_in_words(row, row.kept) == "B, 98765"
    for address in ("index", "edit"):
        args = [row.pk] if address == "edit" else []
        assert "A, B" in admin_client.get(reverse(f"import_conflicts:{address}", args=args)).text
    row.field, row.imported = "founded", 1999
    assert (field_in_words(row), value_in_words(row, 1999)) == ("founded in", "1999")
    row.field = "funding"
    assert value_in_words(row, [["2020", "seed", None]]) == "2020, seed, –"


def test_an_editor_without_the_right_sees_no_imports(client, run):
    user = User.objects.create_user("editor@example.org", "pass", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    response = client.get(reverse("import_runs:index"))
    assert (response.status_code, response["Location"]) == (302, reverse("wagtailadmin_home"))
