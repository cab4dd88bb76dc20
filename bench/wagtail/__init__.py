"""Wagtail's own database search, in a Django project of its own: what the site's search is measured against."""
