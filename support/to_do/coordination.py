"""What a coordinator keeps an eye on."""

from django.contrib.auth import get_user_model
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse, reverse_lazy

from support.models import Assignment, Offering
from support.people import NAMES, name_in
from support.to_do.section import RECENTLY, Me, Section, Task, of_offering, said

WITHDRAWN = "Tillbakadragen"  # what history says of it
Status = Offering.Status
NOBODY_WRITES = Task(
    "Lägg till dem som ska skriva",
    reverse_lazy("admin:auth_user_add"),
    do="Lägg till",
    detail="Ingen har något uppdrag än.",
)


def withdrawn_sensitive(me: Me) -> Section | None:
    if not me.rights.is_coordinator:
        return None
    withdrawn = Offering.history.filter(
        id=OuterRef("pk"), history_change_reason=WITHDRAWN, history_date__gt=me.at - RECENTLY
    ).order_by("-history_date")
    told = {
        "day": Subquery(withdrawn.values("history_date")[:1]),
        **{f"by__{name}": Subquery(withdrawn.values(f"history_user__{name}")[:1]) for name in NAMES},
    }
    rows = Offering.objects.filter(status=Status.WITHDRAWN, is_sensitive=True).annotate(**told)
    found = list(rows.filter(day__isnull=False).order_by("-day").values("pk", "title_sv", *told))
    return Section(
        "tillbakadraget",
        "Nyligen tillbakadraget, känsligt",
        "Se efter att den som söker hjälp inte står utan.",
        "Inget känsligt har dragits tillbaka de senaste två veckorna.",
        [
            Task(
                one["title_sv"],
                of_offering(one["pk"]),
                since=said("Tillbakadraget", one["day"], name_in(one, "by")),
                is_sensitive=True,
            )
            for one in found
        ],
    )


def accounts(me: Me) -> Section | None:
    if not me.rights.is_coordinator:
        return None
    waiting = Q(one_time_password__isnull=False)
    rows = get_user_model().objects.filter(
        Q(assignments=None, is_superuser=False) | waiting, is_active=True, is_staff=True
    )
    if not me.user.is_superuser:
        rows = rows.filter(is_superuser=False)
    rows = rows.order_by("username").values(
        "pk", "date_joined", *NAMES, role=F("assignments"), code=F("one_time_password")
    )
    found = list({one["pk"]: one for one in rows}.values())  # once, however many assignments
    tasks = [
        Task(
            name_in(one),
            reverse("admin:auth_user_change", args=[one["pk"]]),
            since=said("Kontot skapat", one["date_joined"]),
            detail=" ".join(
                words
                for words, is_so in (
                    ("Har inget uppdrag.", one["role"] is None),
                    ("Har inte bytt sitt engångslösenord.", one["code"] is not None),
                )
                if is_so
            ),
        )
        for one in found
    ]
    beginning = [] if Assignment.objects.exists() else [NOBODY_WRITES]
    return Section(
        "konton",
        "Konton som inte är klara",
        "Ge ett uppdrag till den som saknar det. Påminn den som inte har loggat in.",
        "Alla konton har uppdrag och är i bruk.",
        [*beginning, *tasks],
    )
