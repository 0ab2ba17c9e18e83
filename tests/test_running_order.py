"""What waits comes before what computes, and what was drawn by lot stays so within each."""

import pytest

from tests.running_order import pytest_collection_modifyitems


class Marked(pytest.Item):
    """A test of which only the marks matter."""

    def runtest(self) -> None: ...


@pytest.fixture
def drawn(request: pytest.FixtureRequest) -> list[pytest.Item]:
    marks = {
        "counts": [],
        "looks": ["browser"],
        "starts": ["browser", "queue"],
        "adds": [],
        "sees": ["browser"],
    }
    items = []
    for name, words in marks.items():
        item = Marked.from_parent(request.node.parent, name=name)
        for word in words:
            item.add_marker(word)
        items.append(item)
    return items


def test_whole_products_then_browsers_then_the_rest(drawn: list[pytest.Item]) -> None:
    pytest_collection_modifyitems(drawn)
    assert [item.name for item in drawn] == ["starts", "looks", "sees", "counts", "adds"]


def test_no_test_is_lost_on_the_way(drawn: list[pytest.Item]) -> None:
    before = set(drawn)
    pytest_collection_modifyitems(drawn)
    assert set(drawn) == before
    assert len(drawn) == len(before)


def test_this_very_run_is_in_that_order(request: pytest.FixtureRequest) -> None:
    after = list(request.session.items)
    pytest_collection_modifyitems(after)
    assert after == request.session.items
