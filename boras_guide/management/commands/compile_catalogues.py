from django.core.management.base import BaseCommand

from boras_guide import catalogues


class Command(BaseCommand):
    help = "Compile the translations in locale/ that have changed. Needs no gettext."
    requires_system_checks = []  # a missing catalogue must not hinder making it

    def handle(self, **options) -> None:
        compiled = catalogues.compile_stale()
        if compiled and options["verbosity"]:
            self.stdout.write(f"Compiled {len(compiled)} catalogues of translations.")
