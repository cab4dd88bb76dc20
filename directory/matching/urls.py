"""Addresses of matching; their prefix is the language."""

from django.urls import path

from directory.matching import views

app_name = "matching"

urlpatterns = [path("", views.describe, name="describe")]
