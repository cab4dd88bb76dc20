from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportersConfig(AppConfig):
    name = "directory.importers"
    label = "importers"
    verbose_name = _("Importers")

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from directory.importers import receivers
        from directory.importers.models import ImportConflict, ImportRun
        from directory.users.permissions import LimitedPolicy

        register_permission_policy(ImportRun, LimitedPolicy(ImportRun))
        register_permission_policy(
            ImportConflict, LimitedPolicy(ImportConflict, actions=("view", "change"))
        )
        receivers.connect()
