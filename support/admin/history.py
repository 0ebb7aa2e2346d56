"""History in an editor's words: what changed from one version to the next."""

from typing import Any

from django.db.models import Field
from django.utils.formats import localize
from django.utils.text import capfirst
from modeltranslation.translator import NotRegistered, translator
from simple_history.models import ModelChange, ModelDelta
from simple_history.template_utils import HistoricalRecordContextHelper, ObjDiffDisplay

from boras_guide.languages import LANGUAGES

YES_NO = {True: "ja", False: "nej"}


class Difference(ObjDiffDisplay):
    def shortened_str(self, prefix: str, num_skipped_chars: int, suffix: str) -> str:
        return f"{prefix} […] {suffix}"


class ChangesInWords(HistoricalRecordContextHelper):
    def context_for_delta_changes(self, delta: ModelDelta) -> list[dict[str, Any]]:
        try:
            # The untranslated column repeats the Swedish one.
            repeated = set(translator.get_options_for_model(self.model).all_fields)
        except NotRegistered:
            repeated = set()
        told = [
            change
            for change in delta.changes
            if change.field not in repeated and (change.old or "") != (change.new or "")
        ]
        return super().context_for_delta_changes(ModelDelta(told, [], delta.old_record, delta.new_record))

    def format_delta_change(self, change: ModelChange) -> ModelChange:
        formatted = super().format_delta_change(change)
        return ModelChange(self._name(self.model._meta.get_field(change.field)), formatted.old, formatted.new)

    def prepare_delta_change_value(self, change: ModelChange, value: Any) -> Any:
        value = super().prepare_delta_change_value(change, value)
        if isinstance(value, list):  # related rows
            return ", ".join(sorted(map(str, value)))
        if isinstance(value, bool):
            return YES_NO[value]
        choices = dict(self.model._meta.get_field(change.field).flatchoices)
        return str(choices.get(value, "" if value is None else localize(value)))

    def get_obj_diff_display(self) -> ObjDiffDisplay:
        return Difference(max_length=self.max_displayed_delta_change_chars)

    def _name(self, field: Field) -> str:
        translated = getattr(field, "translated_field", None)
        if translated is None:
            return capfirst(field.verbose_name)
        return capfirst(f"{translated.verbose_name} på {LANGUAGES[field.language].swedish_name}")
