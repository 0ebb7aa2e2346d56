"""News from the coordinator."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from support.models.administration import Administration
from support.models.succession import refuse_circle

# Older news gets a notice that it may hold outdated information.
NEWS_STAYS_FRESH = datetime.timedelta(days=365)


class UpdateQuerySet(models.QuerySet):
    def published(self, at: datetime.datetime) -> "UpdateQuerySet":
        return self.filter(
            Q(publish_until__isnull=True) | Q(publish_until__gt=at),
            is_published=True,
            published_on__lte=timezone.localdate(at),
        )


class Update(models.Model):
    """One piece of news: what was decided or has changed."""

    slug = models.SlugField("adress", max_length=100, unique=True)
    title = models.CharField("rubrik", max_length=160)
    summary = models.TextField("ingress", max_length=400)
    body = models.TextField(
        "text", blank=True, help_text="Markdown: tom rad för nytt stycke, - för punktlista."
    )
    administration = models.ForeignKey(
        Administration, models.PROTECT, related_name="updates", verbose_name="ansvarig"
    )
    is_published = models.BooleanField("publicerad", default=False)
    published_on = models.DateField("datum", default=timezone.localdate)
    publish_until = models.DateTimeField("visas till", null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name="ersatt av",
        help_text="En nyare nyhet om samma sak. Läsaren får veta det, med länk.",
    )
    source_url = models.URLField("källa", max_length=500, blank=True)
    created_at = models.DateTimeField("skapad", auto_now_add=True)
    changed_at = models.DateTimeField("senast ändrad", auto_now=True)

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
            )
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
