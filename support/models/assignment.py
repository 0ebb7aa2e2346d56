"""Who does what at the desk."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from boras_guide.languages import LANGUAGES, SOURCE
from support.models.administration import Administration


class Assignment(models.Model):
    """One role of one person: for an administration, for a language, or for the whole guide. See `support.rights`."""

    class Role(models.TextChoices):
        EDITOR = "editor", "redaktör"
        PUBLISHER = "publisher", "publicerare"
        TRANSLATOR = "translator", "översättare"
        COORDINATOR = "coordinator", "samordnare"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments", verbose_name="person"
    )
    role = models.CharField(
        "roll",
        max_length=12,
        choices=Role,
        help_text="Redaktören skriver. Publiceraren godkänner också. Översättaren ändrar bara texter på sitt språk. "
        "Samordnaren får göra allt.",
    )
    administration = models.ForeignKey(
        Administration,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name="för förvaltningen",
        help_text="För redaktör och publicerare.",
    )
    language = models.CharField(
        "till språket",
        max_length=12,
        blank=True,
        choices=[(code, lang.swedish_name) for code, lang in LANGUAGES.items() if code != SOURCE],
        help_text="För översättare.",
    )

    class Meta:
        verbose_name = "uppdrag"
        verbose_name_plural = "uppdrag"
        ordering = ["user", "role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "administration"],
                condition=Q(administration__isnull=False),
                name="assignment_once_for_administration",
                violation_error_message="Personen har redan det uppdraget.",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "language"],
                condition=Q(administration__isnull=True),
                name="assignment_once_for_language",
                violation_error_message="Personen har redan det uppdraget.",
            ),
            models.CheckConstraint(
                condition=Q(role__in=["editor", "publisher"], administration__isnull=False, language="")
                | Q(role="translator", administration__isnull=True) & ~Q(language="")
                | Q(role="coordinator", administration__isnull=True, language=""),
                name="assignment_fits_role",
                violation_error_message="En redaktör eller publicerare har en förvaltning, en översättare ett språk, "
                "och en samordnare inget av dem.",
            ),
        ]

    def __str__(self) -> str:
        scope = self.administration or (self.language and self.get_language_display())
        return f"{self.get_role_display()}, {scope}" if scope else self.get_role_display()
