from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NeedsConfig(AppConfig):
    name = "directory.needs"
    label = "needs"
    verbose_name = _("Public-sector needs")

    def ready(self) -> None:
        from directory.needs import receivers

        receivers.connect()
