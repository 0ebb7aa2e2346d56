"""The languages the guide speaks: the one list everything else reads.

Adding one is described in docs/languages.md.
"""

from dataclasses import dataclass

from django.conf.locale import LANG_INFO


@dataclass(frozen=True)
class Language:
    code: str
    own_name: str
    swedish_name: str
    fallbacks: tuple[str, ...]  # tried in order where a text is missing
    direction: str = "ltr"
    html_lang: str = ""  # what `lang` says, where it is not the code
    babel_locale: str = ""  # CLDR locale, where it is not the code
    time_pattern: str = "HH:mm"  # Swedish public life runs on 24 hours, in every language
    is_variant: bool = False  # another way to write a language in the list; never negotiated

    def __post_init__(self) -> None:
        object.__setattr__(self, "html_lang", self.html_lang or self.code)
        object.__setattr__(self, "babel_locale", self.babel_locale or self.code)

    @property
    def chain(self) -> tuple[str, ...]:
        """The language itself, then its fallbacks."""
        return (self.code, *self.fallbacks)


_ALL = (
    Language("sv", "Svenska", "svenska", (), time_pattern="HH.mm"),
    Language(
        "sv-simple",
        "Lätt svenska",
        "lätt svenska",
        ("sv",),
        # Screen readers treat long tags unevenly, so easy Swedish says it is Swedish.
        html_lang="sv",
        babel_locale="sv",
        time_pattern="HH.mm",
        is_variant=True,
    ),
    Language("en", "English", "engelska", ("sv",), babel_locale="en_GB"),
    Language("fi", "Suomi", "finska", ("sv",), time_pattern="H.mm"),
    Language("ar", "العربية", "arabiska", ("en", "sv"), direction="rtl"),
    Language("fa", "فارسی", "persiska", ("en", "sv"), direction="rtl"),
    Language("so", "Soomaali", "somaliska", ("en", "sv")),
    Language("uk", "Українська", "ukrainska", ("en", "sv")),
    Language("bs", "Bosanski", "bosniska", ("en", "sv"), babel_locale="bs_Latn"),
    Language("sq", "Shqip", "albanska", ("en", "sv")),
)

LANGUAGES: dict[str, Language] = {language.code: language for language in _ALL}
SOURCE = "sv"

# What browsers ask for when they mean one of ours: Dari is written Persian,
# and Bosnian, Croatian and Serbian (Latin) readers understand each other's text.
ALIASES = {"prs": "fa", "hr": "bs", "sr": "bs", "sh": "bs"}

# Django's own table lacks these two; without an entry their pages are 404.
LANG_INFO.setdefault(
    "sv-simple",
    {"bidi": False, "code": "sv-simple", "name": "Easy Swedish", "name_local": "Lätt svenska"},
)
LANG_INFO.setdefault("so", {"bidi": False, "code": "so", "name": "Somali", "name_local": "Soomaali"})


def column(field: str, code: str) -> str:
    """The column that holds `field` in one language: `column("title", "sv-simple")` is `title_sv_simple`."""
    return f"{field}_{code.replace('-', '_')}"


def of_path(path: str) -> Language:
    """The language that the first part of a path names; Swedish where it names none."""
    return LANGUAGES.get(path.strip("/").split("/", 1)[0], LANGUAGES[SOURCE])


def negotiate(accept_language: str) -> Language:
    """The language that fits an Accept-Language header best; Swedish when none does.

    >>> negotiate("hr, en;q=0.5").code
    'bs'
    """
    from django.utils.translation.trans_real import parse_accept_lang_header

    for tag, weight in parse_accept_lang_header(accept_language):
        if weight == 0:  # "not this one"
            continue
        primary = tag.split("-")[0]
        code = ALIASES.get(primary, primary)
        if code in LANGUAGES:
            return LANGUAGES[code]
    return LANGUAGES[SOURCE]
