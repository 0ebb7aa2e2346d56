"""Nearness in a question: "nära mig", "i närheten", "near us". It says where from, and names no support.

Whole phrases alone: "nära relation" and "nearest relative" are about people. A phrase is words in a row, and `|` stands
between phrases. What stands on the page in one language is asked for in another, so all languages count everywhere.
"""

from catalog.search.analysis import Word, read

_PHRASES: dict[str, str] = {
    "sv": (
        "nära mig|nära mej|nära oss|nära här|här nära|nära hemmet|nära hemma|nära där jag bor|nära där vi bor"
        "|närmast|närmast mig|närmast oss|närmaste|i närheten|här i närheten"
        "|i närheten av mig|i närheten av oss|i min närhet|i vår närhet|häromkring|här omkring"
    ),
    "en": (
        "near me|near us|near here|near my home|near home|nearby|near by|near where i live|near where we live"
        "|close to me|close to us|close to home|close by|closest|closest to me|closest to us|nearest"
        "|nearest to me|nearest to us|nearest me|around here|in my area|in our area"
        "|in my neighbourhood|in my neighborhood"
    ),
    "fi": (
        "lähellä|lähellä minua|lähellä meitä|minua lähellä|meitä lähellä|lähelläni|lähellämme|lähellä kotia"
        "|tässä lähellä|täällä lähellä|lähistöllä|lähin|lähimpänä|lähimpänä minua|lähettyvillä"
    ),
    "ar": (
        "قريب مني|قريبة مني|القريب مني|القريبة مني|قريب منا|قريبة منا|قريب منّي|قريب علي|قريب علينا|قريب من هنا"
        "|قريب من بيتي|قريبة من بيتي|قريب من البيت|بالقرب مني|بالقرب منا|بالقرب من هنا|بالقرب من بيتي|بقربي|بقربنا"
        "|في منطقتي|في منطقتنا|الأقرب|الأقرب إلي|الأقرب لي|الأقرب إلينا|أقرب"
    ),
    "fa": (
        "نزدیک من|نزدیک ما|نزدیک به من|نزدیک به ما|نزدیکم|نزدیکی من|نزدیکی ما|در نزدیکی|در نزدیکی من|در نزدیکی ما"
        "|نزدیک اینجا|نزدیک خانه|نزدیک خانه من|نزدیک خونه|همین نزدیکی|این نزدیکی|همین نزدیکی ها|این دور و بر"
        "|نزدیکترین|نزدیک ترین"
    ),
    "so": (
        "ii dhow|ii dhaw|iigu dhow|iigu dhaw|noo dhow|noogu dhow|ugu dhow|agtayda|agteena|agagaarka|agagaarkayga"
        "|agagaarkeena|meel dhow|halkan u dhow|guriga u dhow|xaafadayda|xaafaddayda|nawaaxiga"
    ),
    "uk": (
        "поруч|поруч зі мною|поруч з нами|поряд|поряд зі мною|біля мене|біля нас|біля дому|близько до мене"
        "|близько від мене|недалеко|недалеко від мене|неподалік|неподалік від мене|поблизу|поблизу мене"
        "|найближчий|найближча|найближче|найближчі|рядом|рядом со мной|рядом с нами|возле меня|около меня"
        "|поблизости|недалеко от меня|ближайший|ближайшая|ближайшие"
    ),
    "bs": (
        "blizu mene|blizu nas|blizu kuće|u blizini|ovdje u blizini|tu u blizini|u mojoj blizini|u našoj blizini"
        "|u mojoj okolini|u okolini|najbliži|najbliža|najbliže|najbliži meni"
        "|najbliže meni|u mom kraju|u mom naselju"
    ),
    "sq": (
        "afër meje|afër nesh|pranë meje|pranë nesh|këtu afër|këtu pranë|afër këtu|afër shtëpisë|afër shtëpisë sime"
        "|më afër|më afër meje|në afërsi|në zonën time|në lagjen time"
    ),
}
# Nearest of kin, and the time that comes next.
_OTHERWISE = (
    "närmaste anhörig|närmaste anhöriga|närmaste familj|närmaste familjen|närmaste släkt|närmaste vän"
    "|närmaste vänner|närmaste tiden|närmaste dagarna|närmaste veckan|stå närmast|står närmast|stod närmast"
    "|nearest relative|nearest relatives|closest friend|closest friends|closest family|closest relative|lähin omainen"
    "|أقرب الناس|أقرب شخص|نزدیکترین کس|نزدیکترین فرد|найближча людина|найближчі родичі|ближайшие родственники"
    "|najbliži rođak|najbliži srodnik|najbliža rodbina|najbliža osoba"
)


def _folded(phrases: str) -> set[tuple[str, ...]]:
    return {tuple(word.folded for word in read(phrase)) for phrase in phrases.split("|")}


_NEAR = set[tuple[str, ...]]().union(*map(_folded, _PHRASES.values()))
_KNOWN = dict.fromkeys(_NEAR, True) | dict.fromkeys(_folded(_OTHERWISE), False)
_LONGEST = max(map(len, _KNOWN))


def near_in(words: list[Word]) -> frozenset[int]:
    """Which words ask for what is near. The longest phrase wins."""
    folded = [word.folded for word in words]
    near: set[int] = set()
    end = 0
    for start in range(len(folded)):
        for length in range(min(_LONGEST, len(folded) - start), 0, -1) if start >= end else ():
            is_near = _KNOWN.get(tuple(folded[start : start + length]))
            if is_near is not None:
                end = start + length
                near.update(range(start, end) if is_near else ())
                break
    return frozenset(near)
