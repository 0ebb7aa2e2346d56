"""Pages for machines."""

import datetime

import pytest
from django.utils import timezone

pytestmark = pytest.mark.django_db


def test_the_process_is_alive_and_ready(client):
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 200


def test_without_a_database_the_process_is_alive_but_not_ready(client, database_down):
    with database_down():
        assert client.get("/healthz").status_code == 200
        assert client.get("/readyz").status_code == 503


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_nobody_keeps_an_answer_about_health(client, path):
    assert "no-store" in client.get(path)["Cache-Control"]


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_told_over_plain_http_also_in_production(client, settings, path):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get(path).status_code == 200
    assert client.get("/sv/").status_code == 301


def test_crawlers_are_kept_out_of_the_desk_and_nothing_else(client):
    response = client.get("/robots.txt")

    assert response["Content-Type"].startswith("text/plain")
    rules = [line for line in response.content.decode().splitlines() if line.startswith("Disallow")]
    assert rules == ["Disallow: /redaktion/"]


def security_txt(client) -> dict[str, str]:
    lines = client.get("/.well-known/security.txt").content.decode().strip().splitlines()
    fields = dict(line.split(": ", 1) for line in lines)
    assert len(fields) == len(lines)
    return fields


def test_security_txt_says_whom_to_tell_and_for_less_than_a_year(client):
    response = client.get("/.well-known/security.txt")
    fields = security_txt(client)

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"].startswith(("mailto:", "https://"))
    assert fields["Canonical"].endswith("/.well-known/security.txt")
    expires = datetime.datetime.fromisoformat(fields["Expires"])
    assert datetime.timedelta(days=30) < expires - timezone.now() < datetime.timedelta(days=365)


def test_security_txt_says_the_same_all_day(client):
    assert security_txt(client) == security_txt(client)


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/robots.txt", "/.well-known/security.txt"])
def test_machines_get_no_cookie(client, path):
    client.get(path)

    assert not client.cookies
