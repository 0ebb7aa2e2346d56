from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from boras_guide.languages import negotiate
from catalog import machine_made
from catalog.cards import TYPES_TO_ASK
from catalog.shown import current_language
from catalog.today import today_in_short
from catalog.update_page import is_machine_made, readable
from catalog.vocabulary import MODELS, vocabulary
from support.ages import YEARS_OF_CHILDHOOD
from support.models import Offering, Update

NEWS_ON_START = 3


@require_safe
def negotiate_language(request: HttpRequest) -> HttpResponse:
    """`/`: to the start page in the language the browser asks for."""
    language = negotiate(request.headers.get("Accept-Language", ""))
    response = HttpResponseRedirect(f"/{language.code}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    language = current_language()
    in_use = {kind: MODELS[kind].objects.in_use() for kind in ("type", "topic", "audience", "area")}
    entries = vocabulary(language, only=in_use)
    # What may be out of date is no news; the list has it.
    newest = readable(Update.objects.published(now)[:NEWS_ON_START], now)
    updates = [update for update in newest if not update.is_outdated]
    offerings = Offering.objects.published(now)
    context = {
        **today_in_short(offerings.filter(is_sensitive=False), language, now),
        "ages": YEARS_OF_CHILDHOOD,
        "types": entries["type"],
        "types_to_ask": [entry for entry in entries["type"] if entry.code in TYPES_TO_ASK],
        "topics": entries["topic"],
        "audiences": entries["audience"],
        "areas": entries["area"],
        "updates": updates,
        "has_machine_text": is_machine_made(updates) or machine_made.has_names(language),
        "offering_total": offerings.count(),
    }
    return render(request, "catalog/start.html", context)
