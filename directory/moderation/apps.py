from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "directory.moderation"
    label = "moderation"
    verbose_name = _("Moderation")

    def ready(self) -> None:
        from directory.moderation.receivers import connect, set_up_review_after_migrate

        post_migrate.connect(
            set_up_review_after_migrate, dispatch_uid="moderation.set_up_review_after_migrate"
        )
        connect()
