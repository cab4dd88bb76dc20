"""A key that an object names twice is refused, whatever stands around it."""

from __future__ import annotations

import contextlib
import json

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.importers.sources.objects import RepeatedKeyError, read_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-10, 10) | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", 'b"', '":', " : ", "č"]), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(VALUES, st.sampled_from([None, 1]), st.booleans())
def test_what_names_no_key_twice_is_read_as_it_is(value, indent, spaced):
    text = json.dumps(value, indent=indent, separators=(" , ", " : ") if spaced else None)
    assert read_json(text.encode()) == value


@given(VALUES, VALUES, st.sampled_from(["a", 'b"', '":']), st.integers(0, 4))
def test_a_repeated_key_is_refused_at_any_depth(first, second, key, depth):
    name = json.dumps(key)
    text = f"{{{name}: {json.dumps(first)}, {name} : {json.dumps(second)}}}"
    for level in range(depth):
        text = f'[{{"x{level}": {text}}}]'
    with pytest.raises(RepeatedKeyError) as caught:
        read_json(text.encode())
    assert str(caught.value)


@pytest.mark.parametrize("text", [b"{", b"", b'{"a": 1,}', b"\xff", b"NaN"])
def test_what_is_no_json_stays_a_fault(text):
    with pytest.raises(orjson.JSONDecodeError):
        read_json(text)


def test_the_same_key_in_different_objects_and_within_texts_is_sound():
    sound = {"a": [{"a": '"a": 1, "a": 2'}, {"a": {"a": 'x"  :'}}]}
    assert read_json(json.dumps(sound).encode()) == sound


def test_deep_nesting_is_no_crash():
    text = b'{"a":' * 900 + b'"\\":"' + b"}" * 900
    with contextlib.suppress(RepeatedKeyError, orjson.JSONDecodeError):
        read_json(text)
