from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "directory.accounts"
    label = "accounts"
    verbose_name = _("Accounts and teams")

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from directory.accounts import receivers
        from directory.accounts.models import Claim, Trust
        from directory.users.permissions import LimitedPolicy

        register_permission_policy(Claim, LimitedPolicy(Claim))
        register_permission_policy(Trust, LimitedPolicy(Trust, actions={"view", "add", "delete"}))
        receivers.connect()
