"""Whatever can be sent to the desk, sent by everybody: what it changed, and whether it may.

The forms are forged: filled in as the coordinator's page shows them, and sent by somebody else.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from PIL import Image as Pillow

from tests.support.editor import PageForm, Values
from tests.support.rights_matrix import Matrix
from tests.support.rights_sent import Act, acts
from tests.support.rights_verdict import Content, is_anything, verdict
from tests.support.rights_world import COORDINATOR, Person, content

REFUSED = (302, 403, 404)


@dataclass
class Acts(Matrix):
    pages: dict[str, Values] = field(default_factory=dict)
    usual: dict[tuple[str, str], str] = field(default_factory=dict)
    worked: set[tuple[str, str]] = field(default_factory=set)  # screen, kind

    def acts(self, who: Person) -> list[Act]:
        """All that may not be done, and of what may be done in the same way one."""
        found: dict[tuple, Act] = {}
        for number, act in enumerate(acts(self.world, who)):
            found.setdefault((act.screen, act.kind, act.about, number if act.is_denied else -1), act)
        return list(found.values())

    def send_all(self, who: Person) -> None:
        everything = [(act, self._values(act)) for act in self.acts(who)]
        client, forbidden = self.client(who), self.world.forbidden_words(who)
        before = content()  # the coordinator has opened the pages by now
        with undone():
            for act, values in everything:
                if act.is_denied:
                    answer = self._send(client, act, values)
                    self._note(who, act, refusal_faults(act, answer, forbidden, values))
            is_untouched = content() == before
        for act, values in everything:
            if not (act.is_denied and is_untouched):
                self._judge(client, who, act, values, before)

    def _send(self, client: Client, act: Act, values: Values) -> HttpResponse:
        return client.post(act.path, {**values, "file": picture()} if act.kind == "image" else values)

    def _judge(self, client: Client, who: Person, act: Act, values: Values, before: Content) -> None:
        with undone():
            status = self._send(client, act, values).status_code
            after = content()
        has_changed = is_anything(before, after)
        faults = [*verdict(self.world, who, act.screen, before, after)]
        if status == 500:
            faults.append("breaks down")
        if act.is_denied and before != after:
            faults.append("changed something")
        if act.must_change and not has_changed:
            faults.append(f"changed nothing ({status})")
        self._note(who, act, faults)
        if has_changed:
            self.worked.add((act.screen, act.kind))

    def _note(self, who: Person, act: Act, faults: list[str]) -> None:
        self.leaks += [f"{who.name}: {act.screen} {act.kind} {act.about} {act.path}: {one}" for one in faults]

    # --- Forms --------------------------------------------------------------------------------------

    def _values(self, act: Act) -> Values:
        page = act.page
        if act.is_denied and act.screen != "revert":  # any page of the kind will do: it is refused
            page = self.usual.setdefault((act.screen, act.kind), page)
        filled = self._page(page) if page else {}
        if act.blank:  # as somebody types what a row of the same kind says
            typed = {name: values for name, values in filled.items() if not name.startswith("_")}
            counts = {name: ["0"] for name in typed if name.endswith(("-TOTAL_FORMS", "-INITIAL_FORMS"))}
            own = {name: values for name, values in self._page(act.blank).items() if name.startswith("_")}
            filled = {**typed, **counts, **own}
        said = {name: one if isinstance(one, list) else [str(one)] for name, one in act.said.items()}
        text = next((name for name in act.texts if name in filled), None)
        return {**filled, **said, **({text: ["Något annat"]} if text else {})}

    def _page(self, path: str) -> Values:
        """As the coordinator's browser would send it."""
        if path not in self.pages:
            response = self.client(COORDINATOR).get(path, follow=True)
            self.pages[path] = PageForm(response.content.decode()).values
        return self.pages[path]


def refusal_faults(act: Act, answer: HttpResponse, forbidden: list[str], values: Values) -> list[str]:
    """What she sent herself she may read back."""
    told = answer.content.decode(errors="replace")
    sent = " ".join(str(one) for several in values.values() for one in several)
    faults = [f"tells {word}" for word in forbidden if word in told and word not in sent]
    if act.screen in ("change", "delete", "add") and answer.status_code not in REFUSED:
        faults.append(f"answers {answer.status_code}")
    return faults


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def picture() -> SimpleUploadedFile:
    file = io.BytesIO()
    Pillow.new("RGB", (60, 40), "teal").save(file, "PNG")
    return SimpleUploadedFile("bild.png", file.getvalue(), "image/png")
