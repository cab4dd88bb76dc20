"""Pages of entries that are hardest to show, as HTML: drawn inside the site and taken back, so nobody meets them."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.utils import timezone, translation
from PIL import Image

from directory.browse.presenters.specimen_words import ARABIC, endless, sentence
from directory.catalogue.models import Organisation, Reference, Solution
from directory.media.models import CatalogueImage
from directory.needs.models import Need
from directory.taxonomy.models import Certification, Cpv, Language, Market, Sector, Technology

LANGUAGES = ("en", "lv")
NAMES = ("long", "word", "arabic", "solution", "project", "need")
#: As many as a description may hold; some 5,000 short words.
LONGEST = 19_900


def hardest_pages() -> dict[str, str]:
    """Return name-language → HTML: names of 100 letters, 5,000 words, 60 markets, a tall picture, one word, Arabic."""
    pages = {}
    with transaction.atomic():
        entries = _make()
        client = Client(HTTP_HOST="127.0.0.1")
        for name, entry in entries.items():
            for lang in LANGUAGES:
                with translation.override(lang):
                    path = entry.get_absolute_url()
                answer = client.get(path)
                assert answer.status_code == 200, path
                pages[f"hardest-{name}-{lang}"] = answer.content.decode()
        transaction.set_rollback(True)
    return pages


def _make() -> dict[str, Organisation | Solution | Reference | Need]:
    picture = _tall_picture()
    long = Organisation.objects.create(
        slug="hardest-long", kind="company", cover=picture, logo=picture, **_words("name")
    )
    word = Organisation.objects.create(
        slug="hardest-word", kind="startup", name_en="A", name_lv="A", description_lv="Dati"
    )
    arabic = {f"{part}_{lang}": ARABIC for part in ("name", "tagline") for lang in LANGUAGES}
    right_to_left = Organisation.objects.create(
        slug="hardest-arabic", kind="company", description_lv=f"{ARABIC}. " * 30, **arabic
    )
    solution = Solution.objects.create(
        slug="hardest-solution", kind="product", trl=9, **_words("name")
    )
    solution.providers.add(long, word, right_to_left)
    for entry in (long, solution):
        entry.markets.set(Market.objects.all()[:60])
        entry.sectors.set(Sector.objects.all()[:40])
        entry.technologies.set(Technology.objects.all()[:60])
        entry.languages.set(Language.objects.all()[:30])
        entry.certifications.set(Certification.objects.all()[:20])
        entry.cpv.set(Cpv.objects.all()[:30])
        entry.save()
    projects = [_project(number, long, solution) for number in range(21)]
    need = Need.objects.create(
        slug="hardest-need",
        kind="challenge",
        buyer=long,
        deadline=timezone.now() + timedelta(days=21),
        budget_max=999_999_999,
        title_en=_in("en", endless),
        title_lv=_in("lv", endless),
        description_lv=_in("lv", _story),
    )
    need.sectors.set(Sector.objects.all()[:20])
    need.cpv.set(Cpv.objects.all()[:20])
    need.save()
    made = (long, word, right_to_left, solution, projects[0], need)
    return dict(zip(NAMES, made, strict=True))


def _project(number: int, organisation: Organisation, solution: Solution) -> Reference:
    """Return a project of one endless word each, or of common words and an Arabic client."""
    values = {}
    for lang in LANGUAGES:
        word = _in(lang, endless)
        values |= {
            f"title_{lang}": word if number == 0 else f"{number}",
            f"client_{lang}": word if number < 2 else ARABIC,
            f"result_{lang}": word if number == 0 else _in(lang, sentence),
        }
    return Reference.objects.create(
        slug=f"hardest-{number}",
        organisation=organisation,
        solution=solution,
        client_kind="public",
        year=2000 + number,
        **values,
    )


def _words(name: str) -> dict[str, str]:
    values = {}
    for lang in LANGUAGES:
        word = _in(lang, endless)
        values |= {
            f"{name}_{lang}": word,
            f"tagline_{lang}": word * 2,
            f"description_{lang}": _in(lang, _story),
        }
    return values


def _story() -> str:
    return "\n\n".join([sentence(20)] * 20)[:LONGEST]


def _in(lang: str, say: object) -> str:
    with translation.override(lang):
        return str(say())  # type: ignore[operator]


def _tall_picture() -> CatalogueImage:
    file = BytesIO()
    Image.new("RGB", (300, 900), "#9e3039").save(file, "PNG")
    picture = CatalogueImage(title="tall", alt_en="A tall picture", alt_lv="Augsta bilde")
    picture.file.save("hardest.png", ContentFile(file.getvalue()), save=False)
    picture.width, picture.height = 300, 900
    picture.save()
    return picture
