"""The administration wears the site's colours."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks


@hooks.register("insert_global_admin_css")
def colours() -> str:
    """Return the link to the style sheet that sets Wagtail's colours."""
    return format_html('<link rel="stylesheet" href="{}">', static("administration.css"))
