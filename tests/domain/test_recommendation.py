"""The recommendation in words: the level, why not one higher, ties, gaps, the nearest title, and stored snapshots."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from app.domain.crosswalk import Crosswalk
from app.domain.errors import BadData
from app.domain.ladder import Ladder
from app.domain.playbook import Playbook
from app.domain.recommendation import ENGINE_VERSION, Recommendation, recommend
from app.domain.rule import Minimum
from app.domain.scorecard import Card
from tests.domain.evidence import AREAS, SIGNALS, full_loop, shipped_playbook

EXPERT_AREAS = ("results", "collaboration", "facilitating", "understanding_needs", "building_trust", "growth_mindset")


def recommended(cards: list[Card], title: str = "strategic", **options: object) -> Recommendation:
    return recommend(cards, playbook=shipped_playbook(), title=title, **options)  # type: ignore[arg-type]


def a_typical_p4() -> list[Card]:
    areas: dict[str, int | None] = dict.fromkeys(EXPERT_AREAS, 2)
    areas |= {"process_discipline": 4, "iteration": 4, "inclusion": 4}
    return full_loop(3, "P4", areas=areas, signals={"orchestration": "P3", "mentoring": "P3"})


def test_the_level_is_said_with_its_figures():
    result = recommended(a_typical_p4())

    assert (result.outcome, result.level_name, result.names_a_level) == ("P4", "Enterprise", True)
    assert (result.method, result.engine_version) == ("A", ENGINE_VERSION)
    assert result.text == (
        "Recommended: P4. 15 of 18 areas reach Meets expectations (10 needed), 6 of them Expert; "
        "assistance from leadership, deal complexity and selling technique were placed at P4 or above "
        "(3 of 5, 3 needed)."
    )


def test_why_not_higher_names_areas_and_ratings_in_words():
    areas = dict.fromkeys(AREAS, 2) | {"process_discipline": 4}

    result = recommended(full_loop(areas=areas, level="P5"))

    assert result.why_not_higher == "Not P5: Process Discipline was rated Partially successful by its one rater."


def test_why_not_higher_gives_every_clause_that_is_missing():
    assert recommended(a_typical_p4()).why_not_higher == (
        "Not P5: 6 of 18 areas reach Expert (10 needed); Diversity, inclusion and belonging was rated Partially "
        "successful by its one rater, Iteration was rated Partially successful by its one rater and Process "
        "Discipline was rated Partially successful by its one rater; no scope signal was placed at P5 or above "
        "(0 of 5, 3 needed)."
    )


def test_more_than_three_short_areas_are_counted():
    short: dict[str, int | None] = dict.fromkeys(AREAS[:5], 4)

    text = recommended(full_loop(2, "P5", areas=short)).why_not_higher

    assert text.endswith("and two other areas fell short of Meets expectations.")


def test_the_nearest_areas_are_named_unless_they_would_be_picked_among_equals():
    nine = dict.fromkeys(AREAS[:9], 2)
    one_is_close = {("panel-1", "understanding_needs"): 2}

    assert "understanding_needs" in AREAS[9:]
    assert (
        recommended(full_loop(3, "P5", areas=nine)).why_not_higher == "Not P5: 9 of 18 areas reach Expert (10 needed)."
    )
    assert recommended(full_loop(3, "P5", areas=nine, changes=one_is_close)).why_not_higher == (
        "Not P5: 9 of 18 areas reach Expert (10 needed; nearest to it: Understanding Customer's Needs)."
    )


def test_nearest_areas_are_named_as_far_as_there_are_three():
    eight = dict.fromkeys(AREAS[:8], 2)
    close = {("panel-1", "understanding_needs"): 2}

    text = recommended(full_loop(3, "P5", areas=eight, changes=close)).why_not_higher

    assert text == "Not P5: 8 of 18 areas reach Expert (10 needed; nearest to it: Understanding Customer's Needs)."


@pytest.mark.parametrize(
    ("signals", "said"),
    [
        ({"mentoring": "P5"}, "only influence was placed at P5 or above (1 of 5, 3 needed)"),
        (
            {"mentoring": "P5", "techniques": "P6"},
            (
                "assistance from leadership, deal complexity and orchestration were placed below P5 "
                "(2 of 5 at P5 or above, 3 needed)"
            ),
        ),
        (
            {"mentoring": "P5", "techniques": None, "complexity": None, "orchestration": None},
            "assistance from leadership was placed below P5 (1 of 2 at P5 or above, 2 needed)",
        ),
    ],
)
def test_scope_signals_that_are_too_low_are_said(signals, said):
    assert recommended(full_loop(2, "P4", signals=signals)).why_not_higher == f"Not P5: {said}."


def test_the_highest_level_has_none_above():
    result = recommended(full_loop(2, "P6"))

    assert result.text == (
        "Recommended: P6. All 18 areas reach Expert (10 needed), all 18 reach Meets expectations; "
        "all five scope signals were placed at P6 (5 of 5, 3 needed)."
    )
    assert result.why_not_higher == "P6 is the highest level of this ladder."


def test_below_the_bar_is_said_without_naming_p2():
    result = recommended(full_loop(4, "P2"))

    assert (result.outcome, result.level_name, result.names_a_level) == ("below_bar", None, False)
    assert result.text == "Below the bar: the evidence does not carry P3, the lowest level in use."
    assert result.why_not_higher == (
        "Not P3: none of 18 areas reach Meets expectations (10 needed); "
        "no scope signal was placed at P3 or above (0 of 5, 3 needed)."
    )
    assert result.nearest_title is None


def test_too_little_evidence_says_what_is_missing_and_is_no_judgement():
    result = recommended(full_loop(5, stages=["screen"]))

    assert result.outcome == "insufficient_evidence"
    assert result.text == (
        "Not enough was assessed to name a level: two ratings were assessed where eight are needed, one stage was "
        "assessed where two are needed and no scope signals were assessed where one is needed. "
        "This says nothing against the candidate."
    )
    assert result.why_not_higher == (
        "No level is named before there is more evidence: six more ratings, one more stage and one more scope signal."
    )


def test_an_undecided_lowest_level_says_so():
    cards = full_loop(3, signals=dict.fromkeys(SIGNALS))

    result = recommended(cards, minimum=Minimum(signals=0))

    assert "a clause of the lowest level has nothing to be judged by" in result.text
    assert result.why_not_higher.endswith("one more rating or scope signal.")
    assert result.proof[0].heading == "P3 Mid-market: undecided"
    assert result.proof[0].clauses[1].note == "Nothing was assessed that this clause could be judged by."


def test_a_clause_without_evidence_above_the_level_is_said():
    rules = [rule.model_dump() for rule in shipped_playbook().ladder.rules]
    rules[0]["clauses"] = rules[0]["clauses"][:1]
    playbook = replace(shipped_playbook(), ladder=with_rules(rules))

    result = recommend(
        full_loop(3, signals=dict.fromkeys(SIGNALS)), playbook=playbook, title="strategic", minimum=Minimum(signals=0)
    )

    assert result.text == "Recommended: P3. All 18 areas reach Meets expectations (10 needed), none of them Expert."
    assert result.why_not_higher == "Not P4: no scope signal was assessed."


def test_a_level_that_only_asks_for_scope_is_said_by_scope():
    rules = [rule.model_dump() for rule in shipped_playbook().ladder.rules]
    for rule in rules:
        rule["clauses"] = [item for item in rule["clauses"] if item["over"] == "signals"]
    playbook = replace(shipped_playbook(), ladder=with_rules(rules))

    result = recommend(full_loop(5, "P4"), playbook=playbook, title="strategic")

    assert result.text == "Recommended: P4. All five scope signals were placed at P4 or above (5 of 5, 3 needed)."


def test_a_level_that_asks_for_nothing_is_named_alone():
    rules = [{"level": rule.level, "clauses": []} for rule in shipped_playbook().ladder.rules]
    playbook = replace(shipped_playbook(), ladder=with_rules(rules))

    assert recommend(full_loop(5), playbook=playbook, title="strategic").text == "Recommended: P6."


def test_an_area_clause_without_evidence_is_said():
    rules = [rule.model_dump() for rule in shipped_playbook().ladder.rules]
    rules[0]["clauses"] = rules[0]["clauses"][1:]
    playbook = replace(shipped_playbook(), ladder=with_rules(rules))

    result = recommend(
        full_loop(3, areas=dict.fromkeys(AREAS)), playbook=playbook, title="strategic", minimum=Minimum(ratings=0)
    )

    assert result.why_not_higher == "Not P4: no focus area was assessed."


def with_rules(rules: Sequence[Mapping[str, object]]) -> Ladder:
    return Ladder.model_validate(shipped_playbook().ladder.model_dump() | {"rules": rules})


def test_a_tie_that_decides_is_named():
    # Ten areas meet, the least that is needed, and Results is one of them only by the half-point rule.
    cards = full_loop(3, areas=dict.fromkeys(AREAS[:8], 4), changes={("screen-1", "results"): 4})

    result = recommended(cards)

    assert [(tie.level, tie.key) for tie in result.ties] == [("P3", "results"), ("P4", "results")]
    assert result.ties[0].text == (
        "Results lies exactly half a step short of Meets expectations; the half-point rule counts it as reached, "
        "and without that rule this clause of P3 would not hold."
    )
    assert (
        result.proof[0]
        .clauses[0]
        .note.endswith(
            "Results lies exactly on the cut: the half-point rule counts it as reached and decides the clause."
        )
    )


def test_ties_that_decide_nothing_stand_in_the_proof_only():
    result = recommended(full_loop(3, changes={("screen-1", "results"): 4, ("final-1", "collaboration"): 4}))

    assert result.ties == ()
    assert result.proof[0].clauses[0].note == (
        "Collaboration and Results lie exactly on the cut: the half-point rule counts them as reached."
    )


def test_the_proof_gives_every_clause_with_figure_row_and_who_falls_short():
    proof = recommended(a_typical_p4()).proof

    clauses = proof[1].clauses

    assert [level.heading for level in proof] == [
        "P3 Mid-market: holds",
        "P4 Enterprise: holds",
        "P5 Sr. Enterprise: does not hold",
        "P6 Strategic: does not hold",
    ]
    assert [level.base_says for level in proof] == [
        "",
        "P3 holds, on which P4 rests.",
        "P4 holds, on which P5 rests.",
        "P5 does not hold, on which P6 rests.",
    ]
    assert [(item.figure, item.needs) for item in clauses] == [("15 of 18", "10 needed"), ("3 of 5", "3 needed")]
    assert clauses[0].source == "Row Competency Execution, P4, stated"
    assert clauses[1].note == "Orchestration and influence do not."
    assert len(proof[0].allows) == 2


@pytest.mark.parametrize(
    ("title", "key", "said"),
    [
        (
            "strategic",
            "strategic",
            "Nearest title of this track: Strategic Account Executive (house judgement, not stated in the sources).",
        ),
        ("associate_strategic", "strategic", None),
        ("major", None, "No title of this track is mapped to P4."),
    ],
)
def test_the_nearest_title_is_exact_and_of_the_openings_own_track(title, key, said):
    nearest = recommended(full_loop(3, "P4"), title).nearest_title

    assert nearest is not None
    assert (nearest.key, nearest.basis) == (key, "house judgement")
    assert said is None or nearest.text == said


def _without_crosswalk() -> Playbook:
    return replace(shipped_playbook(), crosswalk=None)


def _with_crosswalk_off() -> Playbook:
    shipped = shipped_playbook().crosswalk
    assert shipped is not None
    return replace(shipped_playbook(), crosswalk=Crosswalk.model_validate(shipped.model_dump() | {"enabled": False}))


@pytest.mark.parametrize("playbook", [_without_crosswalk, _with_crosswalk_off])
def test_without_a_mapping_the_page_says_that_there_is_none(playbook):
    nearest = recommend(full_loop(3), playbook=playbook(), title="strategic").nearest_title

    assert nearest is not None
    assert (nearest.key, nearest.text) == (None, "No mapping between levels and titles is in use.")


@pytest.mark.parametrize(
    ("card", "named"),
    [
        (Card("lunch", "r7", {}, {}), ["r7", "lunch"]),
        (Card("screen", "r7", {"charm": 3}, {}), ["r7", "screen", "charm"]),
        (Card("screen", "r7", {"results": 9}, {}), ["r7", "results"]),
    ],
)
def test_a_card_that_means_nothing_here_is_refused_with_its_place(card, named):
    with pytest.raises(BadData) as refusal:
        recommended([card])

    assert all(word in refusal.value.message for word in named)


def test_an_unknown_title_is_refused():
    with pytest.raises(BadData):
        recommended(full_loop(3), "chief_of_everything")
