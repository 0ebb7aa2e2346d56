"""Who works at the desk: Django's own lists, searched like the others."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from support.admin.search import FoldedSearch

admin.site.unregister([Group, User])


@admin.register(Group)
class DeskGroupAdmin(FoldedSearch, GroupAdmin):
    pass


@admin.register(User)
class DeskUserAdmin(FoldedSearch, UserAdmin):
    pass
