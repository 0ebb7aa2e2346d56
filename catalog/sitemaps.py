"""Every page there is, for search engines, in every language."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from boras_guide.languages import LANGUAGES
from catalog.where import area_counts, place_counts
from support.ages import YEARS_OF_CHILDHOOD
from support.models import Administration, Area, Audience, Offering, OfferingType, Place, Topic, Update

MINORITY_LANGUAGES = ("sv", "fi")  # those in which the page about their speakers' rights is written
LISTS = ("topic_list", "type_list", "audience_list", "area_list", "place_list", "administration_list")
TEXTS = ("urgent", "about", "accessibility", "privacy", "open_data")


@dataclass(frozen=True)
class Page:
    path: str  # after the language
    changed_at: datetime.datetime | None = None
    languages: Iterable[str] = tuple(LANGUAGES)


class PublicPages(Sitemap):
    i18n = True
    # Django's own alternates would name easy Swedish, and be made anew for each language of a page.
    alternates = False
    # The protocol allows 50,000 addresses and 50 MB; with nine alternates each, the size is reached first.
    limit = 25_000

    def items(self) -> list[Page]:
        with translation.override(settings.LANGUAGE_CODE):  # the paths are alike in every language
            return [*_pages(timezone.now())]

    def get_languages_for_item(self, item: Page) -> Iterable[str]:
        return item.languages

    def location(self, item: Page) -> str:
        return f"/{translation.get_language()}/{item.path}"

    def lastmod(self, item: Page) -> datetime.datetime | None:
        return item.changed_at

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.PUBLIC_URL).scheme

    def get_domain(self, site: object = None) -> str:
        return settings.PUBLIC_URL.partition("://")[2]

    def get_urls(self, page: int = 1, site: object = None, protocol: str | None = None) -> list[dict]:
        urls = super().get_urls(page, site, protocol)
        made: dict[str, SafeString] = {}
        for url in urls:
            item, code = url["item"]
            if item.path not in made:
                made[item.path] = _alternates(item)
            url["alternates"] = "" if LANGUAGES[code].is_variant else made[item.path]
        return urls


def _alternates(page: Page) -> SafeString:
    """Markup that all languages of a page share; written once, for it is most of the file."""
    codes = [code for code in page.languages if not LANGUAGES[code].is_variant]
    found = [(code, f"{settings.PUBLIC_URL}/{code}/{page.path}") for code in codes]
    if not page.path:
        found.append(("x-default", f"{settings.PUBLIC_URL}/"))
    return format_html_join("", '<xhtml:link rel="alternate" hreflang="{}" href="{}"/>', found)


def _pages(now: datetime.datetime) -> Iterator[Page]:
    offerings = Offering.objects.published(now)
    updates = _rows(Update.objects.published(now), "changed_at")
    yield from map(_page, ("start", "offering_list", "calendar", "chain", "expecting"))
    for years in YEARS_OF_CHILDHOOD:
        yield _page("age", years)
    for slug, changed_at in _rows(offerings, "changed_at"):
        yield _page("offering_detail", slug, changed_at=changed_at)
    yield from map(_page, LISTS)
    for name, rows in _words_and_places(offerings, now).items():
        for (slug,) in _rows(rows):
            yield _page(name, slug)
    yield _page("update_list", changed_at=max((changed_at for _, changed_at in updates), default=None))
    for slug, changed_at in updates:
        yield _page("update_detail", slug, changed_at=changed_at)
    yield from map(_page, TEXTS)
    yield _page("minority_languages", languages=MINORITY_LANGUAGES)


def _words_and_places(offerings: QuerySet[Offering], now: datetime.datetime) -> dict[str, QuerySet]:
    """The name of a page's address → the rows that have such a page with something on it."""

    def linked(relation: str, **to: OuterRef) -> Exists:
        return Exists(getattr(Offering, relation).through.objects.filter(**to, offering__in=offerings))

    own = OuterRef("pk")
    serves_every_area = Exists(offerings.filter(is_area_wide=True))
    return {
        "topic": Topic.objects.in_use().filter(linked("topics", topic=own)),
        "type": OfferingType.objects.in_use().filter(Exists(offerings.filter(type=own))),
        "audience": Audience.objects.in_use(),
        "area": Area.objects.in_use().filter(serves_every_area | Q(pk__in=area_counts(offerings))),
        "place": Place.objects.filter(pk__in=place_counts(offerings, timezone.localdate(now))),
        "administration": Administration.objects.in_use().filter(
            Exists(offerings.filter(administration=own))
            | linked("cooperating", administration=own)
            | Exists(Update.objects.published(now).filter(administration=own))
        ),
    }


def _rows(rows: QuerySet, *columns: str) -> list[tuple]:
    return list(rows.order_by("pk").values_list("slug", *columns))


def _page(name: str, *args: str | int, **fields) -> Page:
    return Page(reverse(name, args=args).removeprefix(f"/{settings.LANGUAGE_CODE}/"), **fields)
