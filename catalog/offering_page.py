"""Everything one offering's page prints, in a fixed number of queries."""

import datetime
from collections.abc import Sequence
from urllib.parse import quote

from django.conf import settings
from django.db.models import Q

from catalog import machine_made
from catalog.cards import CARD_FIELDS
from catalog.crumbs import Crumb, crumb
from catalog.record import offering_record
from catalog.shown import shown
from catalog.vocabulary import vocabulary
from catalog.where import in_swedish_order
from support.models import (
    Administration,
    Area,
    Audience,
    Closure,
    Offering,
    Place,
    Schedule,
    SpokenLanguage,
    Topic,
)

SHOWN_FIELDS = ("title", "summary", "description", "start_text", "cost_text", "who_you_meet")


def offering_page(
    offering: Offering, related: Sequence[Offering], language: str, *, on: datetime.date
) -> dict:
    """The template's context. `on`: the day on which times are confirmed or not."""
    words = vocabulary(
        language,
        only={
            "topic": Topic.objects.filter(offerings=offering),
            "audience": Audience.objects.filter(offerings=offering),
            "area": Area.objects.filter(offerings=offering),
            "administration": Administration.objects.filter(cooperations=offering),
            "spoken": SpokenLanguage.objects.filter(offerings=offering),
        },
    )
    places = in_swedish_order(Place.objects.filter(offerings=offering).select_related("area"))
    times = when(offering, places, on)
    machine_made.mark([offering, *related, *times["times"], *times["occasions"]], language)
    is_machine_made = machine_made.is_any_shown([offering], SHOWN_FIELDS, language)
    successor = next((one for one in related if one.pk == offering.replaced_by_id), None)
    image = getattr(offering, "image", None)
    return {
        "offering": offering,
        "is_sensitive": offering.is_sensitive,
        "image": image if image and image.is_shown_on(on) else None,
        "crumbs": [
            crumb("offering_list"),
            Crumb(shown(offering.type, "name"), offering.type.get_absolute_url()),
        ],
        "record": offering_record(offering, words["administration"], successor, on=on),
        "similar": [one for one in related if not one.comes_next and one is not successor],
        "coming": [one for one in related if one.comes_next and one is not successor],
        "has_machine_text": machine_made.is_any_shown(related, CARD_FIELDS, language),
        "topics": words["topic"],
        "audiences": words["audience"],
        "areas": words["area"],
        "spoken": words["spoken"],
        "places": places,
        **times,
        **links_to_share(offering, language),
        "machine_made": is_machine_made
        or machine_made.is_any_shown(times["times"], ["label", "age_note"], language)
        or machine_made.is_any_shown(times["occasions"], ["label"], language),
        # On a page where a wrong word can do harm, the source stands beside.
        "show_swedish": is_machine_made and offering.is_sensitive,
    }


def when(offering: Offering, places: Sequence[Place], on: datetime.date) -> dict:
    """Weekly times, dates to come, and when it or one of its places is closed."""
    times = list(Schedule.objects.filter(offering=offering).select_related("place"))
    occasions = list(offering.occasions.filter(starts_at__date__gte=on).select_related("place"))
    somewhere = {place.pk for place in places} | {time.place_id for time in [*times, *occasions]}
    closures = Closure.objects.filter(Q(offering=offering) | Q(place__in=somewhere - {None}), ends_on__gte=on)
    for time in [*times, *occasions]:
        time.is_confirmed = time.is_confirmed_on(on)
    for time in times:
        time.starts_later = time.valid_from is not None and time.valid_from > on
    return {
        "times": times,
        "times_confirmed": any(time.is_confirmed for time in times),
        "times_year": times_year(times, offering, on),
        "occasions": occasions,
        "closures": list(closures),
    }


def links_to_share(offering: Offering, language: str) -> dict[str, str]:
    """By mail, by text message, and short enough to write down."""
    short_url = f"{settings.PUBLIC_URL}/o/{offering.code}/{language}/"
    title = quote(shown(offering, "title", language))
    return {
        "short_url": short_url,
        "share_mail_url": f"mailto:?subject={title}&body={quote(short_url)}",
        "share_sms_url": f"sms:?&body={title}%20{quote(short_url)}",
    }


def times_year(times: list[Schedule], offering: Offering, on: datetime.date) -> int | None:
    """The year that unconfirmed times come from: when they were last valid, or else last known to be right."""
    unsure = [time for time in times if not time.is_confirmed_on(on)]
    days = (time.valid_until or time.valid_from or time.assured_on for time in unsure)
    years = [min(day.year, on.year) for day in days if day]
    return max(years, default=offering.source_seen_year)
