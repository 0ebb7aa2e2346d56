"""Days and moments in sentences at the desk. In lists and fields a day stands as it is typed: 2026-11-22."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format


def day(on: datetime.date) -> str:
    """ "22 november 2026" """
    return date_format(on, "j F Y")


def moment(at: datetime.datetime) -> str:
    """ "22 november 2026 23:48"; at midnight the day alone."""
    return date_format(timezone.localtime(at), "j F Y H:i").removesuffix(" 00:00")
