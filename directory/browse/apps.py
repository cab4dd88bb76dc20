from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BrowseConfig(AppConfig):
    name = "directory.browse"
    label = "browse"
    verbose_name = _("Public pages")
