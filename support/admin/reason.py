"""A text field that offers the usual reasons for closing, and takes any other."""

from typing import Any

from django.contrib.admin.widgets import AdminTextInputWidget
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from support.usual_reasons import USUAL_REASONS


class UsualReason(AdminTextInputWidget):
    def render(self, name: str, value: Any, attrs: dict | None = None, renderer: Any = None) -> SafeString:
        offered = f"{(attrs or {}).get('id', name)}_usual"
        field = super().render(name, value, {**(attrs or {}), "list": offered}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((one,) for one in USUAL_REASONS))
        return format_html('{}<datalist id="{}">{}</datalist>', field, offered, options)
