"""Running the guide as an operator does: its command line, and the server that `make run` starts."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
LOG = "gunicorn.log"  # in VAR
SET_UP_LOG = "set_up.log"
START_SECONDS = 60


def environment(var: Path, **values: str) -> dict[str, str]:
    """What a fresh shell would give the guide, with its state in `var`, and nothing of the test run."""
    kept = ("PATH", "HOME", "LANG", "TMPDIR", "DICTIONARIES")
    return {name: os.environ[name] for name in kept if name in os.environ} | {"VAR": str(var), **values}


def manage(*arguments: str, var: Path, **values: str) -> subprocess.CompletedProcess[str]:
    """`manage.py <arguments>` with those environment values, on SQLite unless DATABASE_URL is one of them."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(var, **values),
        capture_output=True,
        text=True,
        check=False,
    )


def gunicorn_command() -> list[str]:
    return [str(Path(sys.executable).with_name("gunicorn")), "--config", "deploy/gunicorn.conf.py"]


@contextmanager
def served(var: Path, **values: str) -> Iterator[str]:
    """Set a guide up and serve it on a free port of this machine, as `make run` does. Yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    values = {"PORT": str(port), "WEB_CONCURRENCY": "1", **values}
    ready = manage("set_up", var=var, **values)
    assert ready.returncode == 0, ready.stderr
    (var / SET_UP_LOG).write_text(ready.stdout)  # with the first account's password
    with (
        (var / LOG).open("w") as log,
        subprocess.Popen(
            gunicorn_command(), cwd=ROOT, env=environment(var, **values), stdout=log, stderr=log
        ) as process,
    ):
        try:
            _wait_until_it_answers(f"http://localhost:{port}/healthz", process, var / LOG)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()


def _wait_until_it_answers(address: str, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The guide did not start. It said:\n{log.read_text()}")


@contextmanager
def database_of_its_own() -> Iterator[dict[str, str]]:
    """A DATABASE_URL for a guide beside the tests: new on the PostgreSQL under test, none for SQLite."""
    given = settings.DATABASES["default"]
    if "postgresql" not in given["ENGINE"]:
        yield {}
        return
    import psycopg
    from psycopg import sql

    name = f"guide_served_{os.getpid()}"
    identifier = sql.Identifier(name)
    server, _, _ = os.environ["DATABASE_URL"].partition("?")[0].rpartition("/")
    with psycopg.connect(
        host=given["HOST"] or None,
        port=given["PORT"] or None,
        user=given["USER"] or None,
        password=given["PASSWORD"] or None,
        dbname="postgres",
        autocommit=True,
    ) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(identifier))
        try:
            yield {"DATABASE_URL": f"{server}/{name}"}
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(identifier))
