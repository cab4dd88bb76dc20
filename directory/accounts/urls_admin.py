"""Addresses below the administration that lead to the account's pages."""

from django.urls import path, re_path

from directory.accounts.views import account

urlpatterns = [
    path("login/", account.sign_in_for_admin, name="wagtailadmin_login"),
    re_path(
        r"^password_reset/(?:confirm/(?P<uid>[^/]+)/(?P<token>[^/]+)/|done/|complete/)?$",
        account.reset_for_admin,
        name="wagtailadmin_password_reset",
    ),
]
