"""Addresses of messages: where they are stopped, and the page of development."""

from django.urls import path

from directory.mail import views

app_name = "mail"
urlpatterns = [
    path("", views.outbox, name="outbox"),
    path("<int:pk>/", views.message, name="message"),
    path("stop/<str:token>/", views.stop, name="stop"),
]
