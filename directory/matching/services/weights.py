"""Change the weights of matching, and show before what would change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from directory.matching.models import Weights
from directory.matching.permissions import can_weigh
from directory.matching.services.match import match_need
from directory.needs.models import Need
from directory.users.models import User

COMPARED = 10
"""Needs whose matches a preview compares: the newest ones."""
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Effect:
    """The first matches of one need before and after; entries are pairs of name and score."""

    need: Need
    before: tuple[tuple[str, float], ...]
    after: tuple[tuple[str, float], ...]

    @property
    def changed(self) -> bool:
        """Say whether the order differs."""
        return [name for name, _ in self.before] != [name for name, _ in self.after]


def preview(*, weighed: Mapping[str, float]) -> list[Effect]:
    """Return what other weights would do to the newest needs; nothing is saved."""
    needs = Need.objects.public().select_related("buyer").order_by("-published", "-pk")[:COMPARED]
    return [Effect(need, _first(need, None), _first(need, weighed)) for need in needs]


def _first(need: Need, weighed: Mapping[str, float] | None) -> tuple[tuple[str, float], ...]:
    found = match_need(need, limit=SHOWN, weighed=weighed)
    return tuple(
        (
            one.candidate.name.get("lv") or next(iter(one.candidate.name.values()), ""),
            round(one.score, 1),
        )
        for one in found
    )


@transaction.atomic
def save_weights(*, weighed: Mapping[str, int], user: User) -> Weights:
    """Save the weights and write the change into the log; raises `PermissionDenied`."""
    if not can_weigh(user):
        raise PermissionDenied
    weights = Weights(pk=1, **weighed)
    weights.full_clean(validate_unique=False, validate_constraints=False)
    Weights.objects.update_or_create(pk=1, defaults=dict(weighed))
    log(instance=Weights.objects.get(pk=1), action="wagtail.edit", user=user, data=dict(weighed))
    return weights
