"""What the clock on a wall in Borås says."""

import datetime
from zoneinfo import ZoneInfo


def moment(day: datetime.date, clock: str) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time.fromisoformat(clock), ZoneInfo("Europe/Stockholm"))
