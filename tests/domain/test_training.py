"""Learning to hold a stage: watch, lead while watched, be approved; and who may sit as what on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import BadData, NotReady
from app.domain.training import Practice, SitsAs, Standing, TrainingPath, check_approval, check_seat, next_step

PATH = TrainingPath(shadows=2, reverse_shadows=1)
NEW, WATCHED, LED = Practice(), Practice(shadowed=2), Practice(shadowed=2, reverse_shadowed=1)
APPROVED = Practice(shadowed=2, reverse_shadowed=1, is_approved=True)

paths = st.builds(TrainingPath, shadows=st.integers(0, 10), reverse_shadows=st.integers(0, 10))
practices = st.builds(
    Practice, shadowed=st.integers(0, 15), reverse_shadowed=st.integers(0, 15), is_approved=st.booleans()
)


@pytest.mark.parametrize(
    ("practice", "standing"),
    [
        (NEW, Standing.SHADOW),
        (Practice(shadowed=1), Standing.SHADOW),
        (WATCHED, Standing.REVERSE_SHADOW),
        (LED, Standing.REVERSE_SHADOW),
        (APPROVED, Standing.APPROVED),
        (Practice(is_approved=True), Standing.APPROVED),
        (Practice(reverse_shadowed=3), Standing.SHADOW),
    ],
)
def test_one_goes_from_shadow_to_reverse_shadow_to_approved(practice, standing):
    assert practice.standing(PATH) is standing


@pytest.mark.parametrize(
    ("practice", "sentence"),
    [
        (NEW, "Ana shadows twice, then leads in reverse shadow once, then can be approved."),
        (Practice(shadowed=1), "Ana shadows once more, then leads in reverse shadow once, then can be approved."),
        (WATCHED, "Ana leads in reverse shadow once, then can be approved."),
        (LED, "Ana has done all of the training: approve Ana for this stage, or say what is missing."),
        (APPROVED, "Ana is approved for this stage."),
    ],
)
def test_the_next_step_is_said_in_words(practice, sentence):
    assert next_step("Ana", practice, PATH) == sentence


def test_larger_counts_are_said_in_words_too():
    path = TrainingPath(shadows=5, reverse_shadows=4)

    assert next_step("Ana", Practice(shadowed=2), path) == (
        "Ana shadows three more times, then leads in reverse shadow four times, then can be approved."
    )


def test_a_path_of_shadowing_alone_leads_straight_to_the_approval():
    path = TrainingPath(shadows=1, reverse_shadows=0)

    assert next_step("Ana", NEW, path) == "Ana shadows once, then can be approved."
    assert Practice(shadowed=1).standing(path) is Standing.SHADOW
    assert Practice(shadowed=1).awaits_approval(path)


def test_a_path_that_asks_for_nothing_makes_everybody_an_interviewer():
    assert NEW.standing(TrainingPath(0, 0)) is Standing.APPROVED
    assert not NEW.awaits_approval(TrainingPath(0, 0))


@pytest.mark.parametrize(
    ("practice", "seats"),
    [
        (NEW, (SitsAs.SHADOW,)),
        (WATCHED, (SitsAs.REVERSE_SHADOW, SitsAs.SHADOW)),
        (APPROVED, (SitsAs.INTERVIEWER, SitsAs.SHADOW)),
    ],
)
def test_everybody_sits_as_what_their_training_allows(practice, seats):
    assert practice.seats(PATH) == seats


@pytest.mark.parametrize(
    ("practice", "sits_as", "sentence"),
    [
        (
            NEW,
            SitsAs.INTERVIEWER,
            (
                "Ana shadows twice, then leads in reverse shadow once, then can be approved. "
                "Choose somebody else for this seat until then."
            ),
        ),
        (
            LED,
            SitsAs.INTERVIEWER,
            (
                "Ana has done all of the training: approve Ana for this stage, or say what is missing. "
                "Choose somebody else for this seat until then."
            ),
        ),
        (APPROVED, SitsAs.REVERSE_SHADOW, "Ana is approved for this stage. Seat Ana as an interviewer."),
    ],
)
def test_another_seat_is_refused_with_what_comes_first(practice, sits_as, sentence):
    with pytest.raises(NotReady) as caught:
        check_seat("Ana", practice, PATH, sits_as)

    assert (caught.value.message, caught.value.field) == (sentence, "seats")


def test_an_early_approval_names_what_is_missing():
    with pytest.raises(NotReady) as caught:
        check_approval("Ana", Practice(shadowed=1), PATH, reason=" ")

    assert caught.value.message == (
        "Ana is still to shadow once more and lead in reverse shadow once. "
        "Wait until then, or write why Ana is ready without it."
    )
    assert caught.value.missing == ("shadow once more", "lead in reverse shadow once")


@pytest.mark.parametrize(("practice", "reason"), [(LED, ""), (NEW, "Held this stage for years."), (APPROVED, "")])
def test_whoever_has_done_it_all_or_has_a_reason_is_approved(practice, reason):
    check_approval("Ana", practice, PATH, reason=reason)


@pytest.mark.parametrize(
    ("path", "field"), [(TrainingPath(-1, 1), "shadows"), (TrainingPath(1, 11), "reverse_shadows")]
)
def test_counts_that_make_no_path_are_refused(path, field):
    with pytest.raises(BadData) as caught:
        path.check()

    assert caught.value.field == field


@pytest.mark.parametrize("path", [TrainingPath(), TrainingPath(0, 0), TrainingPath(10, 10)])
def test_counts_from_none_to_ten_make_a_path(path):
    path.check()


@given(practices, paths)
def test_only_the_approved_sit_as_interviewers(practice, path):
    counts = SitsAs.INTERVIEWER in practice.seats(path)

    assert counts == (practice.is_approved or path.is_empty)


@given(practices, paths)
def test_every_seat_that_is_offered_is_allowed_and_no_other(practice, path):
    for sits_as in SitsAs:
        if sits_as in practice.seats(path):
            check_seat("Ana", practice, path, sits_as)
        else:
            with pytest.raises(NotReady):
                check_seat("Ana", practice, path, sits_as)


@given(practices, paths)
def test_one_more_interview_never_sets_anybody_back(practice, path):
    order = list(Standing)
    before = order.index(practice.standing(path))

    watched = Practice(practice.shadowed + 1, practice.reverse_shadowed, practice.is_approved)
    led = Practice(practice.shadowed, practice.reverse_shadowed + 1, practice.is_approved)

    assert min(order.index(after.standing(path)) for after in (watched, led)) >= before
