"""A shortlist that the sample public body froze, with its reasons; made of what matching finds."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError

from directory.buyers.choices import Verdict
from directory.buyers.models import Shortlist
from directory.buyers.services.decide import decide
from directory.buyers.services.freeze import freeze
from directory.catalogue.models import ExternalId
from directory.demo.services.samples import SOURCE
from directory.demo.services.staff import BUYER, sample_body
from directory.needs.models import Need
from directory.users.models import User

NEED = "sample-need-flood-warning"
#: The same in every demo, so that loading it again freezes nothing more.
TOKEN = UUID("6d7a3f5e-6f0b-4c0d-9b77-2f2f4a6c1d01")
SIZE = 10
#: What the buyer decided, of the entries that are on the list.
DECISIONS = {
    "sample-plostnieks": (
        Verdict.IN,
        "Brīdina par katru ielu, kā prasīts; lūgsim parādīt ar 2019.–2025. gada datiem.",
    ),
    "sample-lenupe": (Verdict.IN, "Sensori jau strādā divās upēs; uzturēs paši."),
    "sample-spelmanis": (Verdict.OUT, "Simulatori apmācībām; brīdinājumu sistēmu nepiedāvā."),
    "sample-ritumkarte": (Verdict.OUT, "Sabiedriskā transporta dati, ne ūdens līmenis."),
}


def freeze_sample() -> int:
    """Freeze the sample shortlist and return the number of its entries; 0 where nothing can be frozen.

    It needs the search index: matches are asked of it.
    """
    body, buyer = sample_body(), User.objects.filter(email=BUYER).first()
    keys = ExternalId.objects.filter(source=SOURCE, value=NEED).values("object_id")
    need = Need.objects.public().filter(pk__in=keys).first()
    if body is None or buyer is None or need is None:
        return 0
    if Shortlist.objects.filter(form_token=TOKEN).exists():
        return 0
    try:
        made = freeze(organisation=body, by=buyer, token=TOKEN, need=need, limit=SIZE)
    except ValidationError:
        # The index knows nothing yet.
        return 0
    entries = list(made.entries.order_by("position"))
    for entry in entries:
        if entry.public_id in DECISIONS:
            verdict, reason = DECISIONS[entry.public_id]
            decide(entry=entry, verdict=verdict, reason=reason, by=buyer)
    return len(entries)
