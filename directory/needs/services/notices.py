"""Messages about a need's procedure, each in the language of its receiver."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import translation

from directory.accounts.models import Member
from directory.accounts.services.notices import notify
from directory.catalogue.models import Organisation
from directory.needs.choices import ResponseStatus
from directory.needs.models import Need, Question, Response
from directory.users.models import User


def tell(*, need: Need, people: Iterable[User], event: str, template: str, **context: Any) -> None:
    """Write to some people about a need, once each."""
    for person in {person.pk: person for person in people if person.is_active}.values():
        with translation.override(person.language):
            url = f"{settings.WAGTAILADMIN_BASE_URL}{need.get_absolute_url()}"
            title = need.text("title")[0]
        notify(
            event=f"needs:{event}",
            receiver=person.email,
            template=template,
            folder="needs/mail",
            context={"need": need, "title": title, "url": url, **context},
            language=person.language,
        )


def team_of(organisation: Organisation | None) -> list[User]:
    """Return the people of an organisation's team."""
    rows = (
        Member.objects.filter(organisation=organisation) if organisation else Member.objects.none()
    )
    return [row.user for row in rows.select_related("user")]


def concerned(need: Need) -> list[User]:
    """Return who asked about a need, and the teams that respond to it."""
    asked = Question.objects.filter(need=need, asked_by__isnull=False).select_related("asked_by")
    people = [row.asked_by for row in asked if row.asked_by is not None]
    received = Response.objects.filter(need=need, status=ResponseStatus.RECEIVED)
    rows = Member.objects.filter(organisation__in=received.values("organisation"))
    return people + [row.user for row in rows.select_related("user")]
