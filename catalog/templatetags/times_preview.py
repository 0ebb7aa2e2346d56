"""The desk's page of an offering shows what the public will see of its times; the desk itself knows nothing of the public side."""

from typing import Any

from django import template
from django.utils import timezone

from catalog.times_preview import times_preview
from support.entered_times import EnteredTimes
from support.models import Offering

register = template.Library()


@register.inclusion_tag("admin/_times_preview.html")
def stored_times(offering: Offering) -> dict[str, Any]:
    return times_preview(offering, EnteredTimes.stored(offering), timezone.now())
