"""Editors write Markdown; readers get safe, plain HTML."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.markdown import ALLOWED_TAGS, render
from tests.catalog.reading import read

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](https://evil.example/x.png)",
    '![x](x "onerror=alert(1)")',
    "<iframe src=https://evil.example></iframe>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](vbscript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](file:///etc/passwd)",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<a href='x' onclick='alert(1)'>x</a>",
    "<style>body{display:none}</style>",
    "<form action=https://evil.example><input name=q></form>",
    "<meta http-equiv=refresh content=0;url=https://evil.example>",
    "<math><mtext></mtext><script>alert(1)</script></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "`<img src=x onerror=alert(1)>`",
    '[x](https://a.example/"onmouseover=alert(1))',
    "<p style=position:fixed>x</p>",
    "[x](//evil.example)<object data=x></object>",
]


def assert_harmless(html: str) -> None:
    for element in read(f"<div>{html}</div>").one("div").elements():
        assert element.tag in ALLOWED_TAGS
        assert set(element.attrs) <= ({"href", "rel"} if element.tag == "a" else set())
        if scheme := re.match(r"\s*([a-zA-Z][\w+.-]*):", element.get("href")):
            assert scheme[1].lower() in {"http", "https", "tel", "mailto"}


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_could_harm_a_reader_is_taken_away(attack):
    assert_harmless(render(attack))


@given(st.text(alphabet="<>[]()!`*_:\"'&;#=/\n\t abjsonerimgcphttp1"))
def test_no_text_whatever_becomes_harmful(text):
    assert_harmless(render(text))


@pytest.mark.parametrize(
    "address", ["tel:+4633357000", "mailto:a@boras.se", "https://boras.se/a?b=c", "/sv/akut/"]
)
def test_links_to_call_write_and_read_are_kept(address):
    link = read(str(render(f"[här]({address})"))).one("a")

    assert link["href"] == address
    assert link.text == "här"


def test_a_link_tells_the_next_site_nothing():
    assert set(read(str(render("[x](https://a.example)"))).one("a")["rel"].split()) >= {
        "noopener",
        "noreferrer",
    }


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("- ett\n- två", "ul"),
        ("1. ett\n2. två", "ol"),
        ("**viktigt**", "strong"),
        ("*kanske*", "em"),
        ("## Mer", "h2"),
    ],
)
def test_lists_emphasis_and_headings_are_kept(text, tag):
    assert read(str(render(text))).one(tag)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("# A", "h2"),
        ("A\n===", "h2"),
        ("### A", "h2"),
        ("## A\n\n#### B\n\n## C", "h2 h3 h2"),
        ("# A\n\n## B\n\n### C\n\n###### D", "h2 h2 h3 h4"),
        ("## A\n\n### B\n\n#### C\n\n##### D", "h2 h3 h4 h4"),
    ],
)
def test_headings_keep_the_outline_of_the_page_whole(written, shown):
    headings = [element.tag for element in read(f"<div>{render(written)}</div>").one("div").elements()]

    assert [tag for tag in headings if tag.startswith("h")] == shown.split()


def test_a_line_break_is_a_line_break():
    assert render("ett\ntvå").count("<br>") == 1


@pytest.mark.parametrize("text", ["3 < 4 & 5 > 2", "<b>", "a & b", "«»"])
def test_signs_are_shown_as_they_were_written(text):
    assert read(str(render(text))).text == text
