"""Everything between installing the guide and serving it. Safe to run at every start."""

import hashlib

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from boras_guide import catalogues
from boras_guide.login.models import OneTimePassword
from catalog.search import dictionaries
from catalog.search.index import is_empty
from support.models import Offering

ADMINISTRATOR = "admin"


class Command(BaseCommand):
    help = (
        "Make the guide ready to serve: translations, database, first content, first administrator, "
        "static files. Each step is left out when there is nothing to do."
    )

    def handle(self, **options) -> None:
        self.compile_catalogues()
        dictionaries.unpack(lambda name: self.stdout.write(f"Unpacking the words of {name}."))
        try:
            self.migrate()
            self.load_content()
            self.fill_search_index()
            self.make_administrator()
        except DatabaseError as error:
            raise CommandError(
                f"The database did not do as asked. Check DATABASE_URL and that it runs.\n{error}"
            ) from error
        self.collect_static_files()

    def compile_catalogues(self) -> None:
        compiled = catalogues.compile_stale()
        if compiled:
            self.stdout.write(f"Compiled {len(compiled)} catalogues of translations.")

    def migrate(self) -> None:
        executor = MigrationExecutor(connection)
        steps = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if steps:
            self.stdout.write(f"Bringing the database up to date ({len(steps)} steps).")
            call_command("migrate", interactive=False, verbosity=0)

    def load_content(self) -> None:
        call_command("load_reference_content", if_empty=True, verbosity=0, stdout=self.stdout)

    def fill_search_index(self) -> None:
        """Empty after a change of its tables, with offerings that could be found."""
        if is_empty() and Offering.objects.filter(status=Offering.Status.PUBLISHED).exists():
            self.stdout.write("Making the search index.")
            call_command("rebuild_search_index", stdout=self.stdout, stderr=self.stderr)

    def make_administrator(self) -> None:
        users = get_user_model().objects
        if users.exists():
            return
        if settings.PRODUCTION:
            self.stdout.write(
                "Nobody can log in at /redaktion/ yet. Make the first account with: "
                "manage.py one_time_password --new NAME"
            )
            return
        user = users.create_superuser(ADMINISTRATOR)
        password = OneTimePassword.objects.give(user, at=timezone.now())
        self.stdout.write(
            "\nMade an account for /redaktion/. The password is shown this once, and good for one time:\n"
            f"    user      {ADMINISTRATOR}\n"
            f"    password  {password}\n"
            f"A new one: manage.py one_time_password {ADMINISTRATOR}\n"
        )

    def collect_static_files(self) -> None:
        """Copy, hash and compress, which takes seconds: only when a file has changed."""
        stamp = settings.VAR / "static.digest"
        digest = digest_of_static_files()
        if stamp.exists() and stamp.read_text() == digest and settings.STATIC_ROOT.exists():
            return
        self.stdout.write("Preparing the static files.")
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(digest)


def digest_of_static_files() -> str:
    """Changes when any static file does: ours, the joined stylesheet, or a library's."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            with storage.open(path) as file:
                digest.update(path.encode() + b"\0" + hashlib.sha256(file.read()).digest())
    return digest.hexdigest()
