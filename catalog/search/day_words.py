"""Days in a question: "i dag", "i helgen", "på lördag", "öppet nu", "på julafton". They ask when, and name no support.

As people write them, with the endings that a day takes; a phrase is words in a row, and `|` stands between phrases.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.utils import translation

from catalog.days import NOW, TODAY, TOMORROW, WEEKEND
from catalog.search.analysis import Word, read
from support.red_days import NAMES

Day = tuple[str, str]  # parameter of the list, and its value
RED_DAY = "red_day"  # no parameter: a date, which the calendar has

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
        "helgen|i helgen|helg|helger|helgerna|veckoslutet|helgöppet|helgöppen|helgöppna",
        "måndag|måndagen|måndagar|måndagarna|måndags|måndagsöppet|måndagsöppen|måndagsöppna",
        "tisdag|tisdagen|tisdagar|tisdagarna|tisdags|tisdagsöppet|tisdagsöppen|tisdagsöppna",
        "onsdag|onsdagen|onsdagar|onsdagarna|onsdags|onsdagsöppet|onsdagsöppen|onsdagsöppna",
        "torsdag|torsdagen|torsdagar|torsdagarna|torsdags|torsdagsöppet|torsdagsöppen|torsdagsöppna",
        "fredag|fredagen|fredagar|fredagarna|fredags|fredagsöppet|fredagsöppen|fredagsöppna",
        "lördag|lördagen|lördagar|lördagarna|lördags|lördagsöppet|lördagsöppen|lördagsöppna",
        "söndag|söndagen|söndagar|söndagarna|söndags|söndagsöppet|söndagsöppen|söndagsöppna",
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
        "مفتوح الآن|مفتوحة الآن|المفتوح الآن|المفتوحة الآن|مفتوح هلق|مفتوح هسه|فاتح هلق",
        "اليوم|هاليوم|هذا اليوم",
        "غدا|يوم غد|بكرا|بكره|باجر",
        "عطلة نهاية الأسبوع|نهاية الأسبوع|الويكند",
        "الاثنين|يوم الاثنين|الإثنين|يوم الإثنين",
        "الثلاثاء|يوم الثلاثاء",
        "الأربعاء|يوم الأربعاء",
        "الخميس|يوم الخميس",
        "الجمعة|يوم الجمعة",
        "السبت|يوم السبت",
        "الأحد|يوم الأحد",
    ),
    "fa": (
        "الان باز|الان بازه|باز الان|اکنون باز",
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
    "sv": "öppet öppna öppen öppettider öppettiderna håller händer nära",
    "en": "open opens opening on near happening happens",
    "fi": "auki avoinna avoin aukioloajat tapahtuu lähellä",
    "ar": "مفتوح مفتوحة المفتوح المفتوحة فاتح فاتحة يفتح تفتح قريب",
    "fa": "باز بازه بازند بازن نزدیک",
    "so": "furan furnaan furantahay dhow",
    "uk": "відкрито відкриті відчинено відчинені працює працюють открыто открыты работает работают поруч",
    "bs": "otvoreno otvoren otvoreni radi rade blizu",
    "sq": "hapur hapet hapen afër",
}
# What the whole guide is for says no more beside a day.
_FOR_FAMILIES = {
    "sv": "barn barnen familj familjen familjer barnfamilj barnfamiljer",
    "en": "child children kids family families",
    "fi": "lapsi lapset lapsille lasten perhe perheille perheet",
    "ar": "طفل الطفل أطفال الأطفال للأطفال أولاد الأولاد للأولاد عائلة العائلة عائلات للعائلات",
    "fa": "کودک کودکان بچه بچه‌ها خانواده خانواده‌ها",
    "so": "carruur carruurta caruurta qoys qoyska qoysaska",
    "uk": "діти дітей дітям дитина дитини дитиною родина родини дети детей детям",
    "bs": "djeca djecu djecom djece dijete porodica porodicu porodice",
    "sq": "fëmijë fëmijët fëmijëve familje familjet",
}
# As people say them beside what the guide calls them.
_ALSO_RED = {
    "Kristi himmelsfärdsdag": "kristi himmelsfärd|kristi himmelsfärds dag",
    "Första maj": "1 maj|1:a maj",
    "Nationaldagen": "6 juni|sveriges nationaldag",
    "Alla helgons dag": "alla helgons",
    "Julafton": "julaftonen",
    "Nyårsafton": "nyårsaftonen",
    "Midsommarafton": "midsommaraftonen",
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
_ASKING = {
    language: frozenset(_folded(f"{words} {_FOR_FAMILIES[language]}")) for language, words in _OPEN.items()
}
_ASKING["sv-simple"] = _ASKING["sv"]


@cache
def _days_of(language: str) -> dict[tuple[str, ...], Day]:
    """With the red days, by the names they have on the pages."""
    with translation.override(language):
        named = {name: re.sub(r"\(.*?\)", "", str(own)) for name, own in NAMES.items()}
    red = {
        _folded(phrase): (RED_DAY, name)
        for name, own in named.items()
        for phrase in (own, *_ALSO_RED.get(name, own).split("|"))
    }
    return red | _DAYS[language]


@dataclass(frozen=True)
class Days:
    """`asked`: parameters of the list and their values. `consumed`: which words say when.

    `telling`: which of them may say more. "I helgen" asks for something to do, and a topic may have it as a search word.
    """

    asked: tuple[Day, ...] = ()
    red_day: str = ""  # its Swedish name
    consumed: frozenset[int] = frozenset()
    telling: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.asked or self.red_day)


def asks_when(word: Word, languages: Iterable[str]) -> bool:
    """Of what stands beside a day."""
    return any(word.folded in _ASKING[language] for language in languages)


def days_in(words: list[Word], languages: Iterable[str]) -> Days:
    """The longest phrase wins: "öppet nu" is no "öppet", and Good Friday no Friday."""
    known = {phrase: day for language in languages for phrase, day in _days_of(language).items()}
    longest = max(map(len, known))
    folded = [word.folded for word in words]
    asked: dict[Day, None] = {}
    consumed: set[int] = set()
    telling: set[int] = set()
    for start in range(len(folded)):
        for length in range(min(longest, len(folded) - start), 0, -1):
            day = known.get(tuple(folded[start : start + length]))
            if day and start not in consumed:
                asked[day] = None
                taken = range(start, start + length)
                consumed.update(taken)
                telling.update(taken if day[1] == WEEKEND or day[0] == RED_DAY else ())
    red_day = next((name for kind, name in asked if kind == RED_DAY), "")
    in_list = tuple(day for day in asked if day[0] != RED_DAY)
    return Days(in_list, red_day, frozenset(consumed), frozenset(telling))
