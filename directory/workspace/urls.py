"""Addresses of the workspace: one organisation's screens stand below its slug."""

from django.urls import path

from directory.workspace.views import enquiries, overview

app_name = "workspace"
urlpatterns = [
    path("", overview.choose, name="choose"),
    path("<slug:slug>/", overview.overview, name="overview"),
    path("<slug:slug>/enquiries/", enquiries.inbox, name="enquiries"),
    path("<slug:slug>/enquiries/export/", enquiries.export, name="enquiries_export"),
    path("<slug:slug>/enquiries/<int:pk>/", enquiries.conversation, name="enquiry"),
]
