"""What an account is told beside its errors: limits in words, labels as everywhere."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache

from tests.accounts.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.clear()


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Wait a minute"), ("lv", "Pagaidiet minūti")]
)
def test_who_tries_too_often_reads_when_to_try_again(client, settings, language, words):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    data = {"login": "anna@example.org", "password": "no"}
    answers = [client.post(f"/{language}/account/login/", data) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429]
    assert answers[1]["Retry-After"] == "60"
    page = answers[1].content.decode()
    assert words in page
    assert f'<html lang="{language}"' in page


@pytest.mark.parametrize("language", ["en", "lv"])
def test_labels_of_addresses_end_as_all_others_do(client, language):
    user = person("anna@example.org")
    client.force_login(user)
    EmailAddress.objects.create(user=user, email="second@example.org")
    page = client.get(f"/{language}/account/email/").content.decode()
    labels = [
        " ".join(text.split())
        for text in re.findall(r"<label class=\"field__label\"[^>]*>(.*?)</label>", page, re.DOTALL)
    ]
    assert len(labels) >= 2
    assert [text for text in labels if not text or text.endswith(":")] == []
