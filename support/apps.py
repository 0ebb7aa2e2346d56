from django.apps import AppConfig
from django.db.backends.signals import connection_created

from support.folding import teach_sqlite


class SupportConfig(AppConfig):
    name = "support"
    verbose_name = "Allt innehåll"  # in the breadcrumbs of the desk

    def ready(self) -> None:
        from simple_history.signals import post_create_historical_record  # type: ignore[import-untyped]

        from support import account_acts, audit  # noqa: F401 (the former receives)

        connection_created.connect(teach_sqlite)
        post_create_historical_record.connect(audit.remember, dispatch_uid="audit")
