"""A mosaic divides its rectangle exactly, and its words stay inside their tiles."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from directory.browse.presenters.mosaic import LETTER, PADDING, divided, present_mosaic

SHARES = st.lists(st.integers(1, 10**6), min_size=1, max_size=40).map(
    lambda found: sorted(found, reverse=True)
)
COUNTS = st.lists(st.tuples(st.text(min_size=1, max_size=60), st.integers(0, 500)), max_size=25)


@given(shares=SHARES, width=st.integers(10, 2000), height=st.integers(10, 2000))
def test_tiles_fill_the_rectangle_in_proportion(shares: list[int], width: int, height: int) -> None:
    boxes = divided(shares, width, height)
    assert len(boxes) == len(shares)
    for share, (left, top, right, bottom) in zip(shares, boxes, strict=True):
        area = (right - left) * (bottom - top)
        assert abs(area - share * width * height / sum(shares)) < 1e-6 * width * height
        assert left > -1e-6
        assert top > -1e-6
        assert right < width * (1 + 1e-6)
        assert bottom < height * (1 + 1e-6)
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            across = min(one[2], other[2]) - max(one[0], other[0])
            down = min(one[3], other[3]) - max(one[1], other[1])
            assert across < 1e-6 * width or down < 1e-6 * height


@given(COUNTS)
def test_words_stay_inside_their_tiles(counts: list[tuple[str, int]]) -> None:
    mosaic = present_mosaic(counts)
    told = [one for one in counts if one[1]]
    if len(told) < 2:
        assert mosaic is None
        return
    assert mosaic is not None
    assert sorted(tile.count for tile in mosaic.tiles) == sorted(count for _, count in told)
    for tile in mosaic.tiles:
        for line in tile.lines:
            assert line.x + len(line.text) * LETTER <= tile.x + tile.width - PADDING + LETTER
            assert tile.y < line.y < tile.y + tile.height


def test_equal_shares_are_nearly_square() -> None:
    for left, top, right, bottom in divided([1] * 12, 400, 300):
        assert 0.5 < (right - left) / (bottom - top) < 2


def test_it_is_said_in_words() -> None:
    mosaic = present_mosaic([("Energy", 3), ("Health", 21), ("Law", 0), ("Trade", 1)])
    assert mosaic is not None
    assert mosaic.words == "Solutions by sector. Most: Health (21), Energy (3), Trade (1)."
    assert [line.text for line in mosaic.tiles[0].lines] == ["21", "Health"]


def test_half_a_name_is_not_shown() -> None:
    mosaic = present_mosaic([("Health", 20), ("Agriculture" * 20, 10)])
    assert mosaic is not None
    assert [line.text for line in mosaic.tiles[1].lines] == ["10"]
