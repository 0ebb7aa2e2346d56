"""Everything one offering's page prints, in at most seven queries."""

import datetime
from urllib.parse import quote

from django.conf import settings
from django.db.models import Q

from boras_guide.languages import SOURCE
from catalog.cards import mark_machine_made
from catalog.shown import shown
from catalog.vocabulary import vocabulary
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

SHOWN_FIELDS = {"title", "summary", "description", "start_text", "cost_text", "who_you_meet"}


def offering_page(offering: Offering, language: str, *, on: datetime.date) -> dict:
    """The template's context. `on`: the day on which times are confirmed or not."""
    related = vocabulary(
        language,
        only={
            "topic": Topic.objects.filter(offerings=offering),
            "audience": Audience.objects.filter(offerings=offering),
            "area": Area.objects.filter(offerings=offering),
            "administration": Administration.objects.filter(cooperations=offering),
            "spoken": SpokenLanguage.objects.filter(offerings=offering),
        },
    )
    places = list(Place.objects.filter(offerings=offering).select_related("area"))
    times = list(Schedule.objects.filter(offering=offering).select_related("place"))
    occasions = list(offering.occasions.filter(starts_at__date__gte=on))
    closures = Closure.objects.filter(
        Q(offering=offering) | Q(place__in=[place.pk for place in places]), ends_on__gte=on
    )
    mark_machine_made([offering, *times, *occasions], language)
    for time in times:
        time.is_confirmed = time.is_confirmed_on(on)
    short_url = f"{settings.PUBLIC_URL}/o/{offering.code}/{language}/"
    title = quote(shown(offering, "title", language))
    machine_made = bool(SHOWN_FIELDS & offering.machine_made_fields)
    return {
        "offering": offering,
        "topics": related["topic"],
        "audiences": related["audience"],
        "areas": related["area"],
        "cooperating": related["administration"],
        "spoken": [entry.code for entry in related["spoken"]],
        "places": places,
        "times": times,
        "times_confirmed": bool(times) and all(time.is_confirmed for time in times),
        "times_year": times_year(times),
        "occasions": occasions,
        "closures": list(closures),
        "short_url": short_url,
        "share_mail_url": f"mailto:?subject={title}&body={quote(short_url)}",
        "share_sms_url": f"sms:?&body={title}%20{quote(short_url)}",
        "machine_made": machine_made,
        # On a page where a wrong word can do harm, the source stands beside.
        "show_swedish": machine_made and offering.is_sensitive and language != SOURCE,
    }


def times_year(times: list[Schedule]) -> int | None:
    """The year that unconfirmed times come from: the last one they were valid in."""
    years = [
        (time.valid_until or time.valid_from).year for time in times if time.valid_until or time.valid_from
    ]
    return max(years, default=None)
