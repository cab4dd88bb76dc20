"""An index beside the rows of each test, and a public body with a need that a company meets."""

from __future__ import annotations

from typing import Any

import pytest

from directory.needs.models import Need
from directory.taxonomy.models import Cpv
from search import services as search_services
from tests.catalogue.factories import organisation, solution, term
from tests.matching.conftest import _fresh_vocabulary, _nothing_kept, index
from tests.matching.test_matching import contract
from tests.needs.conftest import _english
from tests.needs.procedures import body

__all__ = ["_english", "_fresh_vocabulary", "_nothing_kept", "index"]


@pytest.fixture
def city(index: Any) -> dict[str, Any]:
    """Return a public body, its administrator, its need, and the firm and the solution that meet it."""
    row, person = body()
    software = term(Cpv, "48000000", level=1, check_digit="8")
    firm = organisation(name_en="=Rindo", name_lv="Ēdnīca", number="40003000642")
    contract(firm, "Skolēnu ēdināšanas uzskaites programmatūra", software)
    product = solution(
        name_en="",
        name_lv="Pusdienlapa",
        description_lv="Uzskaita skolēnu ēdināšanu skolās.",
        providers=[firm],
    )
    need = Need.objects.create(
        title_lv="Skolēnu ēdināšanas uzskaites sistēma", buyer=row, kind="challenge"
    )
    need.cpv.set([software])
    need.save()
    search_services.rebuild()
    return {"body": row, "person": person, "need": need, "firm": firm, "product": product}
