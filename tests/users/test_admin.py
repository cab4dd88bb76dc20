"""Staff manage accounts; the administration speaks each person's language, under its own policy."""

from __future__ import annotations

import pytest
from django.urls import reverse

from directory.users.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough secret 1"


def data(**changes):
    return {
        "email": "anna@example.org",
        "language": "lv",
        "time_zone": "Europe/Riga",
        "first_name": "",
        "last_name": "",
        "password1": PASSWORD,
        "password2": PASSWORD,
    } | changes


def test_an_account_is_made_and_changed(admin_client):
    add = reverse("wagtailusers_users:add")
    page = admin_client.get(add)
    assert page.status_code == 200
    assert 'name="language"' in page.text
    assert 'name="time_zone"' in page.text
    assert admin_client.post(add, data()).status_code == 302
    user = User.objects.get(email="anna@example.org")
    assert (user.language, user.time_zone) == ("lv", "Europe/Riga")
    assert user.check_password(PASSWORD)
    edit = reverse("wagtailusers_users:edit", args=[user.pk])
    assert 'name="language"' in admin_client.get(edit).text
    changed = data(
        language="en", time_zone="Asia/Tokyo", is_active="on", password1="", password2=""
    )
    assert admin_client.post(edit, changed).status_code == 302
    user = User.objects.get(pk=user.pk)
    assert (user.language, user.time_zone) == ("en", "Asia/Tokyo")
    assert user.check_password(PASSWORD)
    for name in ("index", "history"):
        args = [] if name == "index" else [user.pk]
        assert admin_client.get(reverse(f"wagtailusers_users:{name}", args=args)).status_code == 200


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "no address"}, "email"),
        ({"email": "TAKEN@example.org"}, "email"),
        ({"language": "xx"}, "language"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"password2": "other"}, "password2"),
        ({"password1": "123", "password2": "123"}, "password2"),
    ],
)
def test_bad_values_get_messages_at_their_fields(admin_client, changes, field):
    User.objects.create_user("taken@example.org", PASSWORD)
    response = admin_client.post(reverse("wagtailusers_users:add"), data(**changes))
    assert response.status_code == 200
    assert field in response.context["form"].errors


def test_the_administration_speaks_the_language_of_the_account(client):
    user = User.objects.create_superuser("anna@example.org", PASSWORD, language="lv")
    client.force_login(user)
    home = reverse("wagtailadmin_home")
    assert '<html lang="lv"' in client.get(home).text
    user.language = "en"
    user.save()
    assert '<html lang="en"' in client.get(home).text
    user.refresh_from_db()
    profile = user.wagtail_userprofile
    profile.preferred_language, profile.current_time_zone = "lv", "Europe/Riga"
    profile.save()
    user.refresh_from_db()
    assert (user.language, user.time_zone) == ("lv", "Europe/Riga")


def test_signing_in_by_address_in_any_case(client):
    User.objects.create_superuser("Anna@example.org", PASSWORD)
    response = client.post(
        reverse("account_login"), {"login": "anna@EXAMPLE.org", "password": PASSWORD}
    )
    assert response.status_code == 302
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


def test_the_administration_has_its_own_policy(client):
    policy = client.get(reverse("wagtailadmin_home")).headers["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "unsafe-inline" not in client.get("/no/such/page/").headers["Content-Security-Policy"]
