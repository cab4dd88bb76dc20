from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    name = "directory.mail"
    label = "mail"
    verbose_name = _("Outgoing mail")

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from directory.mail.models import Message
        from directory.users.permissions import LimitedPolicy

        register_permission_policy(Message, LimitedPolicy(Message))
