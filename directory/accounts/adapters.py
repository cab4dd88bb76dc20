"""What allauth does our way: messages through the outbox, links in the receiver's language."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as request_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse, translate_url
from django.utils import translation
from django.utils.translation import gettext as _

from directory.accounts.permissions import must_have_second_factor
from directory.mail.services import enqueue
from directory.users.models import User


class Site:
    """What allauth's messages call this site, whatever host name a request came by."""

    @property
    def name(self) -> str:
        return str(_("Latvia ICT"))

    @property
    def domain(self) -> str:
        return str(settings.WAGTAILADMIN_BASE_URL).partition("://")[2] or "localhost"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts: their messages, and where people go after signing in."""

    def send_mail(self, template_prefix: str, email: str, context: Mapping[str, Any]) -> None:
        """Put one of allauth's messages into the outbox, in the language of its receiver."""
        receiver = context.get("user") or User.objects.filter(email__iexact=email).first()
        language = getattr(receiver, "language", "") or translation.get_language() or "en"
        language = language if language in dict(settings.LANGUAGES) else "en"
        values = {"email": email, "user": receiver, "current_site": Site(), **context}
        for name, value in values.items():
            if name.endswith("_url") and isinstance(value, str):
                values[name] = translate_url(value, language)
        request = request_context.request
        with translation.override(language):
            subject = render_to_string(f"{template_prefix}_subject.txt", values)
            text = render_to_string(f"{template_prefix}_message.txt", values, request)
            enqueue(
                # Each of these is wanted anew whenever it is asked for; allauth limits how often.
                event=f"accounts:{template_prefix.rpartition('/')[2]}:{uuid.uuid4()}",
                receiver=email,
                template="account",
                context={"subject": subject, "body": text.strip(), "language": language},
                language=language,
            )

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Create an account in the language in which the person signed up."""
        language = translation.get_language() or "en"
        user.language = language if language in dict(settings.LANGUAGES) else "en"
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def get_login_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("accounts:overview")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return f"/{translation.get_language()}/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("accounts:overview")


def _ciphers() -> MultiFernet:
    keys = [settings.SECRET_KEY, *getattr(settings, "SECRET_KEY_FALLBACKS", [])]
    return MultiFernet(
        [
            Fernet(
                base64.urlsafe_b64encode(
                    HKDF(
                        algorithm=SHA256(), length=32, salt=None, info=b"accounts second factor"
                    ).derive(key.encode())
                )
            )
            for key in keys
        ]
    )


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: secrets are stored encrypted, and staff cannot give up their last one."""

    def encrypt(self, text: str) -> str:
        return _ciphers().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _ciphers().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return str(_("Latvia ICT"))

    def build_totp_svg(self, url: str) -> str:
        # Drawn in the page: its policy lets no picture be written into an address.
        drawing: str = super().build_totp_svg(url)
        return drawing[drawing.index("<svg") :]

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if authenticator.type == Authenticator.Type.RECOVERY_CODES:
            return True
        if not must_have_second_factor(authenticator.user):
            return True
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
