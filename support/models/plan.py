"""The city's goals, to which offerings can be linked for follow-up."""

from django.db import models


class PlanGoal(models.Model):
    slug = models.SlugField("adress", max_length=80, unique=True, help_text="Till exempel: tidiga-insatser.")
    name = models.CharField("namn", max_length=200, help_text="Som det står i beslutet.")
    source = models.CharField(
        "beslut",
        max_length=200,
        help_text="Vilket dokument det kommer från. Till exempel: Program för föräldraskapsstöd.",
    )

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Strategy(PlanGoal):
    """One of the strategies in the city's målbild for children and young people."""

    class Meta(PlanGoal.Meta):
        verbose_name = "strategi"
        verbose_name_plural = "strategier"


class Direction(PlanGoal):
    """One of the directions in the city's programme for parenting support."""

    class Meta(PlanGoal.Meta):
        verbose_name = "inriktning"
        verbose_name_plural = "inriktningar"
