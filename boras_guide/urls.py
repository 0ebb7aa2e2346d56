"""The guide's addresses. They are printed on paper: none of them changes."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from catalog.views import (
    administrations,
    ages,
    areas,
    audiences,
    calendar,
    calendar_files,
    errors,
    images,
    machinery,
    offerings,
    places,
    preview,
    short_links,
    sitemap,
    start,
    suggestions,
    texts,
    times_preview,
    topics,
    types,
    update_feed,
    updates,
    urgent,
    why,
)

urlpatterns = [
    path("", start.negotiate_language, name="negotiate_language"),
    path("redaktion/visa/<slug:kind>/<int:pk>/<slug:language>/", preview.page, name="preview"),
    path("redaktion/markdown/", preview.markdown, name="markdown_preview"),
    path("redaktion/tider/ny/", times_preview.preview, name="times_preview_of_new"),
    path("redaktion/tider/<int:pk>/", times_preview.preview, name="times_preview"),
    path("redaktion/varfor/", why.why, name="why"),
    path("redaktion/", include("boras_guide.login.urls")),  # before the desk, whose own login it replaces
    path("redaktion/", admin.site.urls),
    path("o/<slug:code>/", short_links.short_link, name="short_link"),
    path("o/<slug:code>/<slug:language>/", short_links.short_link, name="short_link_in_language"),
    path("healthz", machinery.healthz, name="healthz"),
    path("readyz", machinery.readyz, name="readyz"),
    path("bild/<str:name>", images.image, name="image"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("opensearch.xml", machinery.opensearch, name="opensearch"),
    path("robots.txt", machinery.robots, name="robots"),
    path(".well-known/security.txt", machinery.security_txt, name="security_txt"),
    *i18n_patterns(
        path("", start.start, name="start"),
        path("stod/", offerings.offering_list, name="offering_list"),
        path("stod/forslag/", suggestions.suggestions, name="suggestions"),
        path("stod/<slug:slug>/", offerings.offering_detail, name="offering_detail"),
        path("stod/<slug:slug>/kalender.ics", calendar_files.offering_calendar, name="offering_calendar"),
        path("alder/", ages.chain, name="chain"),
        path("alder/vantar-barn/", ages.expecting, name="expecting"),
        path("alder/<int:years>/", ages.age, name="age"),
        path("amne/", topics.topic_list, name="topic_list"),
        path("amne/<slug:slug>/", topics.topic_detail, name="topic"),
        path("typ/", types.type_list, name="type_list"),
        path("typ/<slug:slug>/", types.type_detail, name="type"),
        path("for/", audiences.audience_list, name="audience_list"),
        path("for/<slug:slug>/", audiences.audience_detail, name="audience"),
        path("omrade/", areas.area_list, name="area_list"),
        path("omrade/<slug:slug>/", areas.area_detail, name="area"),
        path("omrade/<slug:slug>/kalender.ics", calendar_files.area_calendar, name="area_calendar"),
        path("plats/", places.place_list, name="place_list"),
        path("plats/<slug:slug>/", places.place_detail, name="place"),
        path("plats/<slug:slug>/kalender.ics", calendar_files.place_calendar, name="place_calendar"),
        path("aktor/", administrations.administration_list, name="administration_list"),
        path("aktor/<slug:slug>/", administrations.administration_detail, name="administration"),
        path("kalender.ics", calendar_files.calendar_at_root, name="calendar_at_root"),
        path("kalender/", calendar.calendar, name="calendar"),
        path("kalender/kalender.ics", calendar_files.calendar_file, name="calendar_file"),
        path("nytt/atom.xml", update_feed.UpdateFeed(), name="update_feed"),
        path("nytt/", updates.update_list, name="update_list"),
        path("nytt/<slug:slug>/", updates.update_detail, name="update_detail"),
        path("akut/", urgent.urgent, name="urgent"),
        path("om/", texts.about, name="about"),
        path("tillganglighet/", texts.accessibility, name="accessibility"),
        path("integritet/", texts.privacy, name="privacy"),
        path("oppna-data/", texts.open_data, name="open_data"),
        path("minoritetssprak/", texts.minority_languages, name="minority_languages"),
    ),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
