"""News from the coordinator."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from support.models.administration import Administration
from support.models.publicity import once_shown
from support.models.succession import refuse_circle

# Older news gets a notice that it may hold outdated information.
NEWS_STAYS_FRESH = datetime.timedelta(days=365)


class UpdateQuerySet(models.QuerySet):
    def published(self, at: datetime.datetime) -> "UpdateQuerySet":
        return self.filter(self._is_published(at))

    def withdrawn(self, at: datetime.datetime) -> "UpdateQuerySet":
        """What the public could read once, and cannot any more."""
        is_over = Q(is_published=True, publish_until__lte=at, published_on__lte=timezone.localdate(at))
        was_shown = Q(is_published=True, published_on__lte=F("until__date"))
        shown_once = Q(pk__in=once_shown(self.model.history.all(), was_shown, at))
        return self.filter(~self._is_published(at), is_over | shown_once)

    def public_once(self, at: datetime.datetime) -> "UpdateQuerySet":
        """What the public may read, or could once: a link to it leads somewhere."""
        return self.published(at) | self.withdrawn(at)

    def _is_published(self, at: datetime.datetime) -> Q:
        return Q(
            Q(publish_until__isnull=True) | Q(publish_until__gt=at),
            is_published=True,
            published_on__lte=timezone.localdate(at),
        )

    def pinned(self, at: datetime.datetime) -> "UpdateQuerySet":
        """What every page says in a line at the top; the newest first."""
        return self.published(at).filter(pinned_until__gte=timezone.localdate(at), replaced_by__isnull=True)


class Update(models.Model):
    """One piece of news: what was decided or has changed."""

    slug = models.SlugField(
        "adress",
        max_length=100,
        unique=True,
        help_text="Sista delen av sidans adress, till exempel ny-familjecentral.",
    )
    title = models.CharField(
        "rubrik",
        max_length=160,
        help_text="Det som har hänt. Till exempel: Ny familjecentral öppnar på Norrby.",
    )
    summary = models.TextField(
        "ingress", max_length=400, help_text="En eller två meningar: vad betyder det för den som är förälder?"
    )
    body = models.TextField("text", blank=True, help_text="Resten, för den som vill veta mer.")
    administration = models.ForeignKey(
        Administration,
        models.PROTECT,
        related_name="updates",
        verbose_name="ansvarig",
        help_text="Den som står bakom nyheten och svarar på frågor.",
    )
    is_published = models.BooleanField(
        "publicerad", default=False, help_text="Kryssa ur för att sluta visa den. Den tas aldrig bort."
    )
    published_on = models.DateField(
        "datum",
        default=timezone.localdate,
        help_text="Står på nyheten. Är dagen inte här än visas den först då.",
    )
    publish_until = models.DateTimeField("visas till", null=True, blank=True, help_text="Tomt: tills vidare.")
    pinned_until = models.DateField(
        "rad överst på alla sidor till och med",
        null=True,
        blank=True,
        help_text="Rubriken visas överst på varje sida till och med den dagen. Tomt: inte alls. "
        "Till det som alla behöver veta nu, till exempel att något är stängt.",
    )
    replaced_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name="ersatt av",
        help_text="En nyare nyhet om samma sak. Läsaren får veta det, med länk.",
    )
    source_url = models.URLField(
        "källa", max_length=500, blank=True, help_text="Beslutet eller sidan som nyheten bygger på."
    )
    created_at = models.DateTimeField("skapad", auto_now_add=True)
    changed_at = models.DateTimeField("senast ändrad", auto_now=True)
    changed_by = models.ForeignKey(
        Administration,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="ändrad av",
        help_text="Den förvaltning som senast ändrade. Tomt: ingen har ändrat sedan uppgifterna hämtades.",
    )

    objects = UpdateQuerySet.as_manager()

    class Meta:
        verbose_name = "nyhet"
        verbose_name_plural = "nyheter"
        ordering = ["-published_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("id")),
                name="update_not_replaced_by_itself",
                violation_error_message="En nyhet kan inte ersätta sig själv.",
            ),
            models.CheckConstraint(
                condition=Q(pinned_until__isnull=True) | Q(pinned_until__gte=F("published_on")),
                name="update_pinned_after_published",
                violation_error_message="Raden överst på sidorna slutar innan nyheten börjar visas. Välj en senare dag.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("update_detail", args=[self.slug])

    def clean(self) -> None:
        refuse_circle(self)

    def why_outdated(self, on: datetime.date) -> str:
        """Why it may hold outdated information: "replaced", "old", or "" when it is fresh."""
        if self.replaced_by_id:
            return "replaced"
        return "old" if on - self.published_on > NEWS_STAYS_FRESH else ""
