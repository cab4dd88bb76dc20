"""Addresses of the search: its pages in each language, and the health of the site without one."""

from django.urls import path

from search import views

app_name = "search"

urlpatterns = [
    path("", views.results, name="results"),
    path("values/<slug:facet>/", views.values, name="values"),
    path("results.csv", views.export, {"form": "csv"}, name="export_csv"),
    path("results.json", views.export, {"form": "json"}, name="export_json"),
]

health_patterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
