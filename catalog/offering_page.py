"""Everything one offering's page prints, in a fixed number of queries."""

import datetime
from collections.abc import Sequence
from urllib.parse import quote

from django.conf import settings
from django.utils import timezone

from catalog import machine_made
from catalog.cards import CARD_FIELDS
from catalog.crumbs import Crumb, crumb
from catalog.offering_times import times_of
from catalog.record import offering_record
from catalog.shown import shown
from catalog.vocabulary import vocabulary
from support.models import (
    Administration,
    Area,
    Audience,
    Offering,
    SpokenLanguage,
    Topic,
)

SHOWN_FIELDS = ("title", "summary", "description", "start_text", "cost_text", "who_you_meet")


def offering_page(
    offering: Offering, related: Sequence[Offering], language: str, *, at: datetime.datetime
) -> dict:
    """The template's context."""
    on = timezone.localdate(at)
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
    times = times_of(offering, language, at=at)
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
        **times,
        **links_to_share(offering, language),
        "machine_made": is_machine_made
        or machine_made.is_any_shown(times["times"], ["label", "age_note"], language)
        or machine_made.is_any_shown(times["occasions"], ["label"], language),
        # On a page where a wrong word can do harm, the source stands beside.
        "show_swedish": is_machine_made and offering.is_sensitive,
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
