"""An address typed without its scheme is taken as a secure one."""

import warnings

import pytest
from django.db.migrations.writer import MigrationWriter

from directory.taxonomy.fields import WebAddressField


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("example.lv/en", "https://example.lv/en"), ("http://example.lv", "http://example.lv")],
)
def test_scheme(typed: str, meant: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert WebAddressField(max_length=300).formfield().clean(typed) == meant


def test_migrations_name_the_field_of_django() -> None:
    text, _imports = MigrationWriter.serialize(WebAddressField(max_length=300))
    assert text == "models.URLField(max_length=300)"
