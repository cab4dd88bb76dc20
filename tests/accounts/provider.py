"""A provider of OpenID Connect in a process of its own: allauth's, with accounts for the tests.

Run as ``python provider.py FOLDER CALLBACK…``; it prints its address and serves until it is ended.
Whoever opens ``/as/<name>/`` is signed in there as that person.
"""

from __future__ import annotations

import sys
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings

PEOPLE = {"anna": True, "berta": True, "unverified": False, "staff": True}
CLIENT, SECRET = "directory", "a secret between the two"


def configure(folder: Path) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    settings.configure(
        SECRET_KEY="provider",
        DEBUG=False,
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        DATABASES={
            "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "p.sqlite3"}
        },
        INSTALLED_APPS=[
            "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
            "django.contrib.messages", "allauth", "allauth.account", "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
            }
        ],
        AUTHENTICATION_BACKENDS=["allauth.account.auth_backends.AuthenticationBackend"],
        IDP_OIDC_PRIVATE_KEY=pem.decode(),
        USE_TZ=True,
    )  # fmt: skip
    django.setup()


def fill(callbacks: list[str]) -> None:
    from allauth.account.models import EmailAddress
    from allauth.idp.oidc.models import Client
    from django.contrib.auth.models import User
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    for name, verified in PEOPLE.items():
        user = User.objects.create_user(name, f"{name}@example.org")
        EmailAddress.objects.create(user=user, email=user.email, verified=verified, primary=True)
    client = Client(id=CLIENT, name="Directory", skip_consent=True)
    client.set_redirect_uris(callbacks)
    client.set_scopes(["openid", "profile", "email"])
    client.set_default_scopes(["openid", "profile", "email"])
    client.set_response_types(["code"])
    client.set_grant_types(["authorization_code"])
    client.set_secret(SECRET)
    client.save()


def sign_in(request, name):
    """Sign somebody in at the provider, as its own page would."""
    from django.contrib.auth import login
    from django.contrib.auth.models import User
    from django.http import HttpResponse

    backend = "allauth.account.auth_backends.AuthenticationBackend"
    login(request, User.objects.get(username=name), backend=backend)
    return HttpResponse(name)


class Quiet(WSGIRequestHandler):
    def log_message(self, *_args):
        """Keep the test's output clean."""


if __name__ == "__main__":
    configure(Path(sys.argv[1]))
    fill(sys.argv[2:])
    from django.core.handlers.wsgi import WSGIHandler
    from django.urls import include, path

    urlpatterns = [
        path("as/<name>/", sign_in),
        path("accounts/", include("allauth.urls")),
        path("", include("allauth.idp.urls")),
    ]
    server = make_server("127.0.0.1", 0, WSGIHandler(), handler_class=Quiet)
    sys.stdout.write(f"http://127.0.0.1:{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
