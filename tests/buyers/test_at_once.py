"""Two clicks at once, and the guards of the tables, on the database as it is and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from directory.buyers.models import Opinion
from directory.buyers.services.decide import decide
from directory.buyers.services.opinions import say, take_back
from tests.buyers.test_opinions import address, name
from tests.buyers.test_shortlists import first, frozen
from tests.buyers.test_trail import STATEMENTS, TABLES, refused
from tests.needs.test_last_second import at_once

ROUNDS = 4


def check_two_thumbs_at_once(city: dict[str, Any]) -> None:
    need, product, keeper = city["need"], city["product"], city["person"]

    def thumb(value: str) -> Callable[[], Any]:
        return lambda: say(need=need, entry=product, value=value, by=keeper)

    for _round in range(ROUNDS):
        Opinion.objects.all().delete()
        results = at_once(thumb("fits"), thumb("unfit"), thumb("fits"))
        assert [type(one) for one in results] == [Opinion] * 3
        assert Opinion.objects.get().value in {"fits", "unfit"}
        # One takes it back while another click says it anew: at most one row stays, and nobody fails.
        results = at_once(
            thumb("unfit"), lambda: take_back(need=need, entry=product, by=keeper), thumb("unfit")
        )
        assert len(results) == 3
        assert Opinion.objects.count() <= 1


def check_two_posts_at_once(city: dict[str, Any]) -> None:
    def post(value: str) -> Any:
        client = Client()
        client.force_login(city["person"])
        return client.post(address(city), {"entry": name(city["product"]), "value": value})

    answers = at_once(lambda: post("fits"), lambda: post("unfit"))
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Opinion.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="the same runs on PostgreSQL below")
def test_two_thumbs_at_once(city):
    check_two_thumbs_at_once(city)
    check_two_posts_at_once(city)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_thumbs_at_once_on_postgresql(city):
    check_two_thumbs_at_once(city)
    check_two_posts_at_once(city)


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgresql_refuses_to_change_the_trail(city):
    decide(entry=first(frozen(city)), verdict="in", reason="Has done it", by=city["person"])
    for table in TABLES:
        for statement in STATEMENTS:

            def run(text: str = statement.format(table=table)) -> None:
                with connection.cursor() as cursor:
                    cursor.execute(text)

            refused(run)
