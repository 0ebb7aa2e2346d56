from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.browse_list import browse_list
from catalog.browse_page import answer, browse_page, list_url
from catalog.crumbs import crumb
from catalog.shelves import alphabetical, coming_weeks, named_by_type, shelves
from catalog.shown import current_language
from catalog.views.moved import moved
from catalog.vocabulary import vocabulary
from support.models import Offering, Topic

NEIGHBOURS = 6


@require_safe
def topic_list(request: HttpRequest) -> HttpResponse:
    return render(request, "catalog/topic_list.html", browse_list("topic", timezone.now()))


@require_safe
def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    topic = Topic.objects.filter(slug=slug).first()
    if topic is None:
        return moved(Topic.objects.all(), slug)
    language = current_language()
    now = timezone.now()
    offerings = Offering.objects.published(now).about([topic.code])
    known = coming_weeks(offerings, language, now)
    url = list_url(topic=topic.code)
    own = named_by_type(shelves(offerings, language, known, by="type_id", order=alphabetical(language)), url)
    context = browse_page(topic, offerings, own, crumbs=[crumb("topic_list")], url=url)
    context["neighbours"] = vocabulary(language, only={"topic": neighbours(topic, offerings)})["topic"]
    return answer(request, "catalog/topic_detail.html", context)


def neighbours(topic: Topic, offerings: QuerySet) -> QuerySet:
    """The topics that most of the same offerings are about."""
    others = (
        Topic.objects.in_use().exclude(pk=topic.pk).filter(offerings__in=offerings.order_by().values("pk"))
    )
    nearest = others.order_by().annotate(shared=Count("offerings")).order_by("-shared", "pk")
    return Topic.objects.filter(pk__in=nearest.values("pk")[:NEIGHBOURS])
