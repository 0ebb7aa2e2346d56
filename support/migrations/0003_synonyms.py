# The glossary becomes synonyms. What a term was called in another language is a word people write there.

import hashlib

from django.db import migrations, models

LANGUAGES = ["sv", "sv_simple", "en", "fi", "ar", "fa", "so", "uk", "bs", "sq"]
MODELS = ["synonym", "historicalsynonym"]
TERM = {
    'error_messages': {'unique': 'Det ordet finns redan i listan. Lägg till orden där.'},
    'help_text': 'Ett svenskt ord eller uttryck som guidens texter använder. Till exempel: öppen förskola.',
    'max_length': 120,
    'verbose_name': 'ord i guiden',
}
WORDS = {
    'blank': True,
    'help_text': 'Ett ord eller uttryck på varje rad, på det språk som fliken säger. Till exempel: öppis. '
    'Böjningar och små stavfel behövs inte.',
    'verbose_name': 'vad människor skriver',
}


def joined(*texts):
    """Their lines, each once."""
    lines = (line.strip() for text in texts if text for line in text.splitlines())
    return "\n".join(dict.fromkeys(line for line in lines if line))


def move_terms(apps, schema_editor):
    """Now and in history: the Swedish term is the term, the others are the first words of their language."""
    for name in MODELS:
        for row in apps.get_model("support", name)._default_manager.order_by("pk"):
            row.term = row.term_sv or row.term
            for language in LANGUAGES:
                term = getattr(row, f"term_{language}") if language != "sv" else ""
                words = getattr(row, f"words_{language}")
                setattr(row, f"words_{language}", joined(term, words) or words)
            row.words = row.words_sv or ""
            row.save()


def join_repeated(apps, schema_editor):
    """A term that stood twice stands once, with the words of both."""
    first = {}
    for row in apps.get_model("support", "Synonym")._default_manager.order_by("pk"):
        kept = first.setdefault(row.term, row)
        if kept is row:
            continue
        for ending in ("", *(f"_{language}" for language in LANGUAGES)):
            name = f"words{ending}"
            setattr(kept, name, joined(getattr(kept, name), getattr(row, name)))
        row.delete()
        kept.save()


def move_states(apps, schema_editor):
    """Who wrote a term in another language has now written the words."""
    words = dict(apps.get_model("support", "Synonym")._default_manager.values_list("pk", "words_sv"))
    about = apps.get_model("support", "TranslationState")._default_manager.filter(
        content_type__app_label="support", content_type__model="synonym"
    )
    about.filter(field="synonyms").update(field="words")
    written = set(about.filter(field="words").values_list("object_id", "language"))
    for state in about.filter(field="term"):
        if state.object_id not in words or (state.object_id, state.language) in written:
            state.delete()
            continue
        state.field = "words"
        state.source_hash = hashlib.sha256((words[state.object_id] or "").encode()).hexdigest()[:16]
        state.save()


def rename_permissions(apps, schema_editor):
    """Whoever may change the glossary may change synonyms."""
    for permission in apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="support", content_type__model__in=MODELS
    ):
        verb, _, model = permission.codename.partition("_")
        permission.codename = f"{verb}_{model.replace('glossaryterm', 'synonym')}"
        permission.name = permission.name.replace("ord i ordlistan", "synonym")
        permission.save()


class Migration(migrations.Migration):

    dependencies = [
        ('support', '0002_pages_of_their_own'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.RenameModel('GlossaryTerm', 'Synonym'),
        migrations.RenameModel('HistoricalGlossaryTerm', 'HistoricalSynonym'),
        *(
            migrations.RenameField(model, f'synonyms{ending}', f'words{ending}')
            for model in MODELS
            for ending in ('', *(f'_{language}' for language in LANGUAGES))
        ),
        migrations.RunPython(move_terms, migrations.RunPython.noop),
        migrations.RunPython(join_repeated, migrations.RunPython.noop),
        migrations.RunPython(move_states, migrations.RunPython.noop),
        migrations.RunPython(rename_permissions, migrations.RunPython.noop),
        *(
            migrations.RemoveField(model, f'term_{language}')
            for model in MODELS
            for language in LANGUAGES
        ),
        migrations.AlterModelOptions(
            'synonym',
            {'ordering': ['pk'], 'verbose_name': 'synonym', 'verbose_name_plural': 'synonymer'},
        ),
        migrations.AlterModelOptions(
            'historicalsynonym',
            {
                'get_latest_by': ('history_date', 'history_id'),
                'ordering': ('-history_date', '-history_id'),
                'verbose_name': 'historical synonym',
                'verbose_name_plural': 'historical synonymer',
            },
        ),
        migrations.AlterField('synonym', 'term', models.CharField(unique=True, **TERM)),
        migrations.AlterField('historicalsynonym', 'term', models.CharField(db_index=True, **TERM)),
        *(
            migrations.AlterField(model, f'words{ending}', models.TextField(null=bool(ending), **WORDS))
            for model in MODELS
            for ending in ('', *(f'_{language}' for language in LANGUAGES))
        ),
        *(
            migrations.AddField(
                model,
                'is_two_way',
                models.BooleanField(
                    default=False,
                    help_text='Den som skriver ordet i guiden hittar då också texter med orden.',
                    verbose_name='gäller åt båda hållen',
                ),
            )
            for model in MODELS
        ),
    ]
