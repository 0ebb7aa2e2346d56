"""`check_content`: what is missing, and which numbers differ in a translation."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from support.models import (
    Offering,
)
from tests import factories
from tests.support.small_copy import BABIES, BODA, TRANSLATED, VIOLENCE

pytestmark = pytest.mark.django_db


def test_an_offering_without_place_or_contact_is_listed(loaded, capsys):
    Offering.objects.filter(slug=VIOLENCE).update(
        is_area_wide=False, is_online=False, phone="", email="", website=""
    )

    with pytest.raises(CommandError, match="2 fault"):
        call_command("check_content")

    listed = capsys.readouterr().out
    assert f"offering {VIOLENCE}: Välj minst en plats" in listed
    assert f"offering {VIOLENCE}: Skriv minst ett sätt att få kontakt" in listed


def test_a_translation_with_a_number_of_its_own_is_listed(loaded, capsys):
    Offering.objects.filter(slug=BABIES).update(summary_so="0–21 bilood")

    with pytest.raises(CommandError, match="1 fault"):
        call_command("check_content")

    assert f"offering {BABIES}: summary_so: not in the Swedish text: 21" in capsys.readouterr().out


def test_outdated_translations_are_counted_and_are_no_fault(loaded, capsys):
    Offering.objects.filter(slug=BODA).update(summary_sv="Lek och prata.")

    call_command("check_content")

    assert f"Outdated translations: {len(TRANSLATED)}." in capsys.readouterr().out


def test_checking_asks_the_database_as_often_for_many_offerings_as_for_few(loaded):
    with CaptureQueriesContext(connection) as for_few:
        call_command("check_content")
    for number in range(12):
        factories.offering(f"erbjudande-{number}", areas=["boda"])

    with CaptureQueriesContext(connection) as for_many:
        call_command("check_content")

    assert len(for_many) == len(for_few)
