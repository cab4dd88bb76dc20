"""Addresses of matching; their prefix is the language."""

from django.urls import path

from directory.matching import views
from directory.matching.feeds import UnmetFeed, unmet_json

app_name = "matching"

urlpatterns = [
    path("needs/describe/", views.describe, name="describe"),
    path("digital-check/", views.digital_check, name="digital-check"),
    path("unmet-needs/", views.unmet, name="unmet-needs"),
    path("unmet-needs/feed/", UnmetFeed(), name="unmet-needs-feed"),
    path("unmet-needs/feed.json", unmet_json, name="unmet-needs-json"),
]
