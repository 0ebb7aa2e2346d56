"""Nobody reads at the desk what is another administration's own: every page, for everybody."""

import pytest
from django.contrib import admin

from tests.support.rights_matrix import Matrix, reading
from tests.support.rights_world import COORDINATOR, PEOPLE, Person, World

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def matrix(rights_world: World) -> Matrix:
    return Matrix(rights_world)


@pytest.mark.parametrize("who", PEOPLE, ids=lambda who: who.name)
def test_every_page_opens_for_those_who_may_read_it_and_tells_nothing_more(matrix: Matrix, who: Person):
    matrix.read(who)
    assert matrix.leaks == []


def test_there_are_rows_of_every_kind_that_the_desk_has(rights_world: World):
    kinds = {model._meta.model_name for model in admin.site._registry}
    assert kinds <= {row.kind for row in rights_world.rows}


def test_every_page_of_every_kind_is_asked_for(matrix: Matrix):
    everything = [cell for who in PEOPLE for cell in matrix.cells(who)]
    assert len(everything) > 2_000
    opened = {(cell.screen, cell.kind) for cell in everything if cell.opens}
    for model, desk in admin.site._registry.items():
        kind = model._meta.model_name
        assert {("changelist", kind), ("search", kind)} <= opened
        assert len({cell.path for cell in reading(matrix.world, COORDINATOR) if cell.kind == kind}) >= len(
            [pattern for pattern in desk.get_urls() if pattern.name]
        )


def test_every_page_that_somebody_may_open_is_closed_to_somebody_else(matrix: Matrix):
    answers: dict[tuple[str, str], set[bool | None]] = {}
    for who in PEOPLE:
        for cell in matrix.cells(who):
            answers.setdefault((cell.screen, cell.kind), set()).add(cell.opens)
    assert [page for page, opens in answers.items() if opens == {True}] == []


def test_an_account_that_is_disabled_opens_nothing(matrix: Matrix):
    client = matrix.client(Person("avstangd"))
    paths = {cell.path for cell in reading(matrix.world, COORDINATOR) if cell.screen in ("changelist", "add")}
    assert {client.get(path).status_code for path in paths} == {302}
