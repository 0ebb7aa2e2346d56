"""A form that is sent twice makes one object.

Each form has a receipt of its own. With what was typed it is kept in the transaction that saves: the same form with
the same words is saved already; with other words (somebody went Back and changed them) it is shown once more.
"""

from __future__ import annotations

import re
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.html import format_html
from django.utils.safestring import SafeString

from support.catalogue import one_at_a_time
from support.models import FormReceipt
from support.models.form_receipt import KEPT

HALF, BUTTON = 64, 16  # bits
# Which rows there were (of a working version they are others), and what is nowhere kept, not even like this.
NOT_TYPED = re.compile("^_|^csrfmiddlewaretoken$|-id$|password")
PRESSED = re.compile("^_(?!receipt$|seen$|popup$|to_field$)")  # the buttons, and the words to who reviews
NO_RECEIPT = "Sidan var för gammal för att sparas direkt. Se efter att allt stämmer, och spara igen."


@dataclass(frozen=True)
class Receipt:
    """Half of the token says which form it was, the other half what was typed in it, and last the button."""

    form: int
    typed: int

    @classmethod
    def sent_with(cls, request: HttpRequest) -> Receipt | None:
        form = request.POST.get("_receipt", "")
        if not re.fullmatch("[0-9a-f]{16}", form):
            return None
        names = sorted(request.POST)
        files = sorted((name, file.name, file.size) for name, file in request.FILES.items())
        typed = [(name, request.POST.getlist(name)) for name in names if not NOT_TYPED.search(name)]
        pressed = [(name, request.POST.getlist(name)) for name in names if PRESSED.search(name)]
        words = bits_of((typed, files), HALF - BUTTON)
        return cls(int(form, 16), words << BUTTON | bits_of(pressed, BUTTON))

    @property
    def token(self) -> uuid.UUID:
        return uuid.UUID(int=self.form << HALF | self.typed)

    def kept(self, request: HttpRequest, model: type[models.Model]) -> models.QuerySet[FormReceipt]:
        """Of the same form, whatever was typed; another person's is nobody's."""
        return self._kept_between(request, model, 0, 2**HALF - 1)

    def kept_with_words(
        self, request: HttpRequest, model: type[models.Model]
    ) -> models.QuerySet[FormReceipt]:
        """With the same words, whichever button was pressed."""
        first = self.typed >> BUTTON << BUTTON
        return self._kept_between(request, model, first, first + 2**BUTTON - 1)

    def _kept_between(
        self, request: HttpRequest, model: type[models.Model], first: int, last: int
    ) -> models.QuerySet[FormReceipt]:
        kind = ContentType.objects.get_for_model(model)
        span = (Receipt(self.form, first).token, Receipt(self.form, last).token)
        return FormReceipt.objects.filter(token__range=span, user=request.user, content_type=kind)


def bits_of(said: object, bits: int) -> int:
    """Keyed: nobody who reads the receipts can try which words give the same."""
    digest = salted_hmac("form receipt", repr(said), algorithm="sha256").digest()
    return int.from_bytes(digest, "big") >> (len(digest) * 8 - bits)


class MakesOneObject(admin.ModelAdmin):
    def new_receipt(self) -> str:
        return secrets.token_hex(HALF // 8)

    def add_once(self, request: HttpRequest, show: Callable[[], HttpResponse]) -> HttpResponse:
        request.receipt = self.new_receipt()
        if request.method != "POST":
            return show()
        with transaction.atomic():
            one_at_a_time()
            if again := self.received_already(request):
                return again
            receipt = Receipt.sent_with(request)
            earlier = receipt and receipt.kept(request, self.model).first()
            if receipt is None:
                request.held = NO_RECEIPT
            elif earlier:
                request.held = self._saved_with_other_words(earlier)
            else:
                request.receipt = request.POST["_receipt"]
            return show()

    def _saved_with_other_words(self, earlier: FormReceipt) -> SafeString:
        address = self.page_of(earlier.object_id)
        words = (
            'Du har redan lagt till <a href="{}">{}</a> med det här formuläret. '
            "Spara igen om du vill lägga till en till."
        )
        return format_html(words, address, earlier.made or "något som är borttaget sedan dess")

    def page_of(self, pk: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[pk])

    # --- The same again -----------------------------------------------------------------------------

    def received_already(self, request: HttpRequest) -> HttpResponse | None:
        """Where the first led, if this is the second."""
        receipt = Receipt.sent_with(request)
        kept = list(receipt.kept_with_words(request, self.model)) if receipt else []
        if not kept:
            return None
        made = kept[0].made
        is_other_button = receipt.token not in {one.token for one in kept}
        if made and is_other_button and (answer := self.do_also(request, made)):
            return answer
        return self.answer_again(request, made)

    def answer_again(self, request: HttpRequest, made: models.Model | None) -> HttpResponse:
        if made and IS_POPUP_VAR in request.POST:
            return self.response_add(request, made)
        told = "Redan sparat." if made else "Redan sparat, men borttaget sedan dess."
        messages.info(request, told, extra_tags="saved")
        if made and self.has_view_or_change_permission(request, made):
            return HttpResponseRedirect(self.page_of(made.pk))
        return HttpResponseRedirect(reverse("admin:index"))

    def do_also(self, request: HttpRequest, made: models.Model) -> HttpResponse | None:
        """What is saved already was saved by another button: what this one says on top of that."""
        return None

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        self._keep_receipt(request, obj)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        self._keep_receipt(request, obj)
        return super().log_change(request, obj, message)

    def _keep_receipt(self, request: HttpRequest, obj: models.Model) -> None:
        """In the transaction that saves."""
        receipt = Receipt.sent_with(request)
        if receipt is None:
            return
        now = timezone.now()
        FormReceipt.objects.filter(received_at__lt=now - KEPT).delete()
        FormReceipt.objects.create(
            token=receipt.token,
            user=request.user,
            content_type=ContentType.objects.get_for_model(self.model),
            object_id=obj.pk,
            received_at=now,
        )
