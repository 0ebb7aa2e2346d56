"""An unsafe guide does not start, and says which variable is wrong."""

import pytest

from tests.processes import manage

PRODUCTION = {
    "GUIDE_ENV": "production",
    "SECRET_KEY": "a long secret, " + "0123456789abcdef" * 4,
    "ALLOWED_HOSTS": "guide.example",
}


def start(tmp_path, **values: str) -> str:
    """Read the settings; "" when that went well, else what the operator is told."""
    ended = manage("check", var=tmp_path, **values)
    return ended.stderr if ended.returncode else ""


def test_production_starts_with_a_secret_and_its_host_names(tmp_path):
    assert start(tmp_path, **PRODUCTION) == ""


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "django-insecure-" + "x" * 60),
        ("ALLOWED_HOSTS", ""),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "guide.example,*"),
        ("ALLOWED_HOSTS", ".example"),
        ("DEBUG", "1"),
    ],
)
def test_production_refuses_what_is_unsafe_and_names_it(tmp_path, variable, value):
    words = start(tmp_path, **{**PRODUCTION, variable: value})

    assert f"{variable} must" in words


def test_production_does_not_fall_back_to_the_secret_of_this_machine(tmp_path):
    manage("check", var=tmp_path)
    assert (tmp_path / "secret_key").exists()

    assert "SECRET_KEY must be" in start(tmp_path, GUIDE_ENV="production", ALLOWED_HOSTS="guide.example")


def test_a_misspelt_environment_does_not_run_with_local_settings(tmp_path):
    assert "GUIDE_ENV must be" in start(tmp_path, GUIDE_ENV="prod")


def test_the_secret_of_this_machine_is_kept_and_readable_by_its_owner_only(tmp_path):
    manage("check", var=tmp_path)
    secret = (tmp_path / "secret_key").read_text()
    manage("check", var=tmp_path)

    assert (tmp_path / "secret_key").read_text() == secret
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.django_db
def test_locally_it_answers_to_the_names_of_this_machine_only(settings, client):
    # pytest-django adds the test client's host to the list.
    assert set(settings.ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]", "testserver"}
    assert client.get("/healthz", headers={"host": "guide.example"}).status_code == 400


def test_a_local_host_list_cannot_be_widened_from_the_environment(tmp_path):
    shown = manage(
        "shell",
        "--command",
        "from django.conf import settings; print(settings.ALLOWED_HOSTS)",
        var=tmp_path,
        ALLOWED_HOSTS="*",
    )

    assert "['localhost', '127.0.0.1', '[::1]']" in shown.stdout


def test_options_in_the_address_of_a_database_are_not_lost(tmp_path):
    shown = manage(
        "shell",
        "--command",
        "from django.conf import settings; print(settings.DATABASES['default']['OPTIONS'])",
        var=tmp_path,
        DATABASE_URL="postgres://guide@db.example/guide?sslmode=verify-full",
    )

    assert "verify-full" in shown.stdout
