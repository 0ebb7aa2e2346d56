from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class GuideConfig(AppConfig):
    name = "boras_guide"
    verbose_name = "Föräldraskapsguiden"


class DeskConfig(AdminConfig):
    """Django's admin as the editors' desk."""

    default_site = "boras_guide.desk.Desk"
