"""The interface speaks all ten languages, completely."""

import re
from pathlib import Path

import pytest

from boras_guide import catalogues
from boras_guide.languages import LANGUAGES

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}")


@pytest.fixture(scope="module")
def messages() -> list[catalogues.Message]:
    return catalogues.extracted_messages()


def translations(language: str, messages: list[catalogues.Message]):
    """(message, its entry in the catalogue, the entry's forms) for each message that has an entry."""
    catalogue = catalogues.read(language)
    for message in messages:
        entry = catalogue.get(message.singular, message.context)
        if entry is not None:
            yield message, entry, catalogues.forms_of(entry.string)


def in_order(text: str) -> list[str]:
    return sorted(set(PLACEHOLDER.findall(text)))


@pytest.mark.parametrize("language", LANGUAGES)
class TestCatalogue:
    def test_has_every_text_in_every_form(self, language, messages):
        missing = [message.id for message in catalogues.untranslated(language, messages)]
        assert not missing, f"{len(missing)} of {len(messages)} texts to translate: make catalogues"

    def test_has_no_text_that_is_only_guessed(self, language, messages):
        assert [message.id for message, entry, _ in translations(language, messages) if entry.fuzzy] == []

    def test_keeps_the_placeholders(self, language, messages):
        wrong = []
        for message, _, forms in translations(language, messages):
            named = in_order(message.singular + message.plural)
            for number, form in enumerate(forms):
                # A form for one number alone ("ett resultat") need not repeat that number.
                missing = set(named) - set(in_order(form))
                invented = set(in_order(form)) - set(named)
                if form and (invented or (missing and not (message.plural and number < len(forms) - 1))):
                    wrong.append((message.id, form))
        assert wrong == []

    def test_keeps_the_spaces_at_both_ends(self, language, messages):
        wrong = [
            (message.id, form)
            for message, _, forms in translations(language, messages)
            for form in forms
            if form
            and (form[0].isspace(), form[-1].isspace())
            != (message.singular[0].isspace(), message.singular[-1].isspace())
        ]
        assert wrong == []

    def test_is_compiled(self, language):
        assert catalogues.file_of(language).with_suffix(".mo").exists()

    def test_is_in_step_with_the_code(self, language, messages):
        asked_for = {(message.singular, message.context) for message in messages}
        kept = {
            (entry.id[0] if isinstance(entry.id, tuple) else entry.id, entry.context)
            for entry in catalogues.read(language)
            if entry.id
        }
        assert kept == asked_for, "make catalogues brings the files in locale/ in step"


def test_every_number_gets_one_of_the_forms_that_its_language_has():
    from babel import Locale

    for language in LANGUAGES:
        catalogue = catalogues.read(language)
        by_cldr = Locale.parse(LANGUAGES[language].babel_locale).plural_form
        form_of = eval_plural(catalogue.plural_expr)
        pairs = {(by_cldr(n), form_of(n)) for n in range(1000)}
        assert len(pairs) == len({name for name, _ in pairs}) == catalogue.num_plurals, language


def eval_plural(expression: str):
    import gettext

    return gettext.c2py(expression)


# --- The tools themselves -------------------------------------------------------------------------


@pytest.fixture
def tree(tmp_path, monkeypatch) -> Path:
    """A small project of its own with one page and one module."""
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(
        '{% load i18n %}\n      <p>{% translate "Hello" %}</p>\n  {# Translators: a button #}\n'
        '{% translate "Search" context "verb" %}\n'
        "{% blocktranslate count n=total trimmed %}\n    One result\n{% plural %}\n    {{ n }} results\n"
        "{% endblocktranslate %}"
    )
    (tmp_path / "support").mkdir()
    (tmp_path / "support" / "words.py").write_text(
        'a = _("Hello")\nb = ngettext("%(n)s year", "%(n)s years", 3)\nc = pgettext_lazy("cost", "Free")\n'
    )
    return tmp_path


def test_texts_are_collected_from_code_and_templates(tree):
    found = {
        (message.singular, message.plural, message.context) for message in catalogues.extracted_messages()
    }

    assert found == {
        ("Hello", "", None),
        ("Search", "", "verb"),
        ("One result", "%(n)s results", None),
        ("%(n)s year", "%(n)s years", None),
        ("Free", "", "cost"),
    }


def test_a_text_that_stays_keeps_its_translation_and_one_that_goes_is_dropped(tree):
    hello, bye = catalogues.Message("Hello"), catalogues.Message("Goodbye")
    catalogues.update("sv", [hello, bye])
    file = catalogues.file_of("sv")
    file.write_text(file.read_text().replace('msgid "Hello"\nmsgstr ""', 'msgid "Hello"\nmsgstr "Hej"'))

    assert catalogues.update("sv", [hello, catalogues.Message("Hallo")])

    assert catalogues.read("sv").get("Hello").string == "Hej"
    assert catalogues.read("sv").get("Goodbye") is None
    assert catalogues.read("sv").get("Hallo").string == "", "a similar text is not guessed from"


def test_updating_twice_changes_nothing_the_second_time(tree):
    messages = catalogues.extracted_messages()

    assert catalogues.update("ar", messages)
    assert not catalogues.update("ar", messages)
    assert len(catalogues.read("ar").get("%(n)s year").string) == 6


def test_english_needs_no_translator(tree):
    messages = catalogues.extracted_messages()
    catalogues.update("en", messages)

    assert catalogues.untranslated("en", messages) == []


def test_only_what_has_changed_is_compiled(tree):
    catalogues.update("en", catalogues.extracted_messages())

    assert len(catalogues.compile_stale()) == 1
    assert catalogues.compile_stale() == []
