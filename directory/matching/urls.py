"""Addresses of matching; their prefix is the language."""

from django.urls import path

from directory.matching.feeds import UnmetFeed, unmet_json
from directory.matching.views import check, pages

app_name = "matching"

urlpatterns = [
    path("needs/describe/", pages.describe, name="describe"),
    path("digital-check/", check.digital_check, name="digital-check"),
    path("digital-check/kept/", check.kept_drafts, name="kept-drafts"),
    path("digital-check/kept/<int:pk>/", check.kept_draft, name="kept-draft"),
    path("digital-check/kept/<int:pk>/delete/", check.delete_kept, name="kept-draft-delete"),
    path("unmet-needs/", pages.unmet, name="unmet-needs"),
    path("unmet-needs/feed/", UnmetFeed(), name="unmet-needs-feed"),
    path("unmet-needs/feed.json", unmet_json, name="unmet-needs-json"),
]
