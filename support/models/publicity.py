"""What the public could see once, as far as history knows."""

import datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce


def once_shown(history: QuerySet, is_shown: Q, at: datetime.datetime) -> QuerySet:
    """Ids of the rows of which some record was shown; `is_shown` may ask `until`, when the record was changed.

    What was planned and called off before its day was never there.
    """
    later = history.filter(id=OuterRef("id"), history_date__gt=OuterRef("history_date"))
    changed = Subquery(later.order_by("history_date").values("history_date")[:1])
    return history.annotate(until=Coalesce(changed, Value(at))).filter(is_shown).values("id")
