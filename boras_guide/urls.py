"""The guide's addresses. They are printed on paper: none of them changes."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import path

from catalog.views import errors, machinery, offerings, short_links, start, updates, urgent

urlpatterns = [
    path("", start.negotiate_language, name="negotiate_language"),
    path("redaktion/", admin.site.urls),
    path("o/<slug:code>/", short_links.short_link, name="short_link"),
    path("o/<slug:code>/<slug:language>/", short_links.short_link, name="short_link_in_language"),
    path("healthz", machinery.healthz, name="healthz"),
    path("readyz", machinery.readyz, name="readyz"),
    path("robots.txt", machinery.robots, name="robots"),
    path(".well-known/security.txt", machinery.security_txt, name="security_txt"),
    *i18n_patterns(
        path("", start.start, name="start"),
        path("stod/", offerings.offering_list, name="offering_list"),
        path("stod/<slug:slug>/", offerings.offering_detail, name="offering_detail"),
        path("nytt/", updates.update_list, name="update_list"),
        path("nytt/<slug:slug>/", updates.update_detail, name="update_detail"),
        path("akut/", urgent.urgent, name="urgent"),
    ),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
