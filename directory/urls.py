"""Every address of the site, one include an app."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from search.urls import health_patterns

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *health_patterns,
    path("", include("directory.browse.urls_files")),
]

urlpatterns += i18n_patterns(
    path("search/", include("search.urls")),
    path("", include("directory.browse.urls")),
    path("", include(wagtail_urls)),
)
