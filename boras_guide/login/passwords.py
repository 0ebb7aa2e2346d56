"""What makes a good password here, and passwords that are made by the guide."""

import re
import secrets

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError

# Letters and digits that cannot be mistaken for each other on a screen.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
LOCAL_WORDS = re.compile(
    "föräldraskapsguiden?|föräldraskap|föräldrar?|förälder|guiden?|redaktion(?:en)?|redaktör|"
    "borås|sjuhärad|kommun(?:en)?|stad(?:en)?|förvaltning(?:en)?|förskol(?:an|a)|familj(?:en)?|barn|"
    "bibliotek(?:et)?|skol(?:an|a)|socialtjänst(?:en)?|"
    "välkommen|lösenord(?:et)?|password|admin|qwerty|"
    "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|"
    "sommar(?:en)?|höst(?:en)?|vinter(?:n)?|vår(?:en)?"
)
PLAIN_LETTERS = str.maketrans("åäöé013457@$", "aaoeoieastas")
LETTERS_LEFT = 8


def make_password() -> str:
    """Some 99 bits, in four groups that can be read aloud."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(4))


class LocalWordsValidator:
    """Refuses what somebody who knows where we work would try first: Förskolan-Borås-2026."""

    plain_words = re.compile(LOCAL_WORDS.pattern.translate(str.maketrans("åäö", "aao")))

    def validate(self, password: str, user: AbstractUser | None = None) -> None:
        plain = re.sub(r"[^a-z]", "", password.lower().translate(PLAIN_LETTERS))
        found = self.plain_words.search(plain)
        if found and len(self.plain_words.sub("", plain)) < LETTERS_LEFT:
            raise ValidationError(
                "Lösenordet bygger på ord som är lätta att gissa för den som vet var du arbetar. "
                "Lägg till några ord som inte har med arbetet att göra.",
                code="password_local_words",
            )

    def get_help_text(self) -> str:
        return "Bygg det inte på ord som Borås, förskolan, kommunen eller årstiden."
