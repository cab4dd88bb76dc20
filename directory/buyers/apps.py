from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BuyersConfig(AppConfig):
    name = "directory.buyers"
    label = "buyers"
    verbose_name = _("Buyers")

    def ready(self) -> None:
        from directory.buyers import receivers

        receivers.connect()
