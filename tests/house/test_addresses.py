"""Who may do what at every address of the site: generated from the URL conf, one table holds each.

The workspace's and the accounts' addresses have tables of their own (tests/workspace/rights,
tests/accounts/test_rights.py). An address that stands in none fails the first test.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import translation

from directory.accounts.choices import Role
from directory.catalogue.models import Organisation, PartnerCall, TrainingProgramme
from directory.needs.models import Need
from directory.taxonomy.models import Market, Sector
from directory.users.choices import REVIEWERS
from directory.users.models import User
from tests.accounts.people import member, person
from tests.accounts.test_rights import GET as ACCOUNTS
from tests.accounts.test_rights import OPEN
from tests.catalogue.factories import dataset, organisation, reference, solution, term
from tests.rights import answers, letters
from tests.search.conftest import _fresh_vocabulary, index, recording
from tests.workspace.test_rights import RIGHTS as WORKSPACE

__all__ = ["_fresh_vocabulary", "index", "recording"]

pytestmark = pytest.mark.django_db
WHO = ("anonymous", "company", "public_body", "editor", "admin", "reviewer", "staff")
#: A page (P) for everybody; signing in (L) for strangers; unknown (N), gone (G), refused (B),
#: a redirect (R), a method that is not there (M).
EVERYBODY = "PPPPPPP"
NOBODY = "NNNNNNN"
NO_METHOD = "MMMMMMM"
REFUSED = "BBBBBBB"
REDIRECT = "RRRRRRR"
SIGNED_IN = "LPPPPPP"
GONE = "GGGGGGG"
#: The same for a method that is not there, and for what belongs to somebody else.
CLOSED = "LMMMMMM"
NOT_OWN = "LNNNNNN"

#: Pages for everybody to read.
READ = """
api-v1:search api-v1:suggest api-v1:entries browse:search_map buyers:tell_me_asked enquiries:delivered enquiries:sent
files:belt files:belt_pair files:robots files:security files:share files:share_entry files:sitemap
files:sitemap_part healthz matching:describe matching:unmet-needs matching:unmet-needs-json open-data
open-data-catalogue readyz search:export_csv search:export_json search:results search:values
""".split()
#: Pages that answer whatever is sent to them as they answer a look: nothing is taken from it.
SHOWN = """
api-v1:openapi-json browse:organisation browse:solution browse:reference browse:needs browse:need browse:datasets
browse:dataset browse:training_programmes browse:training_programme browse:partner_calls browse:partner_call
browse:markets browse:market browse:sectors browse:sector matching:unmet-needs-feed
""".split()
#: Addresses that lead on, likewise.
LEAD_ON = ["api-v1:api-root", "browse:organisations", "browse:references", "browse:solutions"]
#: Name → the answers to GET and to POST without any content.
TABLE: dict[str, tuple[str, str]] = {
    **dict.fromkeys(READ, (EVERYBODY, NO_METHOD)),
    **dict.fromkeys(SHOWN, (EVERYBODY, EVERYBODY)),
    **dict.fromkeys(LEAD_ON, (REDIRECT, REDIRECT)),
    "api-v1:cpv_suggestions": (REFUSED, NO_METHOD),
    "api-v1:entry": (NOBODY, NO_METHOD),
    "api-v1:match": (NO_METHOD, REFUSED),
    "api-v1:matches": (NOBODY, NO_METHOD),
    "browse:visit": (REDIRECT, NO_METHOD),
    "files:favicon": (REDIRECT, NO_METHOD),
    # For developers only.
    "browse:components": (NOBODY, NO_METHOD),
    "mail:outbox": (NOBODY, NO_METHOD),
    "mail:message": (NOBODY, NO_METHOD),
    # Whoever has the word of a message may do what it is for; this word is nobody's.
    "mail:stop": (GONE, GONE),
    "buyers:alert_stop": (EVERYBODY, NOBODY),
    "enquiries:confirm": (GONE, GONE),
    "enquiries:conversation": (GONE, GONE),
    "enquiries:organisation": (EVERYBODY, REFUSED),
    "enquiries:solution": (EVERYBODY, REFUSED),
    "matching:digital-check": (EVERYBODY, REFUSED),
    "matching:kept-drafts": (SIGNED_IN, CLOSED),
    # Another person's.
    "matching:kept-draft": (NOT_OWN, CLOSED),
    "matching:kept-draft-delete": (CLOSED, NOT_OWN),
    "buyers:alert_end": (CLOSED, NOT_OWN),
    "buyers:alerts": (SIGNED_IN, CLOSED),
    # Of the buyer's team, which none of these is; staff say nothing by an empty form.
    "buyers:opinions": ("LFFFFPP", "LFFFFBB"),
    "buyers:tell_me": (EVERYBODY, "BRRRRRR"),
    "buyers:tell_me_confirm": (GONE, GONE),
    # A public body is led to its own shortlists.
    "buyers:shortlist": ("LPRPPPP", CLOSED),
    "needs:ask": (SIGNED_IN, "LBBBBBB"),
    # Who keeps one organisation is led on with it; staff keep none.
    "needs:respond": ("LRRRRPP", CLOSED),
    "needs:undertake": ("LRRRRPP", CLOSED),
}
#: Addresses of Wagtail for pages and documents behind a password, of which the site has none.
WAGTAIL = {
    "wagtail_serve",
    "wagtailcore_authenticate_with_password",
    "wagtailcore_login",
    "wagtaildocs_authenticate_with_password",
    "wagtaildocs_serve",
}
#: They lead to signing in, and hold the words and drawings of scripts.
OPEN_IN_ADMIN = {
    "wagtailadmin_login",
    "wagtailadmin_password_reset",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
}
#: Addresses without a name: renditions, and what the API does not know.
NAMELESS = {"media", "api/v1"}


def addresses(
    patterns: Any, spaces: tuple[str, ...] = (), route: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    """Yield every address of the site: its whole name, its route, its row of the URL conf."""
    for pattern in patterns:
        whole = f"{route}{pattern.pattern}"
        if hasattr(pattern, "url_patterns"):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from addresses(pattern.url_patterns, inner, whole)
        else:
            yield ":".join((*spaces, pattern.name or "")), whole, pattern


ALL = list(addresses(get_resolver().url_patterns))
ADMIN = [(name, route) for name, route, _pattern in ALL if route.startswith("admin/")]


def test_every_address_stands_in_one_table():
    workspace = {f"workspace:{name}" for name in WORKSPACE}
    accounts = {f"accounts:{name}" for name in ACCOUNTS}
    tables = [set(TABLE), workspace, accounts, WAGTAIL]
    names = set()
    for name, route, _pattern in ALL:
        if route.startswith("admin/"):
            continue
        if name.endswith(":") or not name:
            assert any(part in route for part in NAMELESS) or "account/" in route, route
            continue
        found = sum(name in table for table in tables)
        # Allauth's ask for signing in, or stand among those known to be open.
        if "account/" in route and not found:
            assert name in OPEN or not name.startswith(("workspace", "accounts")), name
            continue
        assert found == 1, f"{name}: in {found} tables"
        names.add(name)
    assert names == set().union(*tables), set().union(*tables) - names


def people(row) -> dict[str, Client]:
    """Return a browser for each kind of person."""
    users = {
        "company": member(organisation(), "company@example.org"),
        "public_body": member(organisation(kind="public"), "body@example.org"),
        "editor": member(row, "editor@example.org", Role.EDITOR),
        "admin": member(row, "admin@example.org"),
        "reviewer": person("reviewer@example.org", is_staff=True),
        "staff": User.objects.create_superuser("staff@example.org", "x"),
    }
    person("nobody@example.org")
    users["reviewer"].groups.add(Group.objects.get(name=REVIEWERS))
    browsers = {"anonymous": Client()}
    for name, user in users.items():
        browsers[name] = Client()
        browsers[name].force_login(user)
    return browsers


@pytest.fixture
def parts(index) -> Organisation:
    """Return an organisation that addresses are about, with one published entry of each kind."""
    row = organisation(slug="acme", website="https://acme.example", number="40003000642")
    solution(slug="tool", providers=[row])
    reference(slug="work", organisation=row)
    dataset(slug="data", publisher=row)
    TrainingProgramme.objects.create(slug="course", name_en="Course", organisation=row)
    PartnerCall.objects.create(slug="call", title_en="Call", organisation=row)
    Need.objects.create(slug="need", title_en="Need", buyer=organisation(kind="public"))
    term(Market, slug="de")
    term(Sector, slug="health")
    return row


SLUGS = {
    "browse:organisation": "acme", "browse:solution": "tool", "browse:reference": "work", "browse:dataset": "data",
    "browse:training_programme": "course", "browse:partner_call": "call", "enquiries:organisation": "acme",
    "enquiries:solution": "tool", "browse:visit": "acme", "files:share_entry": "acme", "browse:market": "de",
    "browse:sector": "health",
}  # fmt: skip
OTHERS = {
    "token": "no-token", "pk": 1, "collection": "organisations", "facet": "sector", "kind": "organisation",
    "number": 1, "pair": "ink-linen", "lang": "en", "public_id": "1",
}  # fmt: skip


def address(name: str, pattern: URLPattern) -> str:
    """Return the address of a row of the URL conf."""
    values = {}
    for part in pattern.pattern.regex.groupindex:
        values[part] = SLUGS.get(name, "need") if part == "slug" else OTHERS.get(part)
    if "name" in values:
        values["name"] = "organisation"
    with translation.override("en"):
        return reverse(name, kwargs=values)


def test_rights(parts):
    browsers = people(parts)
    wrong = {}
    for name, _route, pattern in ALL:
        if name not in TABLE:
            continue
        path = address(name, pattern)
        found = letters(answers(browsers, WHO, path))
        if found != TABLE[name]:
            wrong[name] = (path, *found)
    assert wrong == {}


def test_the_administration_is_closed_to_everybody_but_staff():
    row = organisation()
    browsers = people(row)
    asked = 0
    for name, route in ADMIN:
        path = re.sub(r"<(?:int:)?[^>]+>|\(\?P<[^>]+>[^)]*\)|\([^)]*\)", "1", route)
        path = re.sub(r"[\^$\\?]", "", path)
        for who in ("anonymous", "company", "public_body"):
            answer = browsers[who].get(f"/{path}")
            asked += 1
            # Signing in is asked for, what is not there stays unknown, scripts' words are for all.
            if name in OPEN_IN_ADMIN or answer.status_code in {404, 405}:
                continue
            assert answer.status_code in {302, 403}, (name, path, who)
            if answer.status_code == 302:
                assert answer.url.startswith(("/admin/", "/en/account/")), (name, answer.url)
    assert asked > 1000
