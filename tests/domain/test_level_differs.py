"""Where the estimate and the ladder's own sentence part: which clause decides, and by how little."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from app.domain.level_wording import differs_text, differs_title
from app.domain.playbook import Playbook
from app.domain.rule import BELOW_BAR, Minimum, judge
from app.domain.scorecard import Card
from app.domain.wording import Wording
from tests.domain import shipped
from tests.domain.evidence import AREAS, SIGNALS, full_loop
from tests.domain.level_cases import estimate_of, model_of
from tests.domain.nursing import nursing_playbook, ward_loop
from tests.domain.shipped import changed

Chances = Mapping[str, float]
SHIPPED = shipped.playbook
P4, BELOW = {"P4": 0.9, "P3": 0.1}, {BELOW_BAR: 0.9, "P3": 0.1}
EIGHT_MEET: Mapping[str, int | None] = dict.fromkeys(AREAS[:8], 3)
NONE_TO_SPARE = (
    "“A majority of areas is expert.” 10 of 18 with 10 needed; the nearest area lies 0.5 points inside the cut."
)
BY_THE_HALF_POINT = "“A majority of areas is expert.” 10 of 18 with 10 needed, and only by the half-point rule."
THREE_OF_FIVE_SIGNALS = (
    "“A majority of scope signals stands at P5 or above.” 3 of 5 with 3 needed; "
    "the nearest scope signal lies 0.5 levels inside the cut."
)
ALL_OF_THEM = (
    "“Every other area meets expectations.” 18 of 18 with 18 needed; the nearest area lies 0.5 points inside the cut."
)


def parted(
    cards: Sequence[Card], chances: Chances, playbook: Playbook, minimum: Minimum | None = None
) -> tuple[str, str]:
    """Title and reason where estimate and proof part."""
    model, estimate = model_of(playbook), estimate_of(chances, playbook)
    needs = minimum or model.needs.minimum()
    judgement = judge(cards, ladder=playbook.ladder, scale=playbook.scale, minimum=needs)
    return differs_title(judgement, estimate), differs_text(judgement, estimate, model, Wording(playbook))


def test_where_both_come_to_the_same_nothing_is_said():
    assert parted(full_loop(3, "P4"), P4, SHIPPED()) == ("", "")


def test_the_proof_lacks_every_clause_that_is_told_with_its_count():
    title, text = parted(full_loop(3, "P4"), {"P5": 0.51, "P4": 0.49}, SHIPPED())

    assert title == "The estimate says P5, the ladder’s own sentence P4"
    assert text == (
        "Not P5: none of 18 areas reach Expert (10 needed); no scope signal was placed at P5 or above "
        "(0 of 5, 3 needed). It is short by ten areas at Expert and three scope signals. "
        "The estimate gives P5 or above 51 %; a level counts from 50 % on."
    )


def test_a_clause_without_evidence_falls_short_by_no_number():
    cards = full_loop(2, areas={"results": 4}, signals=dict.fromkeys(SIGNALS))
    no_scope_at_p3 = changed(SHIPPED().ladder, ("rules", 0, "clauses"), SHIPPED().ladder.rules[0].clauses[:1])
    playbook = replace(SHIPPED(), ladder=no_scope_at_p3)

    _, text = parted(cards, {"P4": 0.6, "P3": 0.4}, playbook, Minimum(signals=0))

    assert text == (
        "Not P4: no scope signal was assessed. The estimate gives P4 or above 60 %; a level counts from 50 % on."
    )


def test_a_proof_that_names_no_level_says_why():
    cards = full_loop(3, signals=dict.fromkeys(SIGNALS))

    for chances, says in ((P4, "P4"), (BELOW, "below the bar")):
        title, text = parted(cards, chances, SHIPPED(), Minimum(signals=0))

        assert title == f"The estimate says {says}, the ladder’s own sentence names no level"
        assert text.startswith(
            "In the proof a clause of P3 has nothing to be judged by. The estimate gives P3 or above "
        )


def test_a_proof_below_the_bar_is_said_in_words():
    title, text = parted(full_loop(4, "P4"), {"P3": 0.6, BELOW_BAR: 0.4}, SHIPPED())

    assert title == "The estimate says P3, the ladder’s own sentence below the bar"
    assert text.startswith(
        "Not P3: none of 18 areas reach Meets expectations (10 needed). It is short by ten areas at "
    )


@pytest.mark.parametrize(
    ("cards", "narrowest"),
    [
        (full_loop(2, "P5", areas=EIGHT_MEET), NONE_TO_SPARE),
        (full_loop(2, "P5", areas=EIGHT_MEET, changes={("screen-1", "results"): 3}), BY_THE_HALF_POINT),
        (full_loop(1, "P5", signals={"techniques": "P4", "assistance": "P4"}), THREE_OF_FIVE_SIGNALS),
        (full_loop(2, "P5", areas={"results": 3}), ALL_OF_THEM),
    ],
)
def test_a_proof_above_the_estimate_tells_the_clause_that_holds_by_least(cards, narrowest):
    title, text = parted(cards, {"P4": 0.6, "P5": 0.4}, SHIPPED())

    assert title == "The estimate says P4, the ladder’s own sentence P5"
    assert text == (
        f"Narrowest in the proof of P5: {narrowest} The estimate gives P5 or above 40 %; a level counts from 50 % on."
    )


def test_a_clause_with_some_to_spare_names_no_single_nearest():
    title, text = parted(ward_loop(3, "N2"), {BELOW_BAR: 0.5, "N2": 0.5}, nursing_playbook())

    assert title == "The estimate says below the bar, the ladder’s own sentence N2"
    assert text == (
        "Narrowest in the proof of N2: “A majority of areas is good.” 5 of 5 with 3 needed. "
        "The estimate gives N2 or above 50 %; a level counts from 60 % on."
    )


def test_a_level_that_asks_for_nothing_of_its_own_is_told():
    ladder = changed(nursing_playbook().ladder, ("rules", 1, "clauses"), ())
    playbook = replace(nursing_playbook(), ladder=ladder)

    _, text = parted(ward_loop(3, "N2"), {"N2": 0.7, "N3": 0.3}, playbook)

    assert text.startswith("In the proof N3 asks for nothing of its own. The estimate gives N3 30 %;")
