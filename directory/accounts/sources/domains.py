"""Which domain a website stands on, and whether it is its owner's alone."""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

#: Domains on which everybody may have an address or a page: control of one proves nothing.
SHARED = frozenset(
    """
    gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com icloud.com me.com
    proton.me protonmail.com gmx.com gmx.de aol.com mail.com mail.ru yandex.ru yandex.com zoho.com
    inbox.lv mail.lv e-pasts.lv one.lv apollo.lv inbox.eu
    facebook.com linkedin.com instagram.com x.com twitter.com youtube.com github.com gitlab.com
    google.com linktr.ee medium.com wordpress.com tiktok.com draugiem.lv ss.lv ss.com
    """.split()
)


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False)


def ascii_host(host: str) -> str:
    """Return a host name as the domain name system writes it, or nothing where it is none."""
    try:
        return host.strip().strip(".").lower().encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def registrable_domain(host: str) -> str:
    """Return the part of a host name that somebody registered, such as ``example.lv``.

    Nothing for a public suffix, an address, and a domain that is shared by everybody.
    """
    domain = _suffixes().privatesuffix(ascii_host(host)) or ""
    return "" if domain in SHARED else domain


def domain_of_website(url: str) -> str:
    """Return the registrable domain of a website's address, or nothing."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return registrable_domain(host)


def domain_of_email(email: str) -> str:
    """Return what stands behind the @, as the domain name system writes it."""
    return ascii_host(email.rpartition("@")[2])
