"""A page as a browser reads it, and what the stable hooks of its markup say."""

from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree import ElementTree

from django.http import HttpResponse

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Element:
    def __init__(self, tag: str, attrs: dict[str, str], parent: "Element | None") -> None:
        self.tag, self.attrs, self.parent = tag, attrs, parent
        self.children: list[Element | str] = []

    def __repr__(self) -> str:
        return f"<{self.tag} {self.attrs}>"

    def __getitem__(self, attribute: str) -> str:
        return self.attrs[attribute]

    def get(self, attribute: str, default: str = "") -> str:
        return self.attrs.get(attribute, default)

    @property
    def text(self) -> str:
        """What stands in it, with one space for each run of white space."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child._texts()

    def elements(self) -> "Iterator[Element]":
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.elements()

    def all(self, tag: str = "", **attributes: str | bool) -> "list[Element]":
        """With that tag and those attributes; `data_facet=True` is any value of `data-facet`."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.elements()
            if tag in ("", element.tag)
            and all(
                name in element.attrs if value is True else element.attrs.get(name) == value
                for name, value in wanted.items()
            )
        ]

    def one(self, tag: str = "", **attributes: str | bool) -> "Element":
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} elements are {tag} {attributes}"
        return found[0]

    def is_inside(self, **attributes: str | bool) -> bool:
        return any(self in outer.elements() for outer in self.root.all(**attributes))

    @property
    def root(self) -> "Element":
        return self.parent.root if self.parent else self


class _Reader(HTMLParser):
    """Stricter than a browser: every element must be closed where it was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.current = self.root = Element("", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), f"<{tag}> has an attribute twice: {names}"
        element = Element(tag, {name: value or "" for name, value in attrs}, self.current)
        self.current.children.append(element)
        if tag not in VOID:
            self.current = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.current.tag, f"</{tag}> closes {self.current}"
        self.current = self.current.parent

    def handle_data(self, data: str) -> None:
        self.current.children.append(data)


def read(source: HttpResponse | str) -> Element:
    reader = _Reader()
    reader.feed(source if isinstance(source, str) else source.content.decode())
    reader.close()
    assert reader.current is reader.root, f"{reader.current} is never closed"
    return reader.root


def read_xml(response: HttpResponse) -> ElementTree.Element:
    """The outermost element; what is not well-formed fails."""
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)  # noqa: S314 (our own answer)


def hits(response: HttpResponse) -> list[str]:
    """Slugs of the offerings in the list, in order; suggestions are not hits."""
    page = read(response)
    return [
        article["data-offering"]
        for article in page.all("article", data_offering=True)
        if not article.is_inside(data_suggestions=True)
    ]


def suggested(response: HttpResponse) -> list[str]:
    """Slugs of the offerings that stand beside as suggestions, each once, in order."""
    outers = read(response).all(data_suggestions=True)
    return list(dict.fromkeys(slug for outer in outers for slug in named_in(outer)))


def named_in(outer: Element) -> list[str]:
    """Slugs of all the offerings in it, in order."""
    return [article["data-offering"] for article in outer.all("article", data_offering=True)]


def total(response: HttpResponse) -> int:
    return int(read(response).one(data_total=True)["data-total"])


def counts(response: HttpResponse) -> dict[tuple[str, str], int]:
    """(facet, value) → the number that stands at it."""
    found = {}
    for value in read(response).all(data_facet=True):
        key = value["data-facet"], value["data-value"]
        assert key not in found, f"{key} stands twice"
        found[key] = int(value["data-count"])
    return found


def notices(response: HttpResponse) -> list[str]:
    """What the page tells the reader about itself: machine-made, old, not confirmed."""
    return [
        element.text
        for element in read(response).one("main").elements()
        if {"notice", "doubt"} & set(element.get("class").split())
    ]
