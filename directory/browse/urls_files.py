"""Files that have no language."""

from django.urls import path, re_path

from directory.browse import views

app_name = "files"

urlpatterns = [
    re_path(r"^belt/(?P<number>[0-9]+)\.svg$", views.belt, name="belt"),
    re_path(r"^belt/(?P<pair>[a-z-]+)/(?P<number>[0-9]+)\.svg$", views.belt_pair, name="belt_pair"),
    path("share/<slug:lang>.png", views.share, name="share"),
    path("share/<slug:lang>/<slug:name>/<slug:slug>.png", views.share_entry, name="share_entry"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sitemap/<slug:name>-<int:number>.xml", views.sitemap_part, name="sitemap_part"),
    path(".well-known/security.txt", views.security, name="security"),
]
