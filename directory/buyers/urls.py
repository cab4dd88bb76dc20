"""Addresses of buyers; their prefix is the language."""

from django.urls import path

from directory.buyers import views

app_name = "buyers"

urlpatterns = [path("shortlist/", views.shortlist, name="shortlist")]
