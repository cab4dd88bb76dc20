from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TaxonomyConfig(AppConfig):
    name = "directory.taxonomy"
    label = "taxonomy"
    verbose_name = _("Vocabularies")

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from directory.taxonomy import receivers
        from directory.taxonomy.models import Cpv, Nace
        from directory.taxonomy.permissions import OfficialListPolicy

        for model in (Cpv, Nace):
            register_permission_policy(model, OfficialListPolicy(model))
        receivers.connect()
