"""Two thousand texts that nobody should be able to hurt the search with. The same in every run."""

import itertools
import random

MANY = 2_000

PIECES = {
    "fts5": [
        '"', "sömn*", "^sömn", "sömn NEAR/2 barn", "NEAR(", "title:sömn", "{title summary}: sömn", "-title : x",
        "AND", "OR NOT", "NOT", "sömn + barn", "(((", ")))", '""""', "rank MATCH", "bm25(", "*",
    ],
    "tsquery": [
        "sömn:*", "sömn:ABC", "!sömn", "!!", "&", "| |", "sömn <-> barn", "<2>", "& |", ":*", "'sömn", "\\'", "( )",
        "sömn &", "| sömn", "!(", "$$sömn$$",
    ],
    "sql": [
        "' OR 1=1 --", "'; DROP TABLE catalog_term; --", "\\'; --", "/*", "*/", "UNION SELECT", "0x27", "%27",
        "1;SELECT pg_sleep(9)", "||", "?", "$1", ":name", "%s", "%(q)s", "{0}", "{}", "%n", "\\", "E'\\x00'",
    ],
    "like": ["%", "_", "%%%%", "f_rskola", "f%a", "[a-z]", "\\%", "sömn%", "%_%_%"],
    "signs": [
        "\x00", "\x00sömn\x00", "\x1b[31m", "\r\n", "\x7f", "\ufffd", "\ufeff", "\uffff", "\U0010ffff", "\x85", "\u2028",
        "\u00ad", "\u200b", "\u200c\u200d", "\u200f", "\u202e", "\u202esömn\u202c", "\u2066\u2069", "\u061c",
        "\u0301", "\u0640", "\u064b", "\u20dd", "\u0345", "\u0f0b", "\ufdfa", "\u1d15a", "ﬃ", "İ", "ß", "ǆ", "ſ", "K",
    ],
    "pictures": ["🙂", "👨‍👩‍👧‍👦", "🇸🇪", "👍🏽", "❤️", "1️⃣", "🏴\U000e0067\U000e0062\U000e007f"],
    "escaped": ["%00", "%E2%80%AE", "%c0%ae", "%%%", "%u202e", "&#0;", "&lt;", "\\u0000", "\\x00", "+", "%2525", "%ff"],
    "markup": ["<script>alert(1)</script>", "<mark>", "</mark>", '"><img src=x>', "{{ q }}", "{% now %}", "${7*7}", "]]>"],
    "words": [
        "sömn", "barn", "förskola", "روضة", "مدرسة", "бібліотека", "carruur", "fëmijë", "می‌خواهم", "läxorna", "3 år",
        "6-9 år", "18 månader", "99999999999999999999 år", "٣", "³", "½ år", "Ⅳ", "null", "None", "true", "NaN", "-0",
        "min man slår mig", "misshandel", "bibliotke", "öppenförskola", "a", "I", "é", "éé", "bvc:n", ":n", "a:a:a:a:a",
        "o'o'o", "'", "aaaaaaaaaaaa", "ppppppp", "1177", "112", "2026-05-04", "kim@example.org", "https://example.org/?q=%20",
    ],
}  # fmt: skip

# What is long, heavy or deep.
HEAVY = [
    "a" * 10_000,
    "ö" * 10_000,
    "ا" * 10_000,
    "🙂" * 10_000,
    "\x00" * 10_000,
    "%" * 10_000,
    "(" * 10_000,
    '"' * 9_999,
    "a" + "\u0301" * 500,
    "sömn" + "\u0335\u0489" * 500,
    "ا" + "\u064b" * 500,
    "\ufdfa" * 1_000,  # each sign is eighteen letters
    "\u202e" * 500 + "sömn",
    "\u200c".join("می" for _ in range(1_000)),
    "'".join("o" * 1_000),
    ":".join("ab" for _ in range(3_000)),
    "sömn " * 2_000,
    " ".join(f"ord{number}" for number in range(2_000)),
    " ".join(f"biblotek{letter}" for letter in "abcdefghijklmnopqrstuvwxyz" * 10),
    " ".join("abcdefghijklmnopqrstuvwxyzåäö" * 30),
    " ".join(f"{number} år" for number in range(500)),
    "förskola" * 1_000,
    "barn" * 20,
    "skol" * 19 + "a",
    "min man slår mig " * 500,
    "\n" * 10_000,
    "1" * 10_000,
    "١" * 10_000,
    "ß" * 80 + " " + "ﬃ" * 80,
    "".join(chr(code) for code in range(0x20, 0x3000)),
    "".join(chr(code) + " " for code in range(0x300, 0x370)),
    "\U000e0041" * 1_000,
]


def hostile() -> list[str]:
    """Each piece alone, two and three and more of them together, random signs, and what is heavy."""
    chance = random.Random(2_000)
    pieces = [*itertools.chain(*PIECES.values())]
    texts = dict.fromkeys([*HEAVY, *pieces])
    signs = [chr(code) for code in range(0x3000) if not 0xD800 <= code < 0xE000]
    while len(texts) < MANY:
        kind = chance.random()
        if kind < 0.6:
            parts = chance.choices(pieces, k=chance.randint(2, 6))
            text = chance.choice(["", " ", "  ", "\u200b", "\n"]).join(parts)
        elif kind < 0.8:
            text = "".join(chance.choices(signs, k=chance.randint(1, 120)))
        else:  # a word with something put into it
            word = chance.choice(PIECES["words"])
            at = chance.randint(0, len(word))
            text = word[:at] + chance.choice(pieces) + word[at:]
        texts[text] = None
    return list(texts)
