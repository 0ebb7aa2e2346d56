"""The city's goals, to which offerings are linked for follow-up."""

from django.contrib import admin

from support.admin.base import DeskAdmin
from support.admin.columns import CountsOfferings
from support.models import Direction, Strategy


class PlanGoalAdmin(CountsOfferings, DeskAdmin):
    list_display = ["name", "number_of_offerings", "source"]
    list_filter = ["source"]
    search_fields = ["name", "source"]
    search_help_text = "Sök på namn eller beslut. Du kan skriva utan å, ä och ö."
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "source", "slug"]


@admin.register(Strategy)
class StrategyAdmin(PlanGoalAdmin):
    offerings_by = ("strategies",)
    offerings_filter = ("strategies__id__exact", "pk")


@admin.register(Direction)
class DirectionAdmin(PlanGoalAdmin):
    offerings_by = ("directions",)
    offerings_filter = ("directions__id__exact", "pk")
