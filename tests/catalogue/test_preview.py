"""A draft is previewed as its public page, from the form and from history, and only by staff."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.catalogue.test_admin import ENTRIES, formset, url

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", ENTRIES)
def test_a_revision_is_previewed(admin_client, model):
    row = ENTRIES[model]()
    setattr(row, f"{model.name_field}_en", "Not yet public")
    revision = row.save_revision()
    page = url(model, "revisions_view", row.pk, revision.pk)
    response = admin_client.get(page)
    assert response.status_code == 200
    assert "Not yet public" in response.text
    assert "Not yet public" not in admin_client.get(row.get_absolute_url()).text


def test_a_form_is_previewed_before_it_is_saved(admin_client):
    from directory.catalogue.models import Organisation

    page = reverse(Organisation.snippet_viewset.get_url_name("preview_on_add"))
    data = {"kind": "company", "name_lv": "Nesaglabāts"} | formset("funding")
    assert admin_client.post(page, data).json()["is_valid"]
    response = admin_client.get(page)
    assert response.status_code == 200
    assert "Nesaglabāts" in response.text
    policy = response["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "unsafe-inline" not in policy
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert not Organisation.objects.exists()
