"""The belt: the same number weaves the same threads, and no hooked cross can arise."""

import re
from itertools import product
from pathlib import Path

import pytest
from PIL import Image, ImageColor

from directory.media import belt

STATIC = Path(belt.__file__).parents[1] / "static"

STEP = re.compile(r"M(\d+) (\d+)|h(-?\d+)|v(-?\d+)|z")


def area(path: str) -> int:
    """Sum the signed areas of all loops: threads count up, holes in them down."""
    total, x, y, start = 0, 0, 0, (0, 0)
    for step in STEP.finditer(path):
        move_x, move_y, across, down = step.groups()
        if move_x:
            x, y = start = int(move_x), int(move_y)
        elif across:
            x += int(across)
            total -= y * int(across)
        elif down:
            y += int(down)
        else:
            total -= y * (start[0] - x)
    return total


def threads(grid: belt.Grid) -> int:
    return sum(map(sum, grid))


@pytest.mark.parametrize(("sign", "frame"), list(product(range(10), range(5))))
def test_tiles_mirror_and_their_outline_covers_every_thread(sign, frame):
    for corner in range(10):
        grid = belt.tile_grid(sign, frame, corner)
        assert all(row == row[::-1] for row in grid)
        assert belt.SIGN_NAMES[sign] == "Jumis" or grid == grid[::-1]
        assert area(belt.outline(grid)) == threads(grid)


def test_no_tile_looks_the_same_after_a_quarter_turn_but_not_in_a_mirror():
    for sign, frame, corner in product(range(10), range(5), range(10)):
        grid = belt.tile_grid(sign, frame, corner)
        turned = tuple(zip(*grid[::-1], strict=True))
        hooked = turned == grid and tuple(row[::-1] for row in grid) != grid
        assert not hooked


def test_there_are_five_thousand_emblems():
    assert len({belt.emblem_path(f"{number:04}") for number in range(10_000)}) == 5_000


@pytest.mark.parametrize(
    ("number", "pair"),
    [
        ("40203994718", "ink-amber"),
        ("50203160401", "carmine-linen"),
        ("0008", "carmine-linen"),
        ("1284", "linen-carmine"),
    ],
)
def test_the_fourth_digit_from_the_end_chooses_the_colours(number, pair):
    art = belt.emblem_path(number)
    assert art.pair == pair
    assert (art.ground, art.thread) == belt.PAIRS_BY_NAME[pair][1:]


def test_emblems_of_one_number_are_alike_in_path_and_file():
    art = belt.emblem_path("40003312822")
    assert art == belt.emblem_path("LV 4000-3312822")
    assert f'd="{art.path}"' in belt.emblem_svg("40003312822", scale=3)
    assert 'width="72" height="72" viewBox="0 0 24 24"' in belt.emblem_svg("40003312822", scale=3)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("40003312822", "40003312822"),
        ("reg:4000 3312 822", "40003312822"),
        ("need-2017-4", "00000020174"),
        ("9" * 100, "9" * belt.MAX_DIGITS),
    ],
)
def test_belt_number_keeps_the_digits_of_a_value(value, number):
    assert belt.belt_number(value) == number


def test_ids_with_too_few_digits_to_tell_them_apart_get_a_stable_number():
    assert belt.pair_of(belt.belt_number("need-17")) == belt.pair_of(belt.belt_number("need-17"))
    assert len({belt.belt_number(f"need-{key}") for key in range(200)}) == 200
    assert len({belt.pair_of(belt.belt_number(f"need-{key}")) for key in range(200)}) == 10


def test_ids_without_a_digit_get_a_stable_number():
    assert belt.belt_number("riga-technical-university") == belt.belt_number(
        "riga-technical-university"
    )
    assert belt.belt_number("riga-technical-university") != belt.belt_number("university-of-latvia")
    for value in ("", "٣٤", "\0"):
        number = belt.belt_number(value)
        assert (len(number), number.isascii(), number.isdigit()) == (
            belt.REGISTER_DIGITS,
            True,
            True,
        )


@pytest.mark.parametrize(
    ("counts", "number"),
    [
        ([1284, 2417, 3960], "128424173960"),
        ([7, 0], "00070000"),
        ([12_345, 3], "1234500003"),
        ([], ""),
        ([-1], "0000"),
    ],
)
def test_counts_stand_in_columns_of_equal_width(counts, number):
    assert belt.counts_number(counts) == number


def test_a_band_has_one_lozenge_a_digit():
    for number in ("7", "1284", "40203994718"):
        grid = belt.band_grid(number)
        assert (len(grid), len(grid[0])) == (belt.BAND_HEIGHT, belt.SIZE * len(number))
        assert area(belt.outline(grid)) == threads(grid)
    assert 'width="1056" height="136" viewBox="0 0 264 34"' in belt.band_svg("40203994718")


def test_a_band_can_be_woven_in_named_colours():
    assert f'fill="{belt.CARMINE}"' in belt.band_svg("1284", pair="carmine-linen")
    with pytest.raises(ValueError, match="no pair"):
        belt.band_svg("1284", pair="green-grey")


@pytest.mark.parametrize("number", ["", "12a", "１２", "-1", "1.5"])
def test_a_band_refuses_what_is_not_a_number(number):
    with pytest.raises(ValueError, match="digits only"):
        belt.band_svg(number)


def test_an_endless_number_is_cut():
    assert len(belt.band_grid("1" * belt.MAX_DIGITS)[0]) == belt.SIZE * belt.MAX_DIGITS
    assert belt.band_svg("2" * 10_000) == belt.band_svg("2" * belt.MAX_DIGITS)


def test_each_sign_can_stand_alone():
    alone = {belt.sign_path(digit) for digit in range(10)}
    assert len(alone) == 10
    assert all(path.startswith("M") for path in alone)


def test_static_pictures_are_woven_by_this_module():
    mark = belt.emblem_path(belt.MARK)
    assert mark.path in (STATIC / "belt" / "mark.svg").read_text()
    for code in ("400", "403", "404", "500", "503"):
        woven = (STATIC / "belt" / f"{code}.svg").read_text().strip()
        assert woven == belt.band_svg(code, pair="carmine-linen")


@pytest.mark.parametrize(
    ("name", "size", "scale"),
    [
        ("icon-192.png", 192, 8),
        ("icon-512.png", 512, 21),
        ("icon-maskable-512.png", 512, 16),
        ("apple-touch-icon.png", 180, 7),
    ],
)
def test_icons_show_the_mark_in_whole_pixels(name, size, scale):
    with Image.open(STATIC / "icons" / name) as picture:
        pixels = picture.convert("RGB")
    edge = (size - belt.SIZE * scale) // 2
    assert pixels.size == (size, size)
    grid = belt.tile_grid(int(belt.MARK[-1]), 0, 0)
    carmine, linen = (ImageColor.getrgb(colour) for colour in (belt.CARMINE, belt.LINEN))
    for row, column in product(range(belt.SIZE), repeat=2):
        middle = (edge + column * scale + scale // 2, edge + row * scale + scale // 2)
        assert pixels.getpixel(middle) == (linen if grid[row][column] else carmine)


def test_after_all_tiles_are_woven_no_emblem_is_waited_for() -> None:
    belt._tile_path.cache_clear()
    belt.weave_all()
    woven = belt._tile_path.cache_info().misses
    for number in range(0, 10_000, 7):
        belt.emblem_path(f"{number:011}")
    assert belt._tile_path.cache_info().misses == woven
