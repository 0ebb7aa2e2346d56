"""What is pressed for one more row on a page: "Lägg till bild"."""

import json
from typing import Any

from django.contrib import admin


class NamesNewRows(admin.ModelAdmin):
    def get_inline_formsets(self, *args: Any, **kwargs: Any) -> list:
        """Django says "Lägg till ytterligare Bild", also where there is none yet."""
        shown = super().get_inline_formsets(*args, **kwargs)
        for rows in shown:
            said = json.loads(rows.inline_formset_data())
            said["options"]["addText"] = f"Lägg till {rows.opts.verbose_name}"
            rows.inline_formset_data = json.dumps(said)
        return shown
