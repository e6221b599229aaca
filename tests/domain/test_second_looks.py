"""Asking for a second look at a decision: when, and how often."""

import pytest

from app.domain.errors import BadData
from app.domain.second_looks import answer_text, request_text, why_not
from app.domain.states import State


@pytest.mark.parametrize("state", [state for state in State if state is not State.DECLINED])
def test_nobody_asks_for_another_look_before_there_is_a_no(state: State):
    assert why_not(state, asked=0, waits=False)


@pytest.mark.parametrize(("asked", "waits", "may"), [(0, False, True), (1, True, False), (1, False, True),
                                                    (2, False, False)])  # fmt: skip
def test_one_request_at_a_time_and_two_in_all(asked: int, waits: bool, may: bool):
    assert (why_not(State.DECLINED, asked=asked, waits=waits) == "") is may


def test_neither_request_nor_answer_is_empty():
    for kept in (request_text, answer_text):
        with pytest.raises(BadData):
            kept("  ")
