"""`manage.py set_up` makes the guide ready, once, and then leaves it alone."""

import shutil
import sqlite3

import pytest

from tests.processes import manage

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def first_and_second(tmp_path_factory):
    """(state directory, words of the first run, words of the second)"""
    var = tmp_path_factory.mktemp("set-up")
    first, second = manage("set_up", var=var), manage("set_up", var=var)
    assert first.returncode == 0, first.stderr
    assert second.returncode == 0, second.stderr
    return var, first.stdout, second.stdout


def test_the_second_run_has_nothing_to_do(first_and_second):
    assert first_and_second[2] == ""


def test_the_password_of_the_first_account_is_shown_once(first_and_second):
    _, first, second = first_and_second

    assert first.count("password  ") == 1
    assert "password" not in second


def test_the_first_account_can_log_in_at_the_desk(first_and_second):
    var, first, _ = first_and_second
    password = next(line.split()[1] for line in first.splitlines() if line.strip().startswith("password "))
    login = (
        "from django.contrib.auth import authenticate; "
        f"print(authenticate(username='admin', password={password!r}).is_superuser)"
    )

    assert "True" in manage("shell", "--command", login, var=var).stdout


def test_the_guide_has_content_after_the_first_run(first_and_second):
    with sqlite3.connect(first_and_second[0] / "guide.sqlite3") as database:
        (offerings,) = database.execute("SELECT count(*) FROM support_offering").fetchone()
    database.close()

    assert offerings > 0


def test_static_files_are_hashed_and_compressed(first_and_second):
    static = first_and_second[0] / "static"

    assert list(static.glob("css/guide.*.css"))
    assert list(static.glob("css/guide.*.css.br"))


def test_in_production_no_account_is_made(first_and_second, tmp_path):
    var = shutil.copytree(first_and_second[0], tmp_path / "var")
    with sqlite3.connect(var / "guide.sqlite3") as database:
        database.execute("DELETE FROM auth_user")
    database.close()

    ended = manage(
        "set_up",
        var=var,
        GUIDE_ENV="production",
        SECRET_KEY="a long secret, " + "0123456789abcdef" * 4,
        ALLOWED_HOSTS="guide.example",
    )

    assert ended.returncode == 0, ended.stderr
    assert "manage.py one_time_password --new" in ended.stdout
    assert "password  " not in ended.stdout


def test_a_database_that_does_not_answer_is_named_without_a_traceback(tmp_path):
    ended = manage("set_up", var=tmp_path, DATABASE_URL="postgres://guide@127.0.0.1:1/guide")

    assert ended.returncode == 1
    assert "DATABASE_URL" in ended.stderr
    assert "Traceback" not in ended.stderr
