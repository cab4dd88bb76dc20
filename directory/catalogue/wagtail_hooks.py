"""What the catalogue adds to the administration."""

from wagtail.snippets.models import register_snippet

from directory.catalogue.viewsets import CatalogueGroup

register_snippet(CatalogueGroup)
