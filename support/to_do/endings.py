"""What is published, and does not last."""

import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from support.models import Image, Offering, Schedule
from support.moments import day
from support.renewal import to_renew
from support.schedule_warnings import ENDS_SOON
from support.to_do.section import Me, Section, Task, of_offering


def ends_soon(me: Me) -> Section | None:
    if not me.keeps:
        return None
    kept = me.kept(Offering.objects.published(me.at))
    ends: dict[int, list[tuple[datetime.date, str]]] = {}
    for offering, last, words in [
        *windows(kept, me.today),
        *times(kept, me.today),
        *consents(kept, me.today),
    ]:
        ends.setdefault(offering, []).append((last, words))
    order = sorted(ends, key=lambda offering: (min(ends[offering]), offering))
    titles = dict(Offering.objects.filter(pk__in=order).values_list("pk", "title_sv"))
    return Section(
        "slutar",
        "Slutar snart",
        "Se efter om det stämmer, och skriv in det som gäller sedan.",
        "Inget slutar de närmaste 30 dagarna.",
        [
            Task(
                titles[pk],
                of_offering(pk),
                do="Se över",
                detail=" ".join(words for _, words in sorted(ends[pk])),
            )
            for pk in order
        ],
    )


End = tuple[int, datetime.date, str]


def windows(kept: QuerySet[Offering], today: datetime.date) -> list[End]:
    soon = today + ENDS_SOON
    ending = kept.filter(Q(publish_until__date__lte=soon) | Q(review_by__lte=soon))
    ends = []
    for pk, until, review_by in ending.values_list("pk", "publish_until", "review_by"):
        last = until and timezone.localdate(until)
        if last and last <= soon:
            ends.append((pk, last, f"Slutar visas {day(last)}."))
        if review_by and review_by <= soon:
            words = "Skulle ses över" if review_by < today else "Ses över senast"
            ends.append((pk, review_by, f"{words} {day(review_by)}."))
    return ends


def times(kept: QuerySet[Offering], today: datetime.date) -> list[End]:
    """Times that end, or ended within a month, and do not go on in later ones."""
    recent = (today - ENDS_SOON, today + ENDS_SOON)
    ending = Schedule.objects.filter(offering__in=kept.values("pk"), valid_until__range=recent)
    beside = Schedule.objects.filter(offering__in=ending.values("offering")).order_by("pk")
    days: dict[int, list[datetime.date]] = {}
    for schedule in to_renew(beside, today):
        if schedule.valid_until and schedule.valid_until >= recent[0]:
            days.setdefault(schedule.offering_id, []).append(schedule.valid_until)
    return [(pk, min(last), _times_in_words(last, today)) for pk, last in days.items()]


def _times_in_words(last: list[datetime.date], today: datetime.date) -> str:
    what = "En tid" if len(last) == 1 else f"{len(last)} tider"
    return f"{what} {'slutar' if min(last) >= today else 'slutade'} {day(min(last))}."


def consents(kept: QuerySet[Offering], today: datetime.date) -> list[End]:
    pictures = Image.objects.filter(offering__in=kept.values("pk"), shown_until__lte=today + ENDS_SOON)
    return [
        (pk, until, f"Samtycket till bilden {'går' if until >= today else 'gick'} ut {day(until)}.")
        for pk, until in pictures.values_list("offering", "shown_until")
    ]
