"""Which texts are translated, and what history records.

History is registered here, after the translation options: on the models themselves it would
silently record no translated column.
"""

import simple_history
from modeltranslation.translator import TranslationOptions, register

from support import models


class Named(TranslationOptions):
    fields = ("name",)
    required_languages = ("sv",)


register([models.Administration, models.Term])(Named)


@register(models.OfferingType)
class OfferingTypeTranslation(TranslationOptions):
    fields = ("name", "description")
    required_languages = {"sv": ("name",)}


@register(models.Audience)
class AudienceTranslation(TranslationOptions):
    fields = ("name", "heading", "description")
    required_languages = {"sv": ("name",)}


@register(models.Topic)
class TopicTranslation(TranslationOptions):
    fields = ("name", "description", "search_terms")
    required_languages = {"sv": ("name",)}
    # A term in another language is a word to find by, not a text to read: no fallback.
    fallback_undefined = {"search_terms": ""}


@register(models.Place)
class PlaceTranslation(TranslationOptions):
    fields = ("accessibility",)


@register([models.Synonym, models.Protection])
class SearchWordsTranslation(TranslationOptions):
    fields = ("words",)
    fallback_undefined = {"words": ""}


@register(models.Offering)
class OfferingTranslation(TranslationOptions):
    fields = (
        "title",
        "sort_key",
        "summary",
        "description",
        "start_text",
        "cost_text",
        "who_you_meet",
    )
    required_languages = {"sv": ("title", "summary")}


@register(models.Schedule)
class ScheduleTranslation(TranslationOptions):
    fields = ("label", "age_note")


@register(models.Occasion)
class OccasionTranslation(TranslationOptions):
    fields = ("label",)


@register(models.Closure)
class ClosureTranslation(TranslationOptions):
    fields = ("reason",)


@register(models.Image)
class ImageTranslation(TranslationOptions):
    fields = ("alt",)


@register(models.Update)
class UpdateTranslation(TranslationOptions):
    fields = ("title", "summary", "body")
    required_languages = {"sv": ("title", "summary")}


DERIVED = {
    models.Offering: [
        "draft_base",
        "calendar_sequence",
        "calendar_changed_at",
        "is_sensitive",
        "is_guarded",
        "sort_key",
        *(
            field.name
            for field in models.Offering._meta.concrete_fields
            if field.name.startswith("sort_key_")
        ),
    ]
}

for model in (
    models.Administration,
    models.Area,
    models.Assignment,
    models.Audience,
    models.Closure,
    models.Direction,
    models.Image,
    models.Occasion,
    models.Offering,
    models.OfferingType,
    models.Place,
    models.Protection,
    models.Schedule,
    models.SpokenLanguage,
    models.Strategy,
    models.Synonym,
    models.Term,
    models.Topic,
    models.TranslationState,
    models.Update,
):
    relations = [field.name for field in model._meta.many_to_many]
    simple_history.register(model, m2m_fields=relations, excluded_fields=DERIVED.get(model, []))
