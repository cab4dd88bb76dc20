"""What allauth does our way: messages through the outbox, links in the receiver's language."""

from __future__ import annotations

import base64
import logging
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import requests
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import context as request_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse, translate_url
from django.utils import translation
from django.utils.translation import gettext as _

from directory.accounts.permissions import must_have_second_factor
from directory.mail.services import enqueue_letter
from directory.users.models import User

logger = logging.getLogger(__name__)


class Site:
    """What allauth's messages call this site, whatever host name a request came by."""

    @property
    def name(self) -> str:
        return str(_("Latvia ICT"))

    @property
    def domain(self) -> str:
        return str(settings.WAGTAILADMIN_BASE_URL).partition("://")[2] or "localhost"


def _own(url: str) -> str:
    """Return an address on the site's own host: a request may have come by any other one."""
    path = urlsplit(url)._replace(scheme="", netloc="").geturl()
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


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
                values[name] = _own(translate_url(value, language))
        request = request_context.request
        with translation.override(language):
            subject = render_to_string(f"{template_prefix}_subject.txt", values)
            text = render_to_string(f"{template_prefix}_message.txt", values, request)
            enqueue_letter(
                # Each of these is wanted anew whenever it is asked for; allauth limits how often.
                event=f"accounts:{template_prefix.rpartition('/')[2]}:{uuid.uuid4()}",
                receiver=email,
                subject=subject,
                body=text,
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


class _GuardedSession(requests.Session):
    """Asks a provider; whatever goes wrong becomes a page of allauth's instead of a fault."""

    def __init__(self, asked_by: HttpRequest) -> None:
        super().__init__()
        self.asked_by = asked_by

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        kwargs.setdefault("timeout", settings.SOCIALACCOUNT_REQUESTS_TIMEOUT)
        try:
            answer = super().request(*args, **kwargs)
            answer.raise_for_status()
            if not isinstance(answer.json(), dict):
                raise requests.JSONDecodeError("no object", answer.text, 0)
        except requests.RequestException as error:
            logger.warning("the provider does not answer: %s", type(error).__name__)
            # Its refusal of a code is the asker's matter; that it is down is nobody's here.
            refused = error.response is not None and error.response.status_code < 500
            status = 401 if refused else 503
            page = render(self.asked_by, "socialaccount/authentication_error.html", status=status)
            raise ImmediateHttpResponse(page) from error
        return answer


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Accounts of a provider of OpenID Connect, such as a national eID."""

    def get_requests_session(self) -> requests.Session:
        return _GuardedSession(self.request or request_context.request)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Stop where a provider's word alone would open, or take the address of, an account.

        An address that the provider does not vouch for is refused. One that an account has is
        connected after signing in to that account, never by the address alone.
        """
        if sociallogin.is_existing or sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        provider = sociallogin.account.get_provider(request).name
        addresses = [row.email for row in sociallogin.email_addresses]
        if not all(row.verified for row in sociallogin.email_addresses):
            self._stop(request, "accounts/provider_unverified.html", provider, 403)
        if any(User.objects.filter(email__iexact=address).exists() for address in addresses):
            self._stop(request, "accounts/provider_known.html", provider, 409)
        known = EmailAddress.objects.filter(email__in=[text.lower() for text in addresses])
        if known.filter(verified=True).exists():
            self._stop(request, "accounts/provider_known.html", provider, 409)

    def _stop(self, request: HttpRequest, template: str, provider: str, status: int) -> None:
        context = {"provider": provider, "section": "account"}
        raise ImmediateHttpResponse(render(request, template, context, status=status))

    def new_user(self, request: HttpRequest, sociallogin: SocialLogin) -> User:
        user: User = super().new_user(request, sociallogin)
        language = translation.get_language() or "en"
        user.language = language if language in dict(settings.LANGUAGES) else "en"
        return user


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
