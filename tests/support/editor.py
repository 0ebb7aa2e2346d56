"""An editor at the desk: opens a page, changes what should change, and sends the form back."""

from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client

from support.models import Offering

Values = dict[str, list[str]]


class PageForm(HTMLParser):
    """What a browser would send of the page's own form, had nobody touched it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.values: Values = {}
        self._form = self._textarea = self._select = None
        self.button = ""  # which Enter presses
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form":
            self._form = found.get("id") or "unnamed"
        if self._form in (None, "logout-form", "changelist-search"):
            return
        if tag == "textarea":
            self._textarea = found["name"]
            self.values[self._textarea] = [""]
        elif tag == "select":
            self._select = found["name"]
        elif tag == "option" and "selected" in found and self._select:
            self._add(self._select, found.get("value") or "")
        elif tag == "input" and found.get("name"):
            kind = found.get("type")
            is_off = kind in ("checkbox", "radio") and "checked" not in found
            if kind == "submit":
                self.button = self.button or found["name"] or ""
            if kind != "submit" and not is_off:
                self._add(found["name"], found.get("value", "on" if kind == "checkbox" else "") or "")

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.values[self._textarea][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            # Browsers drop the first line break, which Django writes.
            name = self._textarea
            self.values[name] = [self.values[name][0].removeprefix("\n").removeprefix("\r\n")]
            self._textarea = None
        elif tag == "select":
            self._select = None
        elif tag == "form":
            self._form = None

    def _add(self, name: str, value: str) -> None:
        self.values.setdefault(name, []).append(value)


class Editor:
    def __init__(self, client: Client) -> None:
        self.client = client

    def open(self, path: str) -> str:
        response = self.client.get(path)
        assert response.status_code == 200, f"{path}: {response.status_code}"
        return response.content.decode()

    def send(self, path: str, **changes: Any) -> HttpResponse:
        """Open the page, change these fields, save. A list ticks or chooses several."""
        return self.send_back(path, self.open(path), **changes)

    def send_back(self, path: str, page: str, **changes: Any) -> HttpResponse:
        """A page that was opened, perhaps some time ago."""
        form = PageForm(page)
        values = form.values
        if form.button and not {"_save", "_submit", "_publish"} & changes.keys():
            values[form.button] = [""]
        for name, value in changes.items():
            values[name] = value if isinstance(value, list) else [value]
        return self.client.post(path, values, follow=True)

    def save(self, path: str, **changes: Any) -> str:
        """As `send`, and the desk accepts it: the page that follows."""
        response = self.send(path, **changes)
        faults = response.context and response.context.get("errors")
        assert response.redirect_chain and not faults, faults or response.content.decode()
        return response.content.decode()

    def answer(self, path: str, page: str) -> str:
        """Yes, to a page that asks once more."""
        response = self.client.post(path, PageForm(page).values, follow=True)
        assert response.status_code == 200
        return response.content.decode()

    def act(self, path: str, action: str, *objects: Any) -> str:
        """Choose rows in a list and do something with them."""
        values = PageForm(self.open(path)).values
        chosen = {"action": [action], "_selected_action": [obj.pk for obj in objects]}
        response = self.client.post(path, values | chosen, follow=True)
        assert response.status_code == 200
        return response.content.decode()


def story_time(like: Offering) -> dict:
    """What an editor types to add an offering of the same kind as another."""
    return {
        "title_sv": "Sagostund",
        "summary_sv": "Vi läser.",
        "slug": "sagostund",
        "type": like.type_id,
        "administration": like.administration_id,
        "topics": [like.topics.get().pk],
        "maximum_age_months_years": 5,
    }


def new_row(number: int = 0, **values: Any) -> dict:
    """What an editor types in a new weekly time: new_row(weekday=2)."""
    typed = {"weekday": 1, "opens_at": "10", "closes_at": "16", "interval_weeks": 1, **values}
    return {
        "schedules-TOTAL_FORMS": number + 1,
        **{f"schedules-{number}-{name}": value for name, value in typed.items()},
    }
