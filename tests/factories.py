"""Plain functions that make one thing each, with good defaults.

    offering("babycafe", ages=(0, 1), topics=["anknytning"])

Words of the vocabulary, areas, places and administrations are made the first time they are named.
Whatever is made goes through the one door for change, as in the running guide.
"""

import datetime
import io
from collections.abc import Iterable
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone
from PIL import Image as Pillow

from support.ages import AgeSpan
from support.catalogue import affected_offerings, announce_change
from support.models import (
    Administration,
    Area,
    Assignment,
    Audience,
    Closure,
    Image,
    Occasion,
    Offering,
    OfferingType,
    Place,
    Schedule,
    SpokenLanguage,
    Term,
    Topic,
    Update,
)

Row = TypeVar("Row", bound=models.Model)

FORSKOLEFORVALTNINGEN = "forskoleforvaltningen"


def offering(
    slug: str,
    *,
    ages: tuple[int | None, int] = (0, 17),
    title: str | None = None,
    summary: str = "Stöd för dig som är förälder.",
    type: str | OfferingType = "course",
    topics: Iterable[str | Topic] = (),
    audiences: Iterable[str | Audience] = (),
    areas: Iterable[str | Area] = (),
    places: Iterable[str | Place] = (),
    administration: "str | Administration" = FORSKOLEFORVALTNINGEN,
    cooperating: "Iterable[str | Administration]" = (),
    spoken: Iterable[str] = (),
    status: str = Offering.Status.PUBLISHED,
    **fields: Any,
) -> Offering:
    """A published offering for `ages` in completed years (None: from pregnancy).

    Without areas or places it is for the whole city. Further `fields` are the model's own:
    `title_ar="…"`, `cost="free"`, `assured_on=…`.
    """
    areas, places = list(areas), list(places)
    span = AgeSpan.from_years(*ages)
    made = Offering.objects.create(
        **{
            "slug": slug,
            "title_sv": title or in_words(slug),
            "summary_sv": summary,
            "type": offering_type(type) if isinstance(type, str) else type,
            "administration": administration_of(administration),
            "minimum_age_months": span.minimum,
            "maximum_age_months": span.maximum,
            "expecting": span.expecting,
            "is_area_wide": not areas and not places,
            "phone": "033-35 70 00",
            "status": status,
            **fields,
        }
    )
    made.topics.set([topic(word) if isinstance(word, str) else word for word in topics])
    made.audiences.set([audience(word) if isinstance(word, str) else word for word in audiences])
    made.areas.set([area(word) if isinstance(word, str) else word for word in areas])
    made.places.set([place(word) if isinstance(word, str) else word for word in places])
    made.cooperating.set([administration_of(body) for body in cooperating])
    made.spoken_languages.set([spoken_language(code) for code in spoken])
    announce_change([made.pk])
    made.refresh_from_db()
    return made


# --- Vocabulary: found by its code, else made -----------------------------------------------------


def offering_type(code: str, **fields: Any) -> OfferingType:
    return _found_or_made(OfferingType, {"code": code}, slug=code, name_sv=in_words(code), fields=fields)


def topic(code: str, **fields: Any) -> Topic:
    """`topic("vald", is_sensitive=True)`"""
    return _found_or_made(Topic, {"code": code}, slug=code, name_sv=in_words(code), fields=fields)


def audience(code: str, **fields: Any) -> Audience:
    return _found_or_made(Audience, {"code": code}, slug=code, name_sv=in_words(code), fields=fields)


def spoken_language(code: str) -> SpokenLanguage:
    return _found_or_made(SpokenLanguage, {"code": code}, fields={})


def area(slug: str, **fields: Any) -> Area:
    return _found_or_made(Area, {"slug": slug}, name=in_words(slug), fields=fields)


def administration(slug: str = FORSKOLEFORVALTNINGEN, **fields: Any) -> Administration:
    return _found_or_made(
        Administration,
        {"slug": slug},
        name_sv=in_words(slug),
        kind=Administration.Kind.MUNICIPAL,
        fields=fields,
    )


# In `offering` the word "administration" is a parameter; this is the function, under another name.
def administration_of(body: str | Administration) -> Administration:
    return administration(body) if isinstance(body, str) else body


def place(slug: str, *, area: str | Area | None = None, **fields: Any) -> Place:
    """`place("hassleholmen", area="hassleholmen", latitude=57.72, longitude=12.99)`"""
    if isinstance(area, str):
        area = _found_or_made(Area, {"slug": area}, name=in_words(area), fields={})
    if area is not None:
        fields["area"] = area
    return _found_or_made(Place, {"slug": slug}, name=in_words(slug), city="Borås", fields=fields)


def place_in_use(slug: str, **fields: Any) -> Place:
    """It has a page, for there is something there."""
    there = place(slug, **fields)
    offering(f"at-{there.pk}", places=[there])
    return there


# --- Times -----------------------------------------------------------------------------------------


def schedule(
    offering: Offering, weekday: int | None, opens_at: str, closes_at: str, **fields: Any
) -> Schedule:
    """`schedule(babycafe, 2, "09:00", "12:00", assured_on=date(2026, 5, 4))`; Monday is 1.

    Without `assured_on` the time is unconfirmed: see `confirmed_schedule`.
    """
    made = Schedule.objects.create(
        offering=offering,
        weekday=weekday,
        opens_at=datetime.time.fromisoformat(opens_at),
        closes_at=datetime.time.fromisoformat(closes_at),
        **fields,
    )
    announce_change([offering.pk])
    return made


def occasion(offering: Offering, starts_at: datetime.datetime, **fields: Any) -> Occasion:
    made = Occasion.objects.create(offering=offering, starts_at=starts_at, **fields)
    announce_change([offering.pk])
    return made


def confirmed_schedule(
    offering: Offering, weekday: int | None, opens_at: str = "09:00", closes_at: str = "12:00", **fields: Any
) -> Schedule:
    """`confirmed_schedule(babycafe, 2)`: vouched for today."""
    return schedule(offering, weekday, opens_at, closes_at, **{"assured_on": timezone.localdate(), **fields})


def confirmed_occasion(offering: Offering, starts_at: datetime.datetime, **fields: Any) -> Occasion:
    return occasion(offering, starts_at, **{"assured_on": timezone.localdate(), **fields})


def closure(
    closed: Offering | Place, starts_on: datetime.date, ends_on: datetime.date | None = None, **fields: Any
) -> Closure:
    """Days when an offering, or everything at a place, is closed."""
    where = {"offering": closed} if isinstance(closed, Offering) else {"place": closed}
    made = Closure.objects.create(starts_on=starts_on, ends_on=ends_on or starts_on, **where, **fields)
    announce_change(Offering.objects.touched_by(made).values_list("pk", flat=True))
    return made


def term(name: str, starts_on: datetime.date, ends_on: datetime.date, **fields: Any) -> Term:
    """`term("Höstlov", date(2026, 10, 26), date(2026, 11, 1), kind="break")`"""
    made = Term.objects.create(name_sv=name, starts_on=starts_on, ends_on=ends_on, **fields)
    announce_change(affected_offerings(made))
    return made


# --- News ------------------------------------------------------------------------------------------


def update(
    slug: str,
    *,
    title: str | None = None,
    summary: str = "En nyhet från samordnaren.",
    administration: str | Administration = FORSKOLEFORVALTNINGEN,
    **fields: Any,
) -> Update:
    """A piece of news, published today."""
    made = Update.objects.create(
        **{
            "slug": slug,
            "title_sv": title or in_words(slug),
            "summary_sv": summary,
            "administration": administration_of(administration),
            "is_published": True,
            **fields,
        }
    )
    announce_change([])
    return made


# --- Pictures --------------------------------------------------------------------------------------


def image(of: Offering | Update, *, size: tuple[int, int] = (1200, 900), **fields: Any) -> Image:
    """`image(babycafe, alt_sv="Två barn bygger med klossar.", shown_until=date(2026, 5, 4))`"""
    file = io.BytesIO()
    Pillow.new("RGB", size, "teal").save(file, "PNG")
    belongs_to = {"offering" if isinstance(of, Offering) else "update": of}
    described = {} if fields.get("is_decorative") else {"alt_sv": "Två barn bygger med klossar."}
    made = Image.objects.create(
        file=ContentFile(file.getvalue(), "IMG_0001.png"), **belongs_to, **{**described, **fields}
    )
    announce_change([of.pk] if isinstance(of, Offering) else [])
    return made


# ---------------------------------------------------------------------------------------------------


def in_words(slug: str) -> str:
    """A name that can be told apart on a page: "babycafe-norrby" is "Babycafe norrby"."""
    return slug.replace("-", " ").capitalize()


def _found_or_made(model: type[Row], key: dict[str, str], *, fields: dict[str, Any], **defaults: Any) -> Row:
    """The row with that key, with `fields` set on it; made with `defaults` where there was none."""
    row = model._default_manager.filter(**key).first()
    if row is None:
        return model._default_manager.create(**{**defaults, **key, **fields})
    if fields:
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
    return row


# --- Who works at the desk -------------------------------------------------------------------------


def assigned(
    username: str,
    role: str = "",
    administration: str | Administration | None = None,
    language: str = "",
) -> User:
    """`assigned("kim", "publisher", "kulturforvaltningen")`. Without a role: somebody new, with nothing to do yet."""
    user = User.objects.filter(username=username).first() or User.objects.create_user(username, is_staff=True)
    if role:
        body = administration_of(administration) if administration else None
        Assignment.objects.create(user=user, role=role, administration=body, language=language)
    return user
