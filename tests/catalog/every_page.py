"""A page of each kind, and the content it needs. With `make()` done, all of them answer in every language."""

import datetime

from django.utils import timezone

from tests.factories import (
    area,
    audience,
    closure,
    confirmed_schedule,
    occasion,
    offering,
    place,
    schedule,
    topic,
    update,
)

# Kind → path after the language.
PATHS = {
    "start": "",
    "list": "stod/",
    "list with a filter": "stod/?age=3&type=course",
    "list without a hit": "stod/?age=17&type=course",
    "offering": "stod/babycafe/",
    "sensitive offering": "stod/refuge/",
    "chain": "alder/",
    "expecting": "alder/vantar-barn/",
    "age": "alder/0/",
    "age without anything": "alder/17/",
    "topics": "amne/",
    "topic": "amne/sleep/",
    "sensitive topic": "amne/violence/",
    "topic without anything": "amne/nothing/",
    "types": "typ/",
    "type": "typ/course/",
    "audiences": "for/",
    "audience": "for/father/",
    "audience without anything": "for/neighbour/",
    "areas": "omrade/",
    "area": "omrade/norrby/",
    "area without anything": "omrade/gota/",
    "places": "plats/",
    "place": "plats/hall/",
    "place without anything": "plats/shed/",
    "administrations": "aktor/",
    "administration": "aktor/forskoleforvaltningen/",
    "administration that only takes part": "aktor/partner/",
    "calendar": "kalender/",
    "list of times without anything": "kalender/?age=17&type=course",
    "list of the times of a day": f"kalender/?date={timezone.localdate() + datetime.timedelta(days=1)}",
    "news": "nytt/",
    "a piece of news": "nytt/news/",
    "urgent help": "akut/",
    "about": "om/",
    "accessibility statement": "tillganglighet/",
    "privacy": "integritet/",
    "open data": "oppna-data/",
    "minority languages": "minoritetssprak/",
}
SENSITIVE = {"sensitive offering", "sensitive topic", "urgent help"}


def make() -> None:
    for word in (
        "sleep",
        "meeting_others",
        "school_attendance",
        "new_in_sweden",
    ):  # the start page names them
        topic(word, description_sv=f"Vad {word} är.")
    topic("violence", is_sensitive=True)
    topic("nothing")
    audience("neighbour", heading_sv="För dig som är granne", description_sv="Du behövs.")
    area("gota", latitude=57.70, longitude=12.93)
    area("norrby", latitude=57.71, longitude=12.92)
    area("boda", latitude=57.73, longitude=12.95)
    place("shed", area="norrby", name="Boden")
    hall = place("hall", area="norrby", street_address="Norrbygatan 1")
    babycafe = offering(
        "babycafe",
        ages=(None, 2),
        topics=["sleep", "meeting_others"],
        audiences=["father", "all_important_adults"],
        places=[hall],
        cooperating=["partner"],
        description_sv="Vi sjunger.",
    )
    schedule(babycafe, 2, "09:00", "12:00", place=hall)
    for weekday in range(1, 8):
        confirmed_schedule(babycafe, weekday, "00:05", "23:55")
    occasion(babycafe, timezone.now() + datetime.timedelta(days=3))
    closure(hall, timezone.localdate() + datetime.timedelta(days=2), reason_sv="Städdag")
    offering("song", ages=(0, 3), topics=["sleep"], areas=["boda"], type="group")
    offering("playgroup", ages=(2, 5), topics=["sleep"], audiences=["all_important_adults"])
    offering("refuge", ages=(0, 16), type="helpline", topics=["violence"])
    offering("gone", status="withdrawn", places=["shed"])
    update("news", title="Ny familjecentral på Norrby")
    update("more-news", administration="messenger")
