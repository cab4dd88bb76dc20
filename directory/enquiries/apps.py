from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EnquiriesConfig(AppConfig):
    name = "directory.enquiries"
    label = "enquiries"
    verbose_name = _("Enquiries")

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from directory.enquiries import receivers
        from directory.enquiries.models import Conversation
        from directory.users.permissions import LimitedPolicy

        register_permission_policy(Conversation, LimitedPolicy(Conversation))
        receivers.connect()
