"""What templates say about offerings and languages."""

import datetime
import html
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.db import models
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from boras_guide import wording
from catalog import markdown as markdown_text
from catalog.search import marking
from catalog.shown import ShownText, current_language, shown
from support.models import Offering
from support.phones import tel_uri

register = template.Library()

LONGEST_DESCRIPTION = 160  # letters; what search engines show of it


@register.simple_tag(name="shown")
def shown_tag(obj: models.Model, field: str) -> ShownText:
    return shown(obj, field)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A symbol of the sprite; decoration only, the words beside it carry the meaning."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static("icons.svg"), name
    )


@register.filter
def marked(text: ShownText, marks: frozenset[str]) -> SafeString | str:
    """With the words that were searched for in <mark>."""
    return marking.marked(str(text), text.language, marks) if marks and text else text


@register.filter
def ages(offering: Offering) -> str:
    return str(offering.age_span)


@register.filter
def day(date: datetime.date | None) -> str:
    if date is None:
        return ""
    if isinstance(date, datetime.datetime):
        date = timezone.localtime(date).date()
    return wording.day(date, current_language())


@register.filter
def weekday_and_day(date: datetime.date) -> str:
    return wording.weekday_and_day(date, current_language())


@register.filter
def weekday_in_short(date: datetime.date) -> str:
    return wording.weekday(date.isoweekday(), current_language(), "short")


@register.filter
def short_day(date: datetime.date) -> str:
    return wording.short_day(date, current_language())


@register.filter
def clock(time: datetime.time | datetime.datetime | None) -> str:
    if time is None:
        return ""
    if isinstance(time, datetime.datetime):
        time = timezone.localtime(time).time()
    return wording.clock(time, current_language())


@register.filter
def weekday(number: int | None) -> str:
    """The name of ISO weekday 1 (Monday) to 7."""
    return wording.weekday(number, current_language()) if number else ""


@register.filter
def distance(km: float) -> str:
    """As exactly as a position of about a kilometre allows."""
    if km < 1:
        return _("Less than 1 km away")
    return _("About %(km)s km away") % {"km": round(km)}


@register.filter
def webcal(path: str) -> str:
    """The address of one of our calendar files, as phones know that it is to be kept up to date."""
    return "webcal://" + settings.PUBLIC_URL.partition("://")[2] + path


@register.filter
def site(url: str) -> str:
    """Whose page it is: "boras.se"."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


@register.filter
def tel(number: str) -> str:
    return tel_uri(number)


@register.filter
def plain(text: str) -> str:
    """Markdown as one short text, for search engines and shared links."""
    words = html.unescape(strip_tags(markdown_text.render(text)))
    return Truncator(" ".join(words.split())).chars(LONGEST_DESCRIPTION)


@register.filter
def markdown(text: str) -> SafeString:
    return markdown_text.render(text)
