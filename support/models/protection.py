"""Help that stands first when someone is in danger."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models

from boras_guide.languages import LANGUAGES, column
from support.models.offering import Offering
from support.models.search_words import SearchWords

QUOTE = '"'
_QUOTES = dict.fromkeys(map(ord, "“”„«»"), QUOTE)  # as Word and phones write them
MOST_WORDS = 8  # in one phrase: a longer one fits no question but its own
FEWEST_LETTERS, FEWEST_ALONE = 2, 4  # before an asterisk: among other words, and where there are none


class Protection(SearchWords):
    """A kind of danger: the phrases by which it is known, and who helps."""

    code = models.SlugField(
        "kod",
        max_length=40,
        unique=True,
        help_text="Till exempel partner_violence. Ändras aldrig.",
    )
    name = models.CharField("namn", max_length=120, help_text="Till exempel: Våld i en nära relation.")
    position = models.PositiveSmallIntegerField(
        "ordning",
        default=100,
        help_text="Om en fråga handlar om flera faror gäller den med lägst tal.",
    )
    words = models.TextField(
        "ord och uttryck",
        blank=True,
        help_text="Ett uttryck på varje rad. Alla ord på raden ska finnas i frågan, i vilken ordning som "
        "helst: ”man slår” passar ”min man slår mig”. En stjärna sist betyder ”börjar så”: "
        "”misshand*”. Citattecken betyder att orden ska stå just så, efter varandra: "
        '"jag slår mitt barn". Skriv bara det som alltid betyder fara: ”slå” passar också '
        "”slå upp ett ord”.",
    )
    first = models.ForeignKey(
        Offering,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="står först",
        limit_choices_to={"draft_of__isnull": True},
        help_text="Den hjälp som står i rutan överst, med telefonnummer. I listan kommer 112 före.",
    )
    then = models.ManyToManyField(
        Offering,
        blank=True,
        related_name="+",
        verbose_name="kommer sedan",
        limit_choices_to={"draft_of__isnull": True},
        help_text="Står före alla andra träffar.",
    )

    class Meta:
        verbose_name = "skydd"
        verbose_name_plural = "skydd: hjälp som står först"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        faults = {}
        for language in LANGUAGES:
            found = list(faults_of(self.words_in(language)))
            if found:
                faults[column("words", language)] = found
        if faults:
            raise ValidationError(faults)
        super().clean()


def words_of(phrase: str) -> tuple[list[str], bool]:
    """The words of a phrase, and whether they must stand just so: "jag slår mitt barn"."""
    line = phrase.strip().translate(_QUOTES)
    is_in_order = len(line) > 1 and line.startswith(QUOTE) and line.endswith(QUOTE)
    return (line[1:-1] if is_in_order else line).split(), is_in_order


def faults_of(phrases: list[str]) -> Iterator[str]:
    """What an editor must mend, line by line."""
    for number, phrase in enumerate(phrases, 1):
        words, _ = words_of(phrase)
        if QUOTE in "".join(words):
            yield f"Rad {number}, ”{phrase}”: citattecken ska stå först och sist på raden."
        if len(words) > MOST_WORDS:
            yield f"Rad {number}, ”{phrase}”: högst {MOST_WORDS} ord. Skriv bara de ord som måste finnas."
        for word in words:
            stem = word.removesuffix("*")
            fewest = FEWEST_LETTERS if len(words) > 1 else FEWEST_ALONE
            if "*" in stem:
                yield f"Rad {number}, ”{word}”: stjärnan ska stå sist i ordet."
            elif stem != word and len(stem) < fewest:
                yield f"Rad {number}, ”{word}”: skriv minst {fewest} bokstäver före stjärnan."
