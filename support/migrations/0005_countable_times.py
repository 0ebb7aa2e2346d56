"""Before the database demands that times can be counted: every n weeks, and rules, need a day to count from.

What is changed here is a guess, so nobody vouches for it any more: it is shown, but feeds nothing until an editor has confirmed it.
"""

import datetime
import re

from django.core.exceptions import ValidationError
from django.db import migrations

from support.recurrence import validate_rrule


def make_countable(apps, schema_editor):
    schedules = apps.get_model("support", "Schedule")._base_manager
    for schedule in schedules.exclude(rrule="", interval_weeks=1):
        before = (schedule.rrule, schedule.interval_weeks, schedule.valid_from)
        schedule.rrule = "" if schedule.weekday else re.sub(r"T\d{6}Z", "", schedule.rrule)
        if schedule.rrule:
            schedule.interval_weeks = 1
        if schedule.valid_from is None and (schedule.rrule or schedule.interval_weeks > 1):
            new_year = datetime.date((schedule.assured_on or datetime.date.today()).year, 1, 1)
            schedule.valid_from = min(new_year, schedule.valid_until or new_year)
        if before != (schedule.rrule, schedule.interval_weeks, schedule.valid_from) or not _is_known(schedule.rrule):
            schedule.assured_on = None
        schedule.save(update_fields=["rrule", "interval_weeks", "valid_from", "assured_on"])


def _is_known(rrule):
    try:
        validate_rrule(rrule or "FREQ=DAILY")
    except ValidationError:
        return False
    return True


class Migration(migrations.Migration):
    dependencies = [("support", "0004_protections")]
    operations = [migrations.RunPython(make_countable, migrations.RunPython.noop)]
