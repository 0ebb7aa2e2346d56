from django.core.management.base import BaseCommand

from boras_guide import catalogues
from boras_guide.languages import LANGUAGES


class Command(BaseCommand):
    help = "Bring locale/*/LC_MESSAGES/django.po in step with the texts in code and templates."
    requires_system_checks = []  # the texts can be collected from code that does not run yet

    def handle(self, **options) -> None:
        messages = catalogues.extracted_messages()
        self.stdout.write(f"Code and templates ask for {len(messages)} texts.")
        for language in LANGUAGES:
            changed = catalogues.update(language, messages)
            missing = len(catalogues.untranslated(language, messages))
            self.stdout.write(
                f"{language:10} {'updated' if changed else 'unchanged':10} {missing} to translate"
            )
