"""Days in a question: "i dag", "i helgen", "på lördag", "öppet nu". They ask when, and name no support.

As people write them, with the endings that a day takes; a phrase is words in a row, and `|` stands between phrases.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from catalog.days import NOW, TODAY, TOMORROW, WEEKEND
from catalog.search.analysis import Word, read

Day = tuple[str, str]  # parameter of the list, and its value

_PARAMETERS: tuple[Day, ...] = (
    ("open", NOW),
    ("day", TODAY),
    ("day", TOMORROW),
    ("day", WEEKEND),
    *(("day", str(number)) for number in range(1, 8)),
)
# Open now, today, tomorrow, the weekend, Monday … Sunday.
_PHRASES: dict[str, tuple[str, ...]] = {
    "sv": (
        "öppet nu|öppna nu|öppen nu|öppet just nu",
        "idag|i dag|ikväll|i kväll",
        "imorgon|i morgon|imorron|i morron",
        "helgen|i helgen|helg|helger|helgerna|veckoslutet",
        "måndag|måndagen|måndagar|måndags",
        "tisdag|tisdagen|tisdagar|tisdags",
        "onsdag|onsdagen|onsdagar|onsdags",
        "torsdag|torsdagen|torsdagar|torsdags",
        "fredag|fredagen|fredagar|fredags",
        "lördag|lördagen|lördagar|lördags",
        "söndag|söndagen|söndagar|söndags",
    ),
    "en": (
        "open now|open right now",
        "today|tonight",
        "tomorrow",
        "this weekend|the weekend|weekend|weekends",
        "monday|mondays",
        "tuesday|tuesdays",
        "wednesday|wednesdays",
        "thursday|thursdays",
        "friday|fridays",
        "saturday|saturdays",
        "sunday|sundays",
    ),
    "fi": (
        "auki nyt|nyt auki|avoinna nyt|nyt avoinna",
        "tänään",
        "huomenna",
        "viikonloppu|viikonloppuna|viikonlopun|viikonloppuisin",
        "maanantai|maanantaina|maanantaisin",
        "tiistai|tiistaina|tiistaisin",
        "keskiviikko|keskiviikkona|keskiviikkoisin",
        "torstai|torstaina|torstaisin",
        "perjantai|perjantaina|perjantaisin",
        "lauantai|lauantaina|lauantaisin",
        "sunnuntai|sunnuntaina|sunnuntaisin",
    ),
    "ar": (
        "مفتوح الآن|مفتوحة الآن|مفتوح هلق|مفتوح هسه",
        "اليوم|هاليوم",
        "غدا|بكرا|بكره|باجر",
        "عطلة نهاية الأسبوع|نهاية الأسبوع|الويكند",
        "الاثنين|الإثنين",
        "الثلاثاء",
        "الأربعاء",
        "الخميس",
        "الجمعة",
        "السبت",
        "الأحد",
    ),
    "fa": (
        "الان باز|باز الان|اکنون باز",
        "امروز",
        "فردا",
        "آخر هفته|این آخر هفته",
        "دوشنبه",
        "سه‌شنبه|سه شنبه|سشنبه",
        "چهارشنبه|چهار شنبه",
        "پنجشنبه|پنج شنبه|پنج‌شنبه",
        "جمعه",
        "شنبه",
        "یکشنبه|یک شنبه|یک‌شنبه",
    ),
    "so": (
        "hadda furan|furan hadda",
        "maanta",
        "berri|beri",
        "dhamaadka usbuuca|dhammaadka toddobaadka|wiikeendka|fasaxa toddobaadka",
        "isniin|isniinta",
        "talaado|talaadada|salaasa",
        "arbaco|arbacada",
        "khamiis|khamiista",
        "jimco|jimce|jimcaha",
        "sabti|sabtida",
        "axad|axadda",
    ),
    "uk": (
        "відкрито зараз|зараз відкрито|працює зараз|зараз працює|открыто сейчас|сейчас открыто",
        "сьогодні|сегодня",
        "завтра",
        "вихідні|на вихідних|у вихідні|выходные|на выходных",
        "понеділок|понеділка|щопонеділка|понедельник",
        "вівторок|вівторка|щовівторка|вторник",
        "середа|середу|середи|щосереди|среда|среду",
        "четвер|четверга|щочетверга|четверг",
        "п'ятниця|п'ятницю|п'ятниці|щоп'ятниці|пятница|пятницу",
        "субота|суботу|суботи|щосуботи|суббота|субботу",
        "неділя|неділю|неділі|щонеділі|воскресенье",
    ),
    "bs": (
        "otvoreno sada|sada otvoreno|sad otvoreno|otvoreno sad",
        "danas|večeras",
        "sutra",
        "vikend|za vikend|vikendom|ovaj vikend",
        "ponedjeljak|ponedjeljkom|ponedeljak",
        "utorak|utorkom",
        "srijeda|srijedu|srijedom|sreda|sredu",
        "četvrtak|četvrtkom",
        "petak|petkom",
        "subota|subotu|subotom",
        "nedjelja|nedjelju|nedjeljom|nedelja|nedelju",
    ),
    "sq": (
        "hapur tani|tani hapur|hapur tash",
        "sot|sonte",
        "nesër|neser",
        "fundjavë|fundjavën|fundjava|fundjavave",
        "hënë|e hënë|të hënën|hënën",
        "e martë|të martën|martën",
        "e mërkurë|të mërkurën|mërkurën",
        "e enjte|të enjten|enjten",
        "e premte|të premten|premten",
        "e shtunë|të shtunën|shtunën",
        "e diel|të dielën|dielën|të dielave",
    ),
}


# Beside a day, they ask what is open then; alone they may be an open preschool.
_OPEN = {
    "sv": "öppet öppna öppen håller händer nära",
    "en": "open on near happening happens",
    "fi": "auki avoinna avoin lähellä",
    "ar": "مفتوح مفتوحة فاتح قريب",
    "fa": "باز نزدیک",
    "so": "furan furnaan dhow",
    "uk": "відкрито відкриті працює открыто работает поруч",
    "bs": "otvoreno otvoren radi blizu",
    "sq": "hapur afër",
}


def _folded(text: str) -> tuple[str, ...]:
    return tuple(word.folded for word in read(text))


# Language → phrase, as folded words → what it asks for.
_DAYS: dict[str, dict[tuple[str, ...], Day]] = {
    language: {
        _folded(phrase): day for day, row in zip(_PARAMETERS, rows, strict=True) for phrase in row.split("|")
    }
    for language, rows in _PHRASES.items()
}
_DAYS["sv-simple"] = _DAYS["sv"]
_OPEN_WORDS = {language: frozenset(_folded(words)) for language, words in _OPEN.items()}
_OPEN_WORDS["sv-simple"] = _OPEN_WORDS["sv"]
_LONGEST = max(len(phrase) for phrases in _DAYS.values() for phrase in phrases)


@dataclass(frozen=True)
class Days:
    """`asked`: parameters of the list and their values. `consumed`: which words say when.

    `weekend`: which of them may say more. "I helgen" asks for something to do, and a topic may have it as a search word.
    """

    asked: tuple[Day, ...] = ()
    consumed: frozenset[int] = frozenset()
    weekend: frozenset[int] = frozenset()


def asks_only_when(words: Iterable[Word], languages: Iterable[str]) -> bool:
    """Of what stands beside a day."""
    known = frozenset[str]().union(*(_OPEN_WORDS[language] for language in languages))
    return all(word.folded in known for word in words)


def days_in(words: list[Word], languages: Iterable[str]) -> Days:
    """The longest phrase wins: "öppet nu" is no "öppet"."""
    known = {phrase: day for language in languages for phrase, day in _DAYS[language].items()}
    folded = [word.folded for word in words]
    asked: dict[Day, None] = {}
    consumed: set[int] = set()
    weekend: set[int] = set()
    for start in range(len(folded)):
        for length in range(min(_LONGEST, len(folded) - start), 0, -1):
            day = known.get(tuple(folded[start : start + length]))
            if day and start not in consumed:
                asked[day] = None
                taken = range(start, start + length)
                consumed.update(taken)
                weekend.update(taken if day[1] == WEEKEND else ())
    return Days(tuple(asked), frozenset(consumed), frozenset(weekend))
