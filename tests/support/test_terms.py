"""Term time: what is known of it, what is not, and what an editor may write."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from support.models import Term
from support.schedule import Occurrence, Recurring, SchoolCalendar, SchoolPeriod, Times, occurrences
from tests.factories import term

DAY = datetime.timedelta(days=1)
SPRING = SchoolPeriod(1, datetime.date(2026, 1, 12), datetime.date(2026, 6, 12))
AUTUMN = SchoolPeriod(2, datetime.date(2026, 8, 17), datetime.date(2026, 12, 18))
NEXT_AUTUMN = SchoolPeriod(3, datetime.date(2027, 8, 16), datetime.date(2027, 12, 17))
WINTER_BREAK = SchoolPeriod(4, datetime.date(2026, 2, 9), datetime.date(2026, 2, 13), is_break=True)


def tuesdays(*periods: SchoolPeriod, first: datetime.date, last: datetime.date) -> list[Occurrence]:
    in_term_time = Recurring(
        1,
        datetime.time(9),
        datetime.time(12),
        weekday=2,
        term_time_only=True,
        assured_on=datetime.date(2026, 1, 1),
    )
    school = SchoolCalendar.of(periods)
    return occurrences(Times((in_term_time,)), first, last, school, today=datetime.date(2026, 1, 1))


def test_where_no_term_is_known_nothing_is_shown():
    year = {"first": datetime.date(2026, 1, 1), "last": datetime.date(2026, 12, 31)}

    assert tuesdays(**year) == []
    assert {one.day for one in tuesdays(AUTUMN, **year)} == {
        AUTUMN.starts_on + number * 7 * DAY + DAY for number in range(18)
    }


def test_from_the_first_day_of_school_to_the_last():
    two_weeks = SchoolPeriod(1, datetime.date(2026, 9, 1), datetime.date(2026, 9, 15))

    found = tuesdays(two_weeks, first=datetime.date(2026, 8, 1), last=datetime.date(2026, 10, 1))

    assert [one.day.day for one in found] == [1, 8, 15]


def test_a_break_stops_it_and_says_which():
    [one] = tuesdays(SPRING, WINTER_BREAK, first=WINTER_BREAK.starts_on, last=WINTER_BREAK.ends_on)

    assert one.stopped_by == WINTER_BREAK


def test_a_break_between_two_terms_says_so_too():
    summer_break = SchoolPeriod(5, datetime.date(2026, 6, 13), datetime.date(2026, 8, 16), is_break=True)
    found = tuesdays(SPRING, AUTUMN, summer_break, first=summer_break.starts_on, last=summer_break.ends_on)

    assert len(found) == 9
    assert {one.stopped_by for one in found} == {summer_break}


def test_the_summer_between_two_terms_is_known_and_nothing_runs_then():
    summer = [AUTUMN.starts_on - number * DAY for number in range(1, 66)]

    assert min(summer) == SPRING.ends_on + DAY
    assert all(SchoolCalendar.of([SPRING, AUTUMN]).is_known(day) for day in summer)
    assert tuesdays(SPRING, AUTUMN, first=min(summer), last=max(summer)) == []


@pytest.mark.parametrize(
    ("periods", "day", "is_known"),
    [
        ((), (2026, 9, 16), False),
        ((SPRING, AUTUMN), (2026, 1, 11), False),  # before the first of which anything is known
        ((SPRING, AUTUMN), (2026, 1, 12), True),
        ((SPRING, AUTUMN), (2026, 12, 18), True),
        ((SPRING, AUTUMN), (2026, 12, 19), False),  # after the last
        ((AUTUMN, NEXT_AUTUMN), (2027, 3, 1), False),  # nobody has entered that spring
        ((AUTUMN, NEXT_AUTUMN), (2026, 12, 19), False),
        ((NEXT_AUTUMN, AUTUMN), (2027, 8, 16), True),  # in whatever order they come
        ((WINTER_BREAK,), (2026, 2, 10), False),  # a break alone says nothing of terms
    ],
)
def test_what_is_known_of_a_day(periods, day, is_known):
    assert SchoolCalendar.of(periods).is_known(datetime.date(*day)) is is_known


# --- As content ----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_calendar_holds_terms_and_breaks_as_they_are_entered():
    autumn = term("Höstterminen", AUTUMN.starts_on, AUTUMN.ends_on)
    spring = term("Vårterminen", SPRING.starts_on, SPRING.ends_on)
    winter = term("Sportlov", WINTER_BREAK.starts_on, WINTER_BREAK.ends_on, kind=Term.Kind.BREAK)

    assert Term.objects.calendar() == SchoolCalendar(
        (
            SchoolPeriod(spring.pk, SPRING.starts_on, SPRING.ends_on),
            SchoolPeriod(autumn.pk, AUTUMN.starts_on, AUTUMN.ends_on),
        ),
        (SchoolPeriod(winter.pk, WINTER_BREAK.starts_on, WINTER_BREAK.ends_on, is_break=True),),
    )


@pytest.mark.django_db
def test_a_term_cannot_end_before_it_begins():
    with pytest.raises(IntegrityError), transaction.atomic():
        term("Hösttermin", AUTUMN.ends_on, AUTUMN.starts_on)
    with pytest.raises(ValidationError, match="byt plats på datumen"):
        Term(name="Hösttermin", starts_on=AUTUMN.ends_on, ends_on=AUTUMN.starts_on).full_clean()


@pytest.mark.django_db
def test_two_terms_cannot_begin_on_one_day():
    term("Hösttermin", AUTUMN.starts_on, AUTUMN.ends_on)

    with pytest.raises(IntegrityError), transaction.atomic():
        term("En till", AUTUMN.starts_on, AUTUMN.ends_on)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "starts_on", "ends_on", "is_taken"),
    [
        ("term", AUTUMN.ends_on, AUTUMN.ends_on + 30 * DAY, False),
        ("term", AUTUMN.starts_on - 30 * DAY, AUTUMN.starts_on, False),
        ("term", AUTUMN.starts_on + DAY, AUTUMN.ends_on - DAY, False),
        ("term", AUTUMN.ends_on + DAY, AUTUMN.ends_on + 30 * DAY, True),
        ("break", AUTUMN.starts_on + 60 * DAY, AUTUMN.starts_on + 66 * DAY, True),  # breaks lie in terms
    ],
)
def test_two_terms_cannot_share_a_day(kind, starts_on, ends_on, is_taken):
    term("Höstterminen 2026", AUTUMN.starts_on, AUTUMN.ends_on)
    another = Term(name_sv="En till", kind=kind, starts_on=starts_on, ends_on=ends_on)

    if is_taken:
        another.full_clean()
    else:
        with pytest.raises(ValidationError, match="Höstterminen 2026"):
            another.full_clean()


@pytest.mark.django_db
def test_a_term_may_be_changed_without_being_in_its_own_way():
    autumn = term("Hösttermin", AUTUMN.starts_on, AUTUMN.ends_on)
    autumn.ends_on -= DAY

    autumn.full_clean()
