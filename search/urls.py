"""Addresses of the search: its pages in each language, and the health of the site without one."""

from django.urls import path

from search import views

app_name = "search"

urlpatterns = [path("", views.results, name="results")]

health_patterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
