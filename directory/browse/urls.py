"""Public pages of entries, sectors and markets; their prefix is the language."""

from django.urls import path, re_path

from directory.browse import views

app_name = "browse"

urlpatterns = [
    re_path(
        r"^visit/(?P<kind>organisation|solution)/(?P<slug>[-\w]+)/$", views.visit, name="visit"
    ),
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/<slug:slug>/", views.organisation, name="organisation"),
    path("solutions/", views.solutions, name="solutions"),
    path("solutions/<slug:slug>/", views.solution, name="solution"),
    path("references/", views.references, name="references"),
    path("references/<slug:slug>/", views.reference, name="reference"),
    path("needs/", views.needs, name="needs"),
    path("needs/<slug:slug>/", views.need, name="need"),
    path("datasets/", views.datasets, name="datasets"),
    path("datasets/<slug:slug>/", views.dataset, name="dataset"),
    path("training/", views.training_programmes, name="training_programmes"),
    path("training/<slug:slug>/", views.training_programme, name="training_programme"),
    path("partner-calls/", views.partner_calls, name="partner_calls"),
    path("partner-calls/<slug:slug>/", views.partner_call, name="partner_call"),
    path("search/map/", views.search_map, name="search_map"),
    path("markets/", views.markets, name="markets"),
    path("markets/<slug:slug>/", views.market, name="market"),
    path("sectors/", views.sectors, name="sectors"),
    path("sectors/<slug:slug>/", views.sector, name="sector"),
    path("components/", views.components, name="components"),
]
