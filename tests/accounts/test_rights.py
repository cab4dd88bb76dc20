"""Who may do what at every address of accounts: the table is complete, or the test fails."""

from __future__ import annotations

import pytest
from allauth import urls as allauth_urls
from django.test import Client
from django.urls import reverse
from django.utils import translation

from directory.accounts import urls
from directory.accounts.choices import ClaimMethod, Role
from directory.accounts.models import Member
from directory.accounts.services.claims import start_claim
from directory.accounts.services.team import invite
from directory.users.models import User
from tests.accounts.people import member, person
from tests.catalogue.factories import organisation

pytestmark = pytest.mark.django_db

WHO = ("anonymous", "claimant", "stranger", "editor", "admin", "staff")
#: What a page answers: a redirect to signing in (L), a page (P), forbidden (F), unknown (N), a
#: redirect after a change (R), a refused form (B), a method that is not there (M).
GET = {
    "overview": "LPPPPP",
    "export": "LLLLLL",
    "erase": "LLLLLL",
    "erased": "PPPPPP",
    "claim_find": "LPPPPP",
    "claim_new": "LPPPPP",
    "claim_proof": "LGGGGG",
    "claim": "LPPPPP",
    "claim_state": "LPNNNN",
    "claim_check": "LMMMMM",
    "claim_withdraw": "LMMMMM",
    "invitation": "GGGGGG",
    "team": "LNNPPN",
    "team_give_up": "LMMMMM",
    "team_remove": "LMMMMM",
    "team_role": "LMMMMM",
    "team_revoke": "LMMMMM",
    "team_decide": "LMMMMM",
}
POST = {
    "overview": "LBBBBB",
    "export": "LLLLLL",
    "erase": "LLLLLL",
    "erased": "MMMMMM",
    "claim_find": "LMMMMM",
    "claim_new": "LBBBBB",
    "claim_proof": "LGGGGG",
    "claim": "LBRBBR",
    "claim_state": "LMMMMM",
    "claim_check": "LFNNNN",
    "claim_withdraw": "LRNNNN",
    "invitation": "GGGGGG",
    "team": "LNNFBN",
    "team_give_up": "LNNFRN",
    "team_remove": "LNNFRN",
    "team_role": "LNNFRN",
    "team_revoke": "LNNFRN",
    "team_decide": "LNNFRN",
}


def letter(response) -> str:
    """Return what an answer is, as in the tables."""
    if response.status_code == 302:
        signs_in = ("/account/login/", "/account/reauthenticate/")
        return "L" if any(part in response.url for part in signs_in) else "R"
    return {200: "P", 400: "B", 403: "F", 404: "N", 405: "M", 410: "G"}[response.status_code]


@pytest.fixture
def rows():
    """Return the addresses' parts, with one person of each kind."""
    row = organisation()
    admin = member(row, "admin@example.org")
    member(row, "editor@example.org", Role.EDITOR)
    member(organisation(), "stranger@example.org")
    User.objects.create_superuser("staff@example.org", "x")
    claim = start_claim(
        organisation=row, user=person("claimant@example.org"), method=ClaimMethod.JOIN
    )
    invitation = invite(organisation=row, email="x@example.org", role=Role.EDITOR, by=admin)
    return {
        "slug": row.slug,
        "token": "no-token",
        "user_id": admin.pk,
        "claim": claim.pk,
        "invitation": invitation.pk,
    }


def address(pattern, rows) -> str:
    """Return the address of one row of the URL conf."""
    values = {name: rows[name] for name in pattern.pattern.converters if name != "pk"}
    if "pk" in pattern.pattern.converters:
        values["pk"] = rows["invitation" if pattern.name == "team_revoke" else "claim"]
    with translation.override("en"):
        return reverse(f"accounts:{pattern.name}", kwargs=values)


def test_every_address_stands_in_the_tables():
    names = {pattern.name for pattern in urls.urlpatterns}
    assert names == set(GET) == set(POST)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("pattern", urls.urlpatterns, ids=lambda pattern: pattern.name)
def test_rights(rows, pattern, method, who):
    client = Client()
    if who != "anonymous":
        client.force_login(User.objects.get(email=f"{who}@example.org"))
    before = set(Member.objects.values_list("user_id", "role", "organisation_id"))
    answer = getattr(client, method)(address(pattern, rows))
    table = GET if method == "get" else POST
    assert letter(answer) == table[pattern.name][WHO.index(who)]
    if who not in {"admin", "editor"}:
        assert set(Member.objects.values_list("user_id", "role", "organisation_id")) == before


#: Allauth's pages that answer people who have not signed in.
OPEN = {
    "account_login",
    "account_signup",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_confirm_login_code",
    "mfa_login_webauthn",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    # Unknown where no provider is set up; tests/accounts/test_provider.py tries them.
    "openid_connect_login",
    "openid_connect_callback",
}


def allauth_patterns(patterns):
    """Yield every address of allauth."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from allauth_patterns(pattern.url_patterns)
        # Old addresses that only redirect have no name.
        elif pattern.name:
            yield pattern


@pytest.mark.parametrize(
    "pattern", list(allauth_patterns(allauth_urls.urlpatterns)), ids=lambda pattern: pattern.name
)
def test_pages_of_allauth_ask_for_signing_in_unless_they_are_known_to_be_open(pattern):
    known = {"uidb36": "1", "key": "x-y", "pk": 1}
    kwargs = {name: known[name] for name in pattern.pattern.regex.groupindex}
    if pattern.name in {"mfa_remove_webauthn", "mfa_edit_webauthn"}:
        kwargs = {"pk": 1}
    if pattern.name.startswith("openid_connect_"):
        kwargs = {"provider_id": "eid"}
    with translation.override("en"):
        path = reverse(pattern.name, kwargs=kwargs)
    for method in ("get", "post"):
        answer = getattr(Client(), method)(path)
        assert answer.status_code < 500
        if pattern.name not in OPEN:
            assert answer.status_code in {302, 405}
            if answer.status_code == 302:
                assert "/account/login/" in answer.url
