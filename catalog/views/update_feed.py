"""News for feed readers, in each language."""

import datetime
import re

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_safe

from boras_guide.languages import LANGUAGES, column
from boras_guide.middleware import PUBLIC_CACHE
from catalog.shown import current_language, shown
from catalog.update_page import CARD_FIELDS, readable
from support.models import Update

MOST = 50
# What RFC 4151 calls the minting of names: the same for ever, also when the guide moves to another address.
TAG = "tag:boras.se,2026:foraldraskapsguiden/nytt"
# What `updated` says while there is no news at all.
BEGINNING = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)

NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Atom(Atom1Feed):
    def latest_post_date(self) -> datetime.datetime:
        return super().latest_post_date() if self.items else BEGINNING

    def item_attributes(self, item: dict) -> dict[str, str]:
        return {"xml:lang": item["language"]}


class UpdateFeed(Feed):
    feed_type = Atom

    @method_decorator(require_safe)
    def __call__(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = super().__call__(request, *args, **kwargs)
        response.headers["Cache-Control"] = PUBLIC_CACHE
        # It would not move when news is withdrawn. The ETag does.
        response.headers.pop("Last-Modified", None)
        return response

    @property
    def language(self) -> str:
        return LANGUAGES[current_language()].html_lang

    def title(self) -> str:
        return f"{pgettext('heading', 'News')} – {gettext('The Parenting Guide')}"

    def subtitle(self) -> str:
        return gettext("What is new in support for parents in Borås.")

    def link(self) -> str:
        return absolute(reverse("update_list"))

    def feed_url(self) -> str:
        return absolute(reverse("update_feed"))

    def feed_guid(self) -> str:
        return f"{TAG}/{current_language()}"

    def items(self) -> list[Update]:
        now = timezone.now()
        chain = LANGUAGES[current_language()].chain
        texts = [column(field, code) for field in CARD_FIELDS for code in chain]
        names = [f"administration__{column('name', code)}" for code in chain]
        updates = Update.objects.published(now).rewrite(False).select_related("administration")
        shown_alone = updates.only(
            "slug",
            "published_on",
            "changed_at",
            "changed_by",
            "replaced_by",
            "administration__slug",
            *texts,
            *names,
        )
        return readable(shown_alone[:MOST], now)

    def item_title(self, update: Update) -> str:
        return fit_for_xml(shown(update, "title"))

    def item_description(self, update: Update) -> str:
        context = {"update": update, "page_language": LANGUAGES[current_language()]}
        return fit_for_xml(render_to_string("catalog/_update_in_feed.html", context).strip())

    def item_link(self, update: Update) -> str:
        return absolute(update.get_absolute_url())

    def item_guid(self, update: Update) -> str:
        return f"{TAG}/{current_language()}/{update.pk}"

    def item_pubdate(self, update: Update) -> datetime.datetime:
        return timezone.make_aware(datetime.datetime.combine(update.published_on, datetime.time()))

    def item_updateddate(self, update: Update) -> datetime.datetime:
        """What was written ahead of its day is new on that day. What was fetched is as old as it says."""
        published = self.item_pubdate(update)
        return max(timezone.localtime(update.changed_at), published) if update.changed_by_id else published

    def item_author_name(self, update: Update) -> str:
        return fit_for_xml(shown(update.administration, "name"))

    def item_author_link(self, update: Update) -> str:
        return absolute(update.administration.get_absolute_url())

    def item_extra_kwargs(self, update: Update) -> dict[str, str]:
        return {"language": LANGUAGES[shown(update, "title").language].html_lang}


def absolute(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}"


def fit_for_xml(text: str) -> str:
    """Without control characters, which XML does not know."""
    return NOT_IN_XML.sub("", text)
