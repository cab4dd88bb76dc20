"""The administration wears the site's colours, and a report leads to the form of a page."""

from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from wagtail import hooks

from home.views import page_about


@hooks.register("insert_global_admin_css")
def colours() -> str:
    """Return the link to the style sheet that sets Wagtail's colours."""
    return format_html('<link rel="stylesheet" href="{}">', static("administration.css"))


@hooks.register("register_admin_urls")
def urls() -> list[URLPattern]:
    """Return the address of the form for a page about some words."""
    return [path("pages/about/", page_about, name="page_about")]
