"""The sample pictures: the same seed gives the same picture, and every kind is drawn and described."""

from io import BytesIO

import pytest
from PIL import Image

from directory.demo.art import ALT, DRAWERS, KINDS, picture_alt, picture_kind, solution_picture


def test_the_same_seed_gives_the_same_bytes():
    assert solution_picture("sample-rindo") == solution_picture("sample-rindo")


def test_different_seeds_give_different_pictures():
    assert (
        len({solution_picture(f"seed-{i}", size=(320, 200), kind="table") for i in range(6)}) == 6
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [(1280, 800), (640, 400), (320, 320)])
def test_every_kind_is_a_png_of_the_size_asked_for(kind, size):
    image = Image.open(BytesIO(solution_picture("sample-rindo", size=size, kind=kind)))
    assert (image.format, image.size) == ("PNG", size)
    colours = image.getcolors(maxcolors=size[0] * size[1])
    assert max(count for count, _ in colours) < size[0] * size[1] * 0.98, "the picture is not blank"


def test_every_kind_has_a_drawer_and_words_in_both_languages():
    assert set(ALT) == set(DRAWERS) == set(KINDS)
    assert all(english and latvian and english != latvian for english, latvian in ALT.values())


def test_the_words_describe_the_kind_that_is_drawn():
    seed = "sample-rindo"
    assert picture_alt(seed) == picture_alt(seed, kind=picture_kind(seed))
    assert solution_picture(seed, size=(320, 200)) == solution_picture(
        seed, size=(320, 200), kind=picture_kind(seed)
    )


def test_seeds_spread_over_all_kinds():
    assert {picture_kind(f"sample-{i}") for i in range(120)} == set(KINDS)
