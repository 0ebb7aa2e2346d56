"""What has been sent for review, and what came of it."""

from django.conf import settings
from django.db import models

from support.models.offering import Offering


class SubmissionQuerySet(models.QuerySet):
    def waiting(self) -> "SubmissionQuerySet":
        return self.filter(decision="")


class Submission(models.Model):
    """One round of review. The offering is the lasting row: also when a working version of it was sent."""

    class Decision(models.TextChoices):
        APPROVED = "approved", "godkänd"
        SENT_BACK = "sent_back", "skickad tillbaka"
        TAKEN_BACK = "taken_back", "tillbakatagen"

    offering = models.ForeignKey(
        Offering, models.CASCADE, related_name="submissions", verbose_name="erbjudande"
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="skickad av"
    )
    sent_at = models.DateTimeField("skickad")
    note = models.TextField("till granskaren", blank=True)
    decision = models.CharField("beslut", max_length=12, choices=Decision, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="beslutad av"
    )
    decided_at = models.DateTimeField("beslutad", null=True)
    comment = models.TextField("granskarens kommentar", blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = "inlämning"
        verbose_name_plural = "inlämningar"
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["offering"], condition=models.Q(decision=""), name="submission_one_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.offering}, {self.get_decision_display() or 'väntar på granskning'}"
