"""Editors' Markdown as safe HTML."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

ALLOWED_TAGS = {"p", "br", "h2", "h3", "h4", "ul", "ol", "li", "a", "strong", "em", "blockquote"}
ALLOWED_SCHEMES = {"http", "https", "tel", "mailto"}
HIGHEST, LOWEST = 2, 4  # the page itself has the one h1


def keep_outline(state: StateCore) -> None:
    """Headings never skip a level, whatever was written: someone listening finds her way by them."""
    level = HIGHEST - 1
    for token in state.tokens:
        if token.type == "heading_open":
            level = min(max(int(token.tag[1]), HIGHEST), level + 1, LOWEST)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{level}"


_markdown = MarkdownIt("js-default", {"html": False, "linkify": False, "breaks": True})
_markdown.core.ruler.push("outline", keep_outline)


def render(text: str) -> SafeString:
    html = nh3.clean(
        _markdown.render(text),
        tags=ALLOWED_TAGS,
        attributes={"a": {"href"}},
        url_schemes=ALLOWED_SCHEMES,
        link_rel="noopener noreferrer",
    )
    return mark_safe(html)  # noqa: S308 (cleaned by the allow-list just above)
