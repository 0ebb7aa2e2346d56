"""Editors who save at the same moment, each in a browser of her own, against a guide that is served."""

import re
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import requests

from tests.support.editor import PageForm

DESK = "/redaktion/support"
RACES = ("form", "inline", "list action", "delete", "revert")
# Run inside the guide: people who are logged in, and what they quarrel about. Prints cookies and ids.
SCENE = """
import datetime
from django.contrib.auth.models import User
from django.test import Client
from support.models import Offering
from tests import factories
from tests.login import log_in
for number in range({editors}):
    user = User.objects.create_superuser(f"redaktor{{number}}")
    client = log_in(Client(), user)
    draft = factories.offering(f"utkast-{{number}}", status="draft", topics=["lek"])
    print("editor", client.cookies["__Host-redaktion"].value, draft.pk)
print("shared", factories.place("gemensamma-huset").pk)
for number in range({races}):
    place = factories.place(f"huset-{{number}}", name="Huset")
    factories.closure(place, datetime.date(2030, 1, 1), reason_sv="Flytt")
    place.name = "Nya huset"
    place.save()
    draft = factories.offering(f"tavlan-{{number}}", status="draft", topics=["lek"])
    print("race", place.pk, place.history.last().pk, draft.pk)
"""


class Scene(NamedTuple):
    editors: list[tuple[str, int]]  # cookie, own draft
    shared: int  # place
    races: list[tuple[int, int, int]]  # place, its first version, draft

    @classmethod
    def printed(cls, text: str) -> "Scene":
        races = re.findall(r"^race (\d+) (\d+) (\d+)$", text, re.M)
        return cls(
            [(cookie, int(pk)) for cookie, pk in re.findall(r"^editor (\w+) (\d+)$", text, re.M)],
            int(re.search(r"^shared (\d+)$", text, re.M)[1]),
            [tuple(map(int, race)) for race in races],
        )


class Browser:
    def __init__(self, guide: str, cookie: str) -> None:
        self.guide = guide
        self.session = requests.Session()
        self.session.cookies.set("redaktion", cookie)

    def open(self, path: str) -> dict[str, list[str]]:
        answer = self.session.get(f"{self.guide}{path}", timeout=120)
        answer.raise_for_status()
        return PageForm(answer.text).values

    def send(self, path: str, values: dict[str, list[str]], **changes: object) -> int:
        """The answer's status: 302 where it is saved."""
        sent = values | {
            name: value if isinstance(value, list) else [value] for name, value in changes.items()
        }
        headers = {"Referer": self.guide}
        address = f"{self.guide}{path}"
        return self.session.post(
            address, sent, headers=headers, allow_redirects=False, timeout=120
        ).status_code

    def exists(self, path: str) -> bool:
        return self.session.get(f"{self.guide}{path}", allow_redirects=False, timeout=60).status_code == 200


def marks(guide: str, scene: Scene, saves: int) -> tuple[Counter, list[str]]:
    """Each adds a mark to a text, three times of four her own, else the one they share: the statuses, and the marks that are lost."""
    statuses: Counter = Counter()
    shared = f"{DESK}/place/{scene.shared}/change/", "accessibility_sv"

    def write(number: int) -> set[str]:
        cookie, draft = scene.editors[number]
        browser = Browser(guide, cookie)
        written = set()
        for save in range(saves):
            path, field = shared if save % 4 == 0 else (f"{DESK}/offering/{draft}/change/", "description_sv")
            mark = f"<{number}.{save}>"
            while True:
                values = browser.open(path)
                status = browser.send(
                    path, values, **{field: f"{values[field][0]} {mark}".strip(), "_save": ""}
                )
                statuses[status] += 1
                if status != 409:
                    break
            written.add(mark)
        return written

    with ThreadPoolExecutor(len(scene.editors)) as threads:
        written = set().union(*threads.map(write, range(len(scene.editors))))
    reader = Browser(guide, scene.editors[0][0])
    texts = [reader.open(shared[0])[shared[1]][0]]
    texts += [reader.open(f"{DESK}/offering/{pk}/change/")["description_sv"][0] for _, pk in scene.editors]
    return statuses, sorted(mark for mark in written if " ".join(texts).count(mark) != 1)


def races(guide: str, scene: Scene) -> tuple[Counter, list[str]]:
    """Two do something with the same row at once: the outcomes, and the races in which not just one got through."""
    one, other = (Browser(guide, cookie) for cookie, _ in scene.editors[:2])
    outcomes: Counter = Counter()
    not_one = []
    for number, (place, version, draft) in enumerate(scene.races):
        kind = RACES[number % len(RACES)]
        statuses = run(one, other, kind, place, version, draft)
        outcomes[kind, *statuses] += 1
        if sum(status == 302 for status in statuses) != 1:
            not_one.append(f"{kind}: {statuses}")
    return outcomes, not_one


def run(one: Browser, other: Browser, kind: str, place: int, version: int, draft: int) -> tuple[int, int]:
    page, list_page = f"{DESK}/place/{place}/change/", f"{DESK}/offering/?id__in={draft}"
    first, changes = page, {"name": "Ettan"}
    second, others = page, {"name": "Tvåan"}
    if kind == "inline":
        changes, others = {"closures-0-reason_sv": "Ettan"}, {"closures-0-reason_sv": "Tvåan"}
    elif kind == "list action":
        first, changes = list_page, {"action": "assure", "_selected_action": str(draft)}
        second, others = f"{DESK}/offering/{draft}/change/", {"title_sv": "Tvåan", "_save": ""}
    elif kind == "delete":
        first, changes = f"{DESK}/place/{place}/delete/", {}
    elif kind == "revert":
        first, changes = f"{DESK}/place/{place}/history/{version}/", {}
    together = threading.Barrier(2)

    def act(browser: Browser, path: str, values: dict, typed: dict) -> int:
        together.wait()
        return browser.send(path, values, **typed)

    opened = one.open(first), other.open(second)
    with ThreadPoolExecutor(2) as threads:
        sent = (
            threads.submit(act, one, first, opened[0], changes),
            threads.submit(act, other, second, opened[1], others),
        )
        mine, theirs = sent[0].result(), sent[1].result()
    if kind == "list action":  # a list answers alike, whatever it has left out
        mine = 302 if one.open(second)["assured_on"] != [""] else 409
    return mine, theirs


def same_submits(guide: str, scene: Scene, times: int) -> tuple[Counter, int]:
    """The same form, sent that often at once: the statuses, and how many objects it made."""
    path = f"{DESK}/strategy/add/"
    browsers = [Browser(guide, scene.editors[0][0]) for _ in range(times)]
    values = browsers[0].open(path)
    typed = {"name": "Tidigt", "source": "Målbild", "slug": "tidigt-stod"}
    for browser in browsers:
        browser.session.cookies.update(browsers[0].session.cookies)
    with ThreadPoolExecutor(times) as threads:
        statuses = Counter(threads.map(lambda browser: browser.send(path, values, **typed), browsers))
    listed = browsers[0].session.get(f"{guide}{DESK}/strategy/?q=tidigt", timeout=60).text
    return statuses, listed.count('class="action-select"')
