from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(AppConfig):
    name = "directory.users"
    label = "users"
    verbose_name = _("People who sign in")
    default = True

    def ready(self) -> None:
        from directory.users import receivers

        receivers.connect()


class AdministrationUsersConfig(WagtailUsersAppConfig):
    """Wagtail's app of users with our forms; it stands in INSTALLED_APPS in place of its own."""

    default = False
    user_viewset = "directory.users.viewsets.PersonViewSet"
