"""The difference between two texts, as an editor reads it."""

import random

import pytest
from django.template.loader import render_to_string

from support.worddiff import folded, word_difference

WORDS = [
    *(
        "kom",
        "barn",
        "Öppna",
        "förskolan",
        "10.30",
        "033-35 70 00",
        "**viktigt**",
        "[boka](https://boras.se)",
    ),
    *("مرحبا", "الأَطْفال،", "کودکان", "می\u200cآیند", "діти", "e\u0301", "👩\u200d👧", "\u202e"),
    *(" ", "  ", "\n", "\r\n", "\n\n", "\t", ".", ",", "_", "…", "”"),
]


def test_pieces_give_back_both_texts() -> None:
    draw = random.Random(6)
    for _ in range(300):
        old = [draw.choice(WORDS) for _ in range(draw.randrange(25))]
        new = [word for word in old if draw.random() > 0.2]
        for _ in range(draw.randrange(5)):
            new.insert(draw.randrange(len(new) + 1), draw.choice(WORDS))
        old, new = "".join(old), "".join(new)
        pieces = word_difference(old, new)
        assert "".join(text for kind, text in pieces if kind != "added") == old
        assert "".join(text for kind, text in pieces if kind != "removed") == new
        assert all(text for _, text in pieces)


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("Kom hit", "Kom hit", [("same", "Kom hit")]),
        ("", "", []),
        ("", "Kom", [("added", "Kom")]),
        (
            "Ring 033-35 70 00, vardagar.",
            "Ring 033-35 70 11, vardagar.",
            [("same", "Ring 033-35 70 "), ("removed", "00"), ("added", "11"), ("same", ", vardagar.")],
        ),
        (
            "Klockan 10.30.",
            "Klockan 10.45.",
            [("same", "Klockan "), ("removed", "10.30"), ("added", "10.45"), ("same", ".")],
        ),
        # Words changed beside each other are one change.
        (
            "en röd stuga här",
            "en grön villa här",
            [("same", "en "), ("removed", "röd stuga"), ("added", "grön villa"), ("same", " här")],
        ),
        ("Ett.\nTvå.", "Ett.\n\nTvå.", [("same", "Ett.\n"), ("added", "\n"), ("same", "Två.")]),
        # A letter and its vowel sign are never parted.
        ("كَتَبَ هنا", "كُتُبٌ هنا", [("removed", "كَتَبَ"), ("added", "كُتُبٌ"), ("same", " هنا")]),
    ],
)
def test_a_change_is_told_by_words(old: str, new: str, pieces: list) -> None:
    assert word_difference(old, new) == pieces


def test_a_long_text_is_folded_to_what_changed() -> None:
    old = " ".join(f"ord{number}" for number in range(40))
    pieces = folded(word_difference(old, old.replace("ord20", "nytt")), words_around=2)
    assert pieces == [
        ("skipped", " … "),
        ("same", "ord18 ord19 "),
        ("removed", "ord20"),
        ("added", "nytt"),
        ("same", " ord21 ord22"),
        ("skipped", " … "),
    ]


def test_a_screen_reader_tells_what_went_from_what_came_and_reads_each_in_its_language() -> None:
    html = render_to_string(
        "admin/_word_difference.html",
        {"pieces": word_difference("مرحبا <b>", "أهلا <b>"), "lang": "ar", "dir": "rtl"},
    )
    assert 'lang="ar" dir="rtl"' in html
    assert '<span class="visually-hidden" lang="sv" dir="ltr">[borttaget: </span>مرحبا' in html
    assert '<span class="visually-hidden" lang="sv" dir="ltr">[tillagt: </span>أهلا' in html
    assert "&lt;b&gt;" in html
