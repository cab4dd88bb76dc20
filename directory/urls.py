"""Every address of the site, one include an app."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.decorators.cache import cache_control
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from search.urls import health_patterns

# Renditions alone are public: our own re-encoded pictures. Originals and documents stay inside;
# a proxy in front may serve the same folder quicker.
_renditions = cache_control(public=True, max_age=24 * 3600)(serve)

handler400 = "directory.browse.views.failures.misunderstood"
handler429 = "directory.browse.views.failures.too_many"
handler500 = "directory.browse.views.failures.failed"

urlpatterns = [
    re_path(r"^media/(?P<path>images/[^/]+)$", _renditions, {"document_root": settings.MEDIA_ROOT}),
    path("admin/", include("directory.accounts.urls_admin")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *health_patterns,
    path("", include("directory.opendata.urls")),
    path("", include("directory.browse.urls_files")),
]

urlpatterns += i18n_patterns(
    path("search/", include("search.urls")),
    path("account/", include("directory.accounts.urls")),
    path("account/", include("allauth.urls")),
    path("workspace/", include("directory.workspace.urls")),
    path("mail/", include("directory.mail.urls")),
    path("", include("directory.buyers.urls")),
    path("", include("directory.matching.urls")),
    path("needs/", include("directory.needs.urls")),
    path("", include("directory.enquiries.urls")),
    path("", include("directory.browse.urls")),
    path("", include(wagtail_urls)),
)
