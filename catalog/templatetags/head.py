"""What the head of a page says more than once."""

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_block_tag
def captured(content: str) -> SafeString:
    """What a block renders, on one line, fit to stand between quotes too: `{% captured as name %}`."""
    return mark_safe(" ".join(content.split()).replace('"', "&quot;"))  # noqa: S308 (rendered, so escaped)
