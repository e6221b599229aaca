"""A finished recommendation under other versions: equal where nothing changed, in words where something did."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.playbook import Playbook
from app.domain.recommendation import Recommendation
from app.domain.regrounding import Readable, ground_under, impact_of, lost_answers
from app.domain.rule import BELOW_BAR, INSUFFICIENT, Truth
from app.domain.scorecard import Card
from app.domain.shapes import Shape
from app.domain.snapshot import Ground
from tests.domain import shipped
from tests.domain.evidence import full_loop
from tests.domain.nursing import nursing_playbook, ward_loop
from tests.domain.shipped import changed


def _ground(point: int = 3, level: str = "P4") -> Ground:
    book = shipped.playbook()
    return Ground(full_loop(point, level), book, book.family.titles[0].key)


def _without_stage(key: str) -> Playbook:
    book = shipped.playbook()
    left = [stage.model_dump() for stage in book.family.stages if stage.key != key]
    return replace(book, family=changed(book.family, ("stages",), left))


def _harder(level: str) -> Playbook:
    """The ladder with the hardest bar in every clause of one level over areas."""
    book = shipped.playbook()
    ladder = book.ladder
    hardest = min(book.scale.marks, key=lambda mark: book.scale.marks[mark])
    number = next(i for i, rule in enumerate(ladder.rules) if rule.level == level)
    for index, clause in enumerate(ladder.rules[number].clauses):
        if clause.over == "areas":
            ladder = changed(ladder, ("rules", number, "clauses", index, "bar"), hardest)
    return replace(book, ladder=ladder)


@settings(max_examples=10, deadline=None)
@given(st.integers(1, 5), st.sampled_from(["P2", "P3", "P4", "P5", "P6"]))
def test_the_same_versions_give_the_same_recommendation(point: int, level: str) -> None:
    ground = _ground(point, level)

    again = ground_under(ground, ground.playbook)

    assert again.lost == ()
    assert again.ground
    assert again.ground.recommend(explain=False) == ground.recommend(explain=False)


def test_renamed_levels_titles_and_stages_leave_the_outcome_as_it_was() -> None:
    ground = _ground()
    book = ground.playbook
    ladder = changed(book.ladder, ("levels", 2, "name"), "Seller Three")
    family = changed(book.family, ("titles", 0, "name"), "Seller")
    other = replace(book, ladder=ladder, family=changed(family, ("stages", 0, "name"), "First talk"))

    again = ground_under(ground, other)

    assert again.ground
    assert again.ground.recommend(explain=False).outcome == ground.recommend(explain=False).outcome


def test_a_stage_that_is_gone_takes_its_scorecards_with_it_and_says_so() -> None:
    again = ground_under(_ground(), _without_stage("panel"))

    name = shipped.playbook().family.stage("panel").name
    assert f"The plan has no stage {name}: three scorecards of it count no more." in again.lost
    assert again.ground
    assert {card.stage for card in again.ground.cards} == {"screen", "manager", "final"}


def test_an_area_that_no_stage_looks_at_takes_its_ratings_with_it() -> None:
    book = shipped.playbook()
    number = next(i for i, stage in enumerate(book.family.stages) if "transparency" in stage.focus_areas)
    left = [area for area in book.family.stages[number].focus_areas if area != "transparency"]
    other = replace(book, family=changed(book.family, ("stages", number, "focus_areas"), left))

    lost = lost_answers(full_loop(3, "P4"), under=other, was=book)

    name = book.competencies.competency("transparency").name
    assert lost == (f"No stage looks at {name}: one rating counts no more.",)


def test_ratings_on_another_scale_are_not_read() -> None:
    again = ground_under(_ground(), nursing_playbook())

    assert again.ground is None
    assert again.refusal.endswith(f"can’t be read on {nursing_playbook().scale.name}.")


def test_a_harder_level_says_which_probability_and_which_condition_turned() -> None:
    ground = _ground(3, "P5")
    tau = ground.playbook.model.tau if ground.playbook.model else None
    before = ground.recommend(explain=False)
    again = ground_under(ground, _harder(before.outcome))
    assert again.ground

    impact = impact_of(before, again.ground.recommend(explain=False), tau=tau, lost=again.lost)

    assert impact.changes
    assert impact.why[0].startswith(f"{before.outcome} or above: ")
    assert any("holds no more" in reason for reason in impact.why)


def test_where_nothing_changes_there_is_no_reason() -> None:
    found = _ground().recommend(explain=False)

    impact = impact_of(found, found, tau=0.5)

    assert not impact.changes
    assert impact.why == ()


@pytest.mark.parametrize("gone", ["screen", "manager", "panel", "final"])
def test_without_any_one_stage_there_is_still_an_outcome(gone: str) -> None:
    again = ground_under(_ground(), _without_stage(gone))

    assert again.ground
    assert again.ground.recommend(explain=False).outcome


def _ward(*, ratings: dict[str, int | None], signals: dict[str, str | None]) -> Card:
    return Card("phone", "phone-1", ratings, signals)


def _lost(card: Card, **parts: Shape) -> tuple[str, ...]:
    ward = nursing_playbook()
    return lost_answers([card], under=replace(ward, **parts), was=ward)  # type: ignore[arg-type]


def test_a_point_that_the_scale_has_lost_takes_its_ratings_with_it() -> None:
    scale = nursing_playbook().scale
    shorter = scale.model_copy(update={"points": scale.points[:-1]})

    lost = _lost(_ward(ratings={"safety": 1, "teamwork": 1, "care": None}, signals={}), scale=shorter)

    assert lost == ("The scale has no point 1: two ratings at it count no more.",)


def test_a_level_that_the_ladder_has_lost_takes_its_answers_with_it() -> None:
    ladder = nursing_playbook().ladder
    shorter = ladder.model_copy(update={"levels": ladder.levels[:-1]})

    lost = _lost(_ward(ratings={}, signals={"span": "N3"}), ladder=shorter)

    assert lost == ("The ladder has no level N3: one answer at it counts no more.",)


def test_a_signal_that_no_stage_asks_about_takes_its_answers_with_it() -> None:
    family = nursing_playbook().family
    silent = family.model_copy(
        update={"stages": tuple(stage.model_copy(update={"signals": ()}) for stage in family.stages)}
    )

    lost = _lost(_ward(ratings={}, signals={"span": "N2"}), family=silent)

    assert lost == ("No stage asks about Span of duty: one answer counts no more.",)


@pytest.mark.parametrize(
    ("signal", "statement", "is_read"),
    [("span", "span_n2", True), ("span", None, True), ("span", "span_n9", False), ("colour", "span_n2", False)],
)
def test_a_chosen_statement_is_read_where_its_signal_is_asked_and_still_has_it(
    signal: str, statement: str | None, is_read: bool
) -> None:
    assert Readable(nursing_playbook()).reads_statement(signal, statement) is is_read


def test_a_title_that_is_gone_is_read_for_the_first_title_and_says_so() -> None:
    ward = nursing_playbook()
    family = changed(ward.family, ("titles", 0, "key"), "carer")

    again = ground_under(Ground(ward_loop(), ward, "nurse"), replace(ward, family=family))

    assert again.ground
    assert again.ground.title == "carer"
    assert again.lost == ("The title Nurse is gone, so that no title of its track can be named.",)


def test_a_job_family_without_titles_cannot_be_read_for_any() -> None:
    ward = nursing_playbook()
    family = ward.family.model_copy(update={"titles": ()})

    again = ground_under(Ground(ward_loop(), ward, "nurse"), replace(ward, family=family))

    assert (again.ground, again.refusal) == (None, "Nurses has no title that it could be read for.")


def test_where_no_stage_is_left_nothing_can_be_computed() -> None:
    ward = nursing_playbook()
    stages = [stage.model_dump() | {"key": f"other_{stage.key}"} for stage in ward.family.stages]

    again = ground_under(
        Ground(ward_loop(), ward, "nurse"), replace(ward, family=changed(ward.family, ("stages",), stages))
    )

    assert (again.ground, again.refusal) == (None, "None of its scorecards belongs to a stage of this plan.")
    assert len(again.lost) == len(stages)


def _proven(outcome: str, *clauses: tuple[str, Truth, int, int]) -> Recommendation:
    """A finished recommendation of the ward whose proof has these clauses: key, truth, how many hold, how many must."""
    found = Ground(ward_loop(), nursing_playbook(), "nurse").recommend(explain=False)
    level = found.proof[0]
    model = level.clauses[0]
    proofs = tuple(
        replace(
            model,
            result=replace(
                model.result, level="N2", key=key, says=f"{key}.", truth=truth, count=count, out_of=5, needed=needed
            ),
        )
        for key, truth, count, needed in clauses
    )
    return replace(found, outcome=outcome, proof=(replace(level, level="N2", clauses=proofs),))


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        (("Care", "true", 4, 3), ("Care", "false", 2, 3), "“Care” holds no more: 4 of 5 before, 2 of 5 now, 3 needed."),
        (("Care", "false", 2, 3), ("Care", "true", 3, 3), "“Care” now holds: 2 of 5 before, 3 of 5 now, 3 needed."),
        (
            ("Care", "true", 3, 3),
            ("Care", "undecided", 3, 4),
            "“Care” can’t be judged any more: 3 of 5 before with 3 needed, 3 of 5 now with 4 needed.",
        ),
    ],
)
def test_a_condition_that_turned_is_told_with_its_figures_before_and_now(
    was: tuple[str, Truth, int, int], now: tuple[str, Truth, int, int], said: str
) -> None:
    impact = impact_of(_proven("N2", was), _proven("N3", now), tau=None)

    assert impact.why == (f"N2: {said}",)


def test_a_condition_that_is_new_or_gone_is_told_as_such() -> None:
    before, after = _proven("N2", ("Care", "true", 3, 3)), _proven("N3", ("Safety", "true", 3, 3))

    impact = impact_of(before, after, tau=None)

    assert impact.why == ("N2 asks something new: Safety.", "N2 no longer asks: Care.")


def test_a_condition_that_stays_as_it_was_is_no_reason() -> None:
    clause: tuple[str, Truth, int, int] = ("Care", "true", 3, 3)

    assert impact_of(_proven("N2", clause), _proven("N3", clause), tau=None, lost=("Lost.",)).why == ("Lost.",)


def test_too_little_evidence_is_told_in_the_words_of_the_recommendation() -> None:
    before = _proven("N2")
    after = replace(before, outcome=INSUFFICIENT, text="There is too little evidence.")

    assert impact_of(before, after, tau=0.6).why == ("There is too little evidence.",)


def test_levels_that_the_two_ladders_do_not_share_have_no_probabilities_to_compare() -> None:
    before = _proven("N2")

    assert before.estimate
    assert impact_of(before, replace(before, outcome=BELOW_BAR), tau=0.6).why
    assert impact_of(replace(before, outcome="X1"), replace(before, outcome="X2"), tau=0.6).why == ()
