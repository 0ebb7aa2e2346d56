"""What two texts have in common, word by word: in any script, written either way."""

import re
from difflib import SequenceMatcher

# Its kind ("same", "removed", "added"; in a folded text also "skipped"), and its text.
Piece = tuple[str, str]

SIGNS = re.escape(""".,;:!?()[]{}<>"'*#_…“”„’«»،؛؟""")

# A line break, other space, a word with the signs inside it (10.30, www.boras.se), or one sign.
WORDS = re.compile(rf"\r?\n|[^\S\n]+|[^\s{SIGNS}]+(?:[{SIGNS}]+[^\s{SIGNS}]+)*|\S")


def word_difference(old: str, new: str) -> list[Piece]:
    """Joined, all pieces but the added are the old text, and all but the removed the new one."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    # Spaces are never what two texts have in common, only what stands beside it.
    steps = SequenceMatcher(str.isspace, before, after).get_opcodes()
    pieces: list[Piece] = []
    removed = added = ""
    for number, (kind, start, end, new_start, new_end) in enumerate(steps):
        gone, come = "".join(before[start:end]), "".join(after[new_start:new_end])
        between = 0 < number < len(steps) - 1
        if kind != "equal" or (between and gone.isspace() and "\n" not in gone):
            removed, added = removed + gone, added + come
            continue
        pieces += [("removed", removed), ("added", added), ("same", gone)]
        removed = added = ""
    pieces += [("removed", removed), ("added", added)]
    return [(kind, text) for kind, text in pieces if text]


def folded(pieces: list[Piece], words_around: int = 6) -> list[Piece]:
    """The changed pieces with a few words around them, and "skipped" for what stands between."""
    shown: list[Piece] = []
    for number, (kind, text) in enumerate(pieces):
        words = re.findall(r"\s*\S+\s*?", text)
        first, last = number == 0, number == len(pieces) - 1
        around = words_around * (1 if first or last else 2)
        if kind != "same" or len(words) <= around + 1:
            shown.append((kind, text))
            continue
        tail = text[len("".join(words)) :]
        if not first:
            shown.append(("same", "".join(words[:words_around])))
        shown.append(("skipped", " … "))
        if not last:
            shown.append(("same", "".join(words[-words_around:]).lstrip() + tail))
    return shown
