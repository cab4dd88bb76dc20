"""Addresses below a public need; its page is the directory's own."""

from django.urls import path

from directory.needs.views import public

app_name = "needs"

urlpatterns = [
    path("<slug:slug>/ask/", public.ask, name="ask"),
    path("<slug:slug>/respond/", public.respond, name="respond"),
    path("<slug:slug>/working/", public.undertake, name="undertake"),
]
