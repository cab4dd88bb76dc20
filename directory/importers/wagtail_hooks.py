"""What the importers add to the administration."""

from wagtail import hooks

from directory.importers.viewsets import ImportViewSetGroup


@hooks.register("register_admin_viewset")
def register_imports() -> ImportViewSetGroup:
    """Register the lists of imports and of conflicts."""
    return ImportViewSetGroup()
