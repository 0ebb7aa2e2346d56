"""One stylesheet out of many small files, without a build step.

The files of `static/css/` each put themselves into a cascade layer, so joining is plain
concatenation. The joined `css/guide.css` is made anew when they say something else, both for collectstatic
(which then hashes and compresses it) and for the development server.
"""

import os
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

SOURCES = Path(settings.BASE_DIR) / "static" / "css"
FIRST = ("layers.css", "tokens.css", "base.css", "layout.css")
JOINED = "css/guide.css"


class JoinedStylesheetFinder(BaseFinder):
    """Finds `css/guide.css`, joining the sources first when one of them is newer."""

    def __init__(self, *args, **kwargs) -> None:
        self.storage = FileSystemStorage(location=settings.VAR / "joined")
        self.storage.prefix = ""
        super().__init__(*args, **kwargs)

    def check(self, **kwargs) -> list:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs) -> str | list[str]:
        if path != JOINED:
            return []
        joined = str(self.join())
        return [joined] if find_all else joined

    def list(self, ignore_patterns):
        self.join()
        yield JOINED, self.storage

    def join(self) -> Path:
        target = Path(self.storage.path(JOINED))
        sources = sorted(
            SOURCES.glob("*.css"),
            key=lambda file: (FIRST.index(file.name) if file.name in FIRST else len(FIRST), file.name),
        )
        text = "\n".join(file.read_text() for file in sources)
        if not target.exists() or target.read_text() != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            new = target.with_suffix(f".{os.getpid()}")
            new.write_text(text)
            new.rename(target)
        return target
