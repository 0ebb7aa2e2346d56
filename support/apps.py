from django.apps import AppConfig
from django.db.backends.signals import connection_created

from support.folding import teach_sqlite


class SupportConfig(AppConfig):
    name = "support"
    verbose_name = "Stöd och innehåll"

    def ready(self) -> None:
        connection_created.connect(teach_sqlite)
