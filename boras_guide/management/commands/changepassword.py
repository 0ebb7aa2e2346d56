from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    help = "Instead of Django's own: nobody but herself knows somebody's password. See one_time_password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", nargs="?", default="NAME")
        parser.add_argument("--database")  # as Django's own is called

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        raise CommandError(
            f"Nothing is changed. Give a password that is good for one time: "
            f"manage.py one_time_password {username}"
        )
