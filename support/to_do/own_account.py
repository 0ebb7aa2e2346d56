"""What somebody else has done with her way in."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from support.account_acts import GIVEN, let_in_by_others
from support.models import AuditEntry
from support.people import name_of
from support.to_do.section import RECENTLY, Me, Section, Task, said


def own_account(me: Me) -> Section | None:
    """None where nobody has. For two weeks, not once: somebody else may have been the first to come in."""
    entries = let_in_by_others(me.user, me.at - RECENTLY).select_related("user").order_by("-at", "-pk")
    told = {(one.act == GIVEN, _by(one), timezone.localdate(one.at)): one for one in entries}
    if not told:
        return None
    return Section(
        "inloggning",
        "Din inloggning är ändrad",
        f"Var det inte du som bad om det? Byt lösenord, och hör av dig till {settings.GUIDE_EMAIL}.",
        "",
        [_task(one) for one in told.values()],
    )


def _task(entry: AuditEntry) -> Task:
    what = "Du fick ett nytt engångslösenord" if entry.act == GIVEN else "Din andra faktor togs bort"
    return Task(what, reverse("mfa_index"), do="Din inloggning", since=said("Ändrat", entry.at, _by(entry)))


def _by(entry: AuditEntry) -> str:
    """The account may be gone; a command is nobody's."""
    return name_of(entry.user) if entry.user else entry.username or "den som sköter driften"
