"""Addresses of buyers; their prefix is the language."""

from django.urls import path

from directory.buyers.views import alerts, door, opinions, subscriptions

app_name = "buyers"

urlpatterns = [
    path("shortlist/", door.shortlist, name="shortlist"),
    path("alerts/", alerts.listing, name="alerts"),
    path("alerts/<int:pk>/end/", alerts.end, name="alert_end"),
    path("alerts/stop/<str:token>/", alerts.stop, name="alert_stop"),
    path("alerts/asked/", subscriptions.asked, name="tell_me_asked"),
    path("alerts/confirm/<str:token>/", subscriptions.confirmation, name="tell_me_confirm"),
    path("needs/<slug:slug>/tell-me/", alerts.tell_me, name="tell_me"),
    path("needs/<slug:slug>/what-fits/", opinions.opinions, name="opinions"),
]
