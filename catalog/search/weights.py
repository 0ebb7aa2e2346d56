"""What a word is worth. Every number of the ranking stands here, with its reason.

Points are whole numbers, so that both databases add up to the same. 100 points are a word of a short name.
"""

from catalog.models import Posting

Field = Posting.Field

# --- Where a word stands ---------------------------------------------------------------------------

# A name says most, a long text least. A text says what a place is only in passing.
FIELDS: dict[int, int] = {
    Field.NAME: 400,  # the whole question is the name: nothing else can be meant
    Field.TITLE: 100,
    Field.SUMMARY: 55,
    Field.PLACE: 40,
    Field.DESCRIPTION: 32,
}
# In a name of many words each says less; below this share it is a name no more.
TITLE_LOSES_PER_WORD, TITLE_KEEPS = 5, 65  # per cent

# What an offering belongs to. A topic holds more offerings than it fits perfectly, so it says less than a name.
ENTRIES: dict[str, int] = {
    "type": 85,
    "area": 85,
    "topic": 70,
    "administration": 30,
    "audience": 30,
}

# A word that stands in a second place as well adds this share of what it is worth there.
ELSEWHERE = 2  # one part in

# What another way to say a word finds adds this share of what it is worth.
OTHERWISE = 4  # one part in

# --- How well a word fits --------------------------------------------------------------------------

SAME = 100  # per cent: the word as typed, or its dictionary form
SYNONYM = 80  # editors have said that it means this
SYNONYM_OF_KNOWN = 55  # the same, of a single word that the guide has itself
STEM = 80  # the same beginning by the rules of the language
COMPOUND = 80  # all parts of the typed word: sommarlovsaktiviteter
HEAD = 60  # the word ends another: psykolog in barnpsykolog
KINDRED = 60  # the same beginning, in a language without rules or dictionary
MODIFIER = 30  # the word begins another: barn in barnmorska
BEGINNING = 50  # typed half: biblio
OTHER_LANGUAGE = 85  # Swedish on a page in another language, where the page's own has the word too

# --- What a word is worth among others --------------------------------------------------------------

# Rarity, from 10 (in every offering) to 100 (in one of a thousand): ten points for each halving.
COMMON, HALVING, RAREST = 10, 10, 100

# What only is in the right place, when something more is asked for: "läxor norrby".
ONLY_PLACE = 50  # per cent

# A word that most offerings have (this rare or less) only ranks what the rarer words of the question have found.
ONLY_RANKS = 10

# A word that the guide does not have still belongs to the question.
UNKNOWN = 50

# A hit must reach this share of the best one's points.
CUT_OFF = 20  # per cent
# The best must reach this share of what the whole question is worth, or nothing was understood.
UNDERSTOOD = 12  # per cent

# --- Age --------------------------------------------------------------------------------------------

AGE = 60  # points for an offering that takes that age, more the fewer ages it is for
WRONG_AGE = 25  # per cent that is left of what is for other ages
