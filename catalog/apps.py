from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "catalog"
    verbose_name = "Den publika guiden"

    def ready(self) -> None:
        from catalog.search import index
        from support.signals import catalogue_changed

        catalogue_changed.connect(index.refresh_changed, dispatch_uid="search index")
