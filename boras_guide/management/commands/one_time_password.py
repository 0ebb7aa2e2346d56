from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from boras_guide.login.models import OneTimePassword
from boras_guide.login.session import remove_second_factors


class Command(BaseCommand):
    help = (
        "Give somebody a one-time password for /redaktion/. It is shown once and lasts fourteen days; "
        "whoever logs in with it chooses a password of her own. All her sessions end."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--new", action="store_true", help="make the account first: it may do everything")
        parser.add_argument(
            "--without-second-factor",
            action="store_true",
            help="also forget her app, keys and recovery codes",
        )

    def handle(
        self, *args: Any, username: str, new: bool, without_second_factor: bool, **options: Any
    ) -> None:
        users = get_user_model().objects
        user = users.filter(username=username).first()
        if new and user:
            raise CommandError(f"There is an account {username!r} already. Leave --new out.")
        if not new and not user:
            raise CommandError(f"There is no account {username!r}. To make it, add --new.")
        user = user or users.create_superuser(username)
        if without_second_factor:
            remove_second_factors(user, at=timezone.now())
        password = OneTimePassword.objects.give(user, at=timezone.now())
        self.stdout.write(f"    user      {user.get_username()}\n    password  {password}")
