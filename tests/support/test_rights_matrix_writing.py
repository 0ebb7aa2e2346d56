"""Nobody changes by the desk what is not theirs to change: every form, button and action, sent by everybody."""

import pytest
from django.contrib import admin

from tests.support.rights_acts import Acts
from tests.support.rights_world import COORDINATOR, KEPT, PEOPLE, READ_ONLY, Person, World

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def acts(rights_world: World) -> Acts:
    return Acts(rights_world)


@pytest.fixture(autouse=True)
def logged_out(acts: Acts) -> None:
    """Each test's sessions are undone with it."""
    acts.clients.clear()
    acts.leaks.clear()


@pytest.mark.parametrize("who", PEOPLE, ids=lambda who: who.name)
def test_everything_that_is_sent_changes_what_its_sender_may_change_and_nothing_more(acts: Acts, who: Person):
    acts.send_all(who)
    assert acts.leaks == []


def test_every_kind_of_act_is_tried(acts: Acts):
    assert sum(len(acts.acts(who)) for who in PEOPLE) > 2_000


def test_what_is_denied_to_others_works_for_the_coordinator(acts: Acts):
    """Else a form that nobody could send would pass as well."""
    if not acts.worked:
        acts.send_all(COORDINATOR)
    kinds = {model._meta.model_name for model in admin.site._registry}
    wanted = {("change", kind) for kind in kinds - READ_ONLY} | {("delete", kind) for kind in kinds - KEPT}
    wanted |= {
        ("add", kind) for kind in ("offering", "update", "schedule", "closure", "image", "place", "topic")
    }
    wanted |= {
        ("plant", "offering"),
        ("revert", "offering"),
        ("review", "offering"),
        ("copy times", "offering"),
    }
    wanted |= {("assure times", "place"), ("coordinates", "place")}
    for model, desk in admin.site._registry.items():
        wanted |= {(f"action {name}", model._meta.model_name) for name in desk.actions or ()}
    asks_first = {("action copy_times", "offering"), ("action remove_second_factor", "user")}
    assert wanted - acts.worked - asks_first == set()
