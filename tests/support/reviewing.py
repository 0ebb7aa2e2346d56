"""People at the desk, and what they have sent for review."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.utils import timezone

from support import publication
from support.models import Assignment, Offering
from support.working_version import make_working_version
from tests import factories


def somebody(name: str, role: str, **of: Any) -> AbstractUser:
    """`somebody("karin", "editor")`: of the administration that offers what the factories make."""
    user = get_user_model().objects.create_user(name, is_staff=True)
    if role in ("editor", "publisher"):
        of = {"administration": factories.administration(), **of}
    Assignment.objects.create(user=user, role=role, **of)
    return user


def stored(row: Any) -> Any:
    return type(row)._base_manager.get(pk=row.pk)


def written(offering: Offering, user: AbstractUser, **values: Any) -> Offering:
    for name, value in values.items():
        setattr(offering, name, value)
    offering._history_user = user
    offering.save()
    return stored(offering)


def sent(offering: Offering, user: AbstractUser, **values: Any) -> Offering:
    """A working version in which she has written this, and which she has sent for review."""
    draft = make_working_version(stored(offering))[offering]
    publication.submit(written(draft, user, **values), user, timezone.now(), "Från augusti.")
    return stored(draft)
