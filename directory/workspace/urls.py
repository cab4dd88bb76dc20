"""Addresses of the workspace: one organisation's screens stand below its slug."""

from django.urls import path

from directory.workspace.views import overview

app_name = "workspace"
urlpatterns = [
    path("", overview.choose, name="choose"),
    path("<slug:slug>/", overview.overview, name="overview"),
]
