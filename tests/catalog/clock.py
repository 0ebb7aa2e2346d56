"""What the clock on a wall in Borås says."""

import datetime

from support.schedule import STOCKHOLM

DAY = datetime.timedelta(days=1)
TUESDAY = datetime.date(2026, 11, 24)


def moment(day: datetime.date, clock: str, *, fold: int = 0) -> datetime.datetime:
    """`moment(TUESDAY, "09:40")`; fold=1 is the second of two such moments, when summer time ends."""
    wall = datetime.datetime.combine(day, datetime.time.fromisoformat(clock), STOCKHOLM)
    return wall.replace(fold=fold).astimezone(datetime.UTC)
