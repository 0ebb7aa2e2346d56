"""The morning on which tests of the times in the desk stand still."""

import datetime

from support.schedule import STOCKHOLM

DAY = datetime.timedelta(days=1)
MONDAY = datetime.datetime(2026, 10, 5, 8, tzinfo=STOCKHOLM)
TODAY = MONDAY.date()
