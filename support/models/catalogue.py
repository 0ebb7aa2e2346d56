from django.db import models


class CatalogueRevisionManager(models.Manager):
    def current(self) -> "CatalogueRevision":
        return self.first() or CatalogueRevision()

    def advance(self) -> None:
        """One step forward. The row lock puts simultaneous changes in line."""
        if not self.filter(pk=1).update(number=models.F("number") + 1):
            self.create(pk=1, number=1)


class CatalogueRevision(models.Model):
    """One row: the number of the catalogue as the public sees it. Every change raises it."""

    number = models.PositiveBigIntegerField(default=0)
    has_demo_times = models.BooleanField(
        default=False, help_text="Tiderna är flyttade för att visa guiden. Varje sida säger det."
    )

    objects = CatalogueRevisionManager()

    class Meta:
        verbose_name = "katalogens version"
        verbose_name_plural = "katalogens version"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="catalogue_revision_is_one_row")]

    def __str__(self) -> str:
        return f"version {self.number}"
