"""The city's goals, to which offerings are linked for follow-up."""

from django.contrib import admin

from support.admin.base import DeskAdmin
from support.models import Direction, Strategy


@admin.register(Strategy, Direction)
class PlanGoalAdmin(DeskAdmin):
    list_display = ["name", "source"]
    search_fields = ["name", "source"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "source", "slug"]
