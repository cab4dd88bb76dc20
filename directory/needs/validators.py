"""Rules for one value of a need."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def riga_moment(local: datetime) -> datetime:
    """Return the moment that the clock of Riga shows as ``local``, which has no time zone.

    Raises ValidationError for an hour that the change to summer time skips, and for one that the
    change back shows twice: nobody could tell which is meant.
    """
    zone = timezone.get_default_timezone()
    first, second = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    shown = {"time": date_format(local, "DATETIME_FORMAT")}
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local:
        raise ValidationError(
            _(
                "%(time)s does not exist in Riga: clocks go forward in that hour. Choose another time."
            )
            % shown,
            code="skipped",
        )
    if first.utcoffset() != second.utcoffset():
        raise ValidationError(
            _("%(time)s happens twice in Riga: clocks go back in that hour. Choose another time.")
            % shown,
            code="twice",
        )
    return first


def validate_ahead(moment: datetime, *, after: datetime | None = None) -> None:
    """Refuse a deadline that has passed, or is no later than another one."""
    if moment <= timezone.now() + timedelta(minutes=1):
        raise ValidationError(_("The deadline must lie in the future."), code="past")
    if after is not None and moment <= after:
        raise ValidationError(_("The new deadline must be later than the old one."), code="earlier")


def validate_weights(weights: Iterable[int]) -> None:
    """Refuse weights that do not sum to a hundred."""
    total = sum(weights)
    if total != 100:
        raise ValidationError(
            _("The weights sum to %(total)d; they must sum to 100.") % {"total": total},
            code="weights",
        )
