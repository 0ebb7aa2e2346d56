"""What somebody is called at the desk."""

from typing import Any

from django.contrib.auth import get_user_model

NAMES = ("first_name", "last_name", "username")


def name_of(user: Any) -> str:
    return user.get_full_name() or user.get_username()


def name_in(row: dict, role: str = "") -> str:
    """Of somebody in a row of values: `sent_by__first_name` and so on. "" where there is nobody."""
    path = f"{role}__" if role else ""
    return name_of(get_user_model()(**{name: row[f"{path}{name}"] or "" for name in NAMES}))
