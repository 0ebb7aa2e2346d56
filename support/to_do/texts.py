"""Translations that lack or have been left behind, and news that nobody has published."""

from django.urls import reverse

from support.models import Offering, Update
from support.to_do.section import Me, Section, Task, of_offering, said
from support.translating import lacking_texts


def to_translate(me: Me) -> Section | None:
    if not me.rights.translates_to:
        return None
    lacking = lacking_texts(Offering.objects.published(me.at), me.rights.translates_to)
    return Section(
        "oversatt",
        "Att översätta",
        "Först det som har ändrats på svenska sedan det översattes, sedan det som saknas.",
        "Inget behöver översättas till ditt språk just nu.",
        [Task(one.title, of_offering(one.offering), do="Översätt", detail=str(one)) for one in lacking],
    )


def unpublished_news(me: Me) -> Section | None:
    if not me.rights.may_decide(Update):
        return None
    news = me.rights.decided(Update.objects.filter(is_published=False))
    never = news.exclude(pk__in=Update.objects.public_once(me.at).values("pk")).order_by("created_at")
    found = list(never.values("pk", "title_sv", "administration__name_sv", "created_at"))
    return Section(
        "nyheter",
        "Nyheter som inte är publicerade",
        "Läs, och kryssa i ”publicerad” när nyheten är klar.",
        "Inga nyheter väntar på att publiceras.",
        [
            Task(
                one["title_sv"],
                reverse("admin:support_update_change", args=[one["pk"]]),
                since=said("Skriven", one["created_at"]),
                responsible=one["administration__name_sv"],
            )
            for one in found
        ],
    )
