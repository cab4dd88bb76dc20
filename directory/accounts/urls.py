"""Addresses of a person's own account, beside allauth's."""

from django.urls import path

from directory.accounts.views import account

app_name = "accounts"
urlpatterns = [
    path("", account.overview, name="overview"),
    path("export/", account.export, name="export"),
    path("erase/", account.erase, name="erase"),
    path("erased/", account.erased, name="erased"),
]
