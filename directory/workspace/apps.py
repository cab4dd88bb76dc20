from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkspaceConfig(AppConfig):
    name = "directory.workspace"
    label = "workspace"
    verbose_name = _("Workspace")

    def ready(self) -> None:
        from directory.moderation.signals import locating

        locating.connect(locate, dispatch_uid="workspace.locate")


def locate(*, entry: Any, user: Any, **_kwargs: Any) -> str:
    """Return where a member of a team edits an entry of it, or nothing."""
    # Imported late: its forms need the columns by language, which are made after the apps are ready.
    from directory.workspace.views.kinds import editing_address

    return editing_address(entry, user)
