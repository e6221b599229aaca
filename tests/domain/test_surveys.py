"""What candidates say of stages: sums of five and more, in an order that tells nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import BadData, NotReady
from app.domain.surveys import QUESTIONS, Answer, check_changing, summary

ANSWERS = st.lists(
    st.builds(Answer, st.fixed_dictionaries(dict.fromkeys(QUESTIONS, st.integers(1, 5))), st.text(max_size=5)),
    max_size=17,
)


def test_every_question_wants_a_point():
    with pytest.raises(BadData) as refused:
        Answer.entered({"prepared": "5", "respect": "6", "chance": "1"}, "")

    assert refused.value.field == "respect"


def test_four_answers_are_not_told_at_all():
    told = summary([Answer(dict.fromkeys(QUESTIONS, 5), "mine")] * 4)

    assert (told.answers, told.figures, told.texts) == (0, (), ())


@given(ANSWERS)
def test_what_is_told_changes_with_every_fifth_answer_alone(answers: list[Answer]):
    full = len(answers) // 5 * 5

    assert summary(answers) == summary(answers[:full])
    assert summary(answers).answers == full


@given(ANSWERS, st.randoms())
def test_nothing_tells_in_which_order_five_people_answered(answers: list[Answer], random):
    five = answers[: len(answers) // 5 * 5]
    shuffled = random.sample(five, len(five))

    assert summary(shuffled) == summary(five)


def test_an_answer_can_be_changed_for_a_week():
    answered = datetime(2026, 11, 2, tzinfo=UTC)

    check_changing(answered, answered + timedelta(days=7))
    with pytest.raises(NotReady):
        check_changing(answered, answered + timedelta(days=7, seconds=1))
