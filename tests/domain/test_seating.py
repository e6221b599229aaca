"""Who sits in an interview: as many as the stage asks, one less only with a reason, and where they meet."""

import pytest

from app.domain.errors import BadData, NotReady
from app.domain.family import JobFamily, Stage
from app.domain.seating import Seating, checked_link, stage_to_book
from app.domain.states import State
from tests.factories.ladders import shipped_playbook


def stage(interviewers: int) -> Stage:
    return Stage(
        key="panel",
        name="Mock Presentation",
        role="interviewer",
        meets="Panel",
        interviewers=interviewers,
        minutes=60,
        happens="They present.",
        focus_areas=("results",),
        at="here",
    )


def refusal(seating: Seating, interviewers: int = 3) -> BadData:
    with pytest.raises(BadData) as caught:
        seating.check(stage(interviewers))
    return caught.value


@pytest.mark.parametrize(
    ("seating", "interviewers"),
    [
        (Seating((1, 2, 3)), 3),
        (Seating((1, 2, 3), (4, 5)), 3),
        (Seating((1, 2), (), "Nobody else speaks Japanese."), 3),
        (Seating((1,)), 1),
    ],
)
def test_a_full_seating_passes(seating, interviewers):
    seating.check(stage(interviewers))


@pytest.mark.parametrize(
    ("seating", "interviewers", "sentence"),
    [
        (Seating((1, 2, 3, 4)), 3, "exactly 3 interviewers, never more. Take out 1."),
        (Seating((1, 2)), 3, "Choose one more, or write why 2 have to do."),
        (Seating((1, 2), (3,)), 3, "Choose one more"),
        (Seating((1, 2), (), "  "), 3, "Choose one more"),
        (Seating((1,), (), "A reason"), 3, "Choose 2 more."),
        (Seating(()), 3, "Choose who they are."),
        (Seating(()), 1, "has one interviewer. Choose who it is."),
        (Seating((), (), "A reason"), 1, "Choose who it is."),
        (Seating((1, 1, 2)), 3, "Choose one more"),
    ],
)
def test_too_many_or_too_few_are_refused_with_what_to_do(seating, interviewers, sentence):
    refused = refusal(seating, interviewers)

    assert refused.field == "seats"
    assert sentence in refused.message


def test_nobody_interviews_and_shadows_at_once():
    assert refusal(Seating((1, 2, 3), (3,))).field == "shadows"


def test_time_is_held_for_shadows_too():
    assert Seating((1, 2), (3,)).everybody == (1, 2, 3)


@pytest.mark.parametrize("link", ["", "https://meet.example.org/abc?x=1", "https://例え.jp/部屋"])
def test_an_https_address_or_none_is_a_link(link):
    assert checked_link(f" {link} ") == link


@pytest.mark.parametrize(
    "link",
    [
        "http://meet.example.org",
        "javascript:alert(1)",
        "meet.example.org/abc",
        "https://",
        "https://a b.org",
        "https://[oops",
        'https://a.org/"x',
        "https://a.org/\nX: y",
        "https://a.org/" + "x" * 500,
    ],
)
def test_anything_else_is_no_link(link):
    with pytest.raises(BadData) as caught:
        checked_link(link)

    assert caught.value.field == "video_link"


def family() -> JobFamily:
    return shipped_playbook().family


def test_an_active_application_is_booked_for_the_stage_it_stands_in():
    assert stage_to_book(State.ACTIVE, "panel", family()).name == "Mock Presentation"


def test_a_held_application_says_what_comes_first():
    with pytest.raises(NotReady, match=r"on hold\. Resume it first"):
        stage_to_book(State.ON_HOLD, "panel", family())


def test_behind_the_last_stage_only_the_decision_is_left():
    with pytest.raises(NotReady, match="hiring manager's decision"):
        stage_to_book(State.ACTIVE, "decision", family())
