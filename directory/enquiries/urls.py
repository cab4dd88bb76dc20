"""Addresses of enquiries: the form stands below the entry, the rest by itself."""

from django.urls import path

from directory.enquiries import views

app_name = "enquiries"
urlpatterns = [
    path("organisations/<slug:slug>/enquire/", views.organisation, name="organisation"),
    path("solutions/<slug:slug>/enquire/", views.solution, name="solution"),
    path("enquiries/sent/", views.sent, name="sent"),
    path("enquiries/delivered/", views.delivered, name="delivered"),
    path("enquiries/confirm/<str:token>/", views.confirmation, name="confirm"),
    path("enquiries/<str:token>/", views.conversation, name="conversation"),
]
