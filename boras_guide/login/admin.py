"""The library's own lists have no place at the desk: everybody minds her own login."""

from django.apps import apps
from django.contrib import admin

for label in ("account", "mfa", "socialaccount"):
    for model in apps.get_app_config(label).get_models():
        if admin.site.is_registered(model):
            admin.site.unregister(model)
