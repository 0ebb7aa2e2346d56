"""Many save at once at a guide that is served: nothing is lost, nothing written over, and no form makes two."""

from collections.abc import Iterator

import pytest

from tests.processes import LOG, manage
from tests.support.desk_races import RACES, SCENE, Scene, marks, races, same_submits

pytestmark = pytest.mark.long

EDITORS, SAVES, TIMES = 4, 3, 10


@pytest.fixture(scope="module")
def scene(running_guide, state_of_running_guide, database_of_running_guide) -> Iterator[Scene]:
    """In which the guide may meet no fault."""
    log = state_of_running_guide / LOG
    before = len(log.read_text())
    script = SCENE.format(editors=EDITORS, races=2 * len(RACES))
    made = manage(
        "shell", "--verbosity=0", "-c", script, var=state_of_running_guide, **database_of_running_guide
    )
    assert made.returncode == 0, made.stderr
    yield Scene.printed(made.stdout)
    assert "Traceback" not in log.read_text()[before:]


def test_what_many_write_in_the_same_texts_is_all_there(running_guide, scene):
    statuses, lost = marks(running_guide, scene, SAVES)

    assert lost == []
    assert statuses[302] == EDITORS * SAVES
    assert set(statuses) <= {302, 409}


def test_of_two_who_do_something_at_once_one_is_asked(running_guide, scene):
    outcomes, not_one = races(running_guide, scene)

    assert not_one == []
    assert {kind for kind, *_ in outcomes} == set(RACES)


def test_the_same_form_sent_many_times_at_once_makes_one(running_guide, scene):
    statuses, objects = same_submits(running_guide, scene, TIMES)

    assert objects == 1
    assert statuses == {302: TIMES}
