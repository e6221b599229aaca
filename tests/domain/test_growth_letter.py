"""Growth letters: whole phrases alone, the best and the weakest, on scales of either end; what may not stand there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import BadData, NotReady
from app.domain.growth_letter import Letter, Phrase, check_letter, compose
from app.domain.playbook import Playbook
from app.domain.scorecard import Card
from app.gateways.phrases import shipped_phrases
from tests.factories.ladders import shipped_playbook

PLAYBOOK, PHRASES = shipped_playbook(), shipped_phrases()
AREAS = PLAYBOOK.planned_areas()
BY_AREA = {item.area: item for item in PHRASES.areas}
RATINGS = st.dictionaries(st.sampled_from(AREAS), st.one_of(st.none(), st.integers(1, 5)), min_size=1)
LEVELS = st.dictionaries(
    st.sampled_from([item.signal for item in PHRASES.signals]), st.sampled_from(["P3", "P4", "P5", "P6"])
)
CARDS = st.lists(st.builds(lambda r, s: Card("panel", "1", r, s, False), RATINGS, LEVELS), min_size=1, max_size=6)


def letter(cards: list[Card], *, playbook: Playbook = PLAYBOOK, lowest: str = "P4") -> Letter:
    return compose(cards, playbook, PHRASES, lowest_level=lowest)


def rated(**points: int | None) -> list[Card]:
    return [Card("panel", "1", dict(points), {}, False)]


def lines(text: str) -> list[str]:
    return [line.removeprefix("- ") for line in text.splitlines() if line]


def test_every_focus_area_and_scope_signal_of_the_shipped_role_has_its_phrases():
    assert set(BY_AREA) == {item.key for item in PLAYBOOK.competencies.competencies}
    assert {item.signal for item in PHRASES.signals} == {signal.key for signal in PLAYBOOK.ladder.signals}


@given(CARDS, st.sampled_from(["en", "ja"]))
def test_a_letter_consists_of_approved_phrases_alone(cards: list[Card], language: str):
    words = PHRASES.words
    known = {words.strengths, words.growth, words.next, words.leads, *(item.next for item in PHRASES.signals)}
    known |= {phrase for item in PHRASES.areas for phrase in (item.strength, item.growth)}
    try:
        made = letter(cards)
    except NotReady:
        return

    assert set(lines(made.text(language))) <= {phrase.in_language(language) for phrase in known}


@given(CARDS)
def test_nothing_is_called_both_a_strength_and_something_to_work_on(cards: list[Card]):
    try:
        made = letter(cards)
    except NotReady:
        return
    strong = {item.area for item in PHRASES.areas if item.strength in made.strengths}
    weak = {item.area for item in PHRASES.areas if item.growth in made.growth}

    assert not strong & weak
    assert len(strong) <= 3
    assert len(weak) <= 2


def test_one_is_the_best_so_the_lowest_rating_stands_first():
    made = letter(rated(results=2, building_trust=1, efficiency=3, iteration=5, transparency=4))

    assert made.strengths == tuple(BY_AREA[key].strength for key in ("building_trust", "results", "efficiency"))
    assert made.growth == (BY_AREA["iteration"].growth, BY_AREA["transparency"].growth)


def test_on_a_scale_whose_highest_is_best_the_highest_stands_first():
    scale = PLAYBOOK.scale
    turned = scale.model_copy(update={"best": "highest", "points": tuple(reversed(scale.points))})
    playbook = Playbook(PLAYBOOK.ladder, PLAYBOOK.family, PLAYBOOK.competencies, turned, None)

    made = letter(rated(results=4, building_trust=5, iteration=1), playbook=playbook)

    assert made.strengths == (BY_AREA["building_trust"].strength, BY_AREA["results"].strength)
    assert made.growth == (BY_AREA["iteration"].growth,)


def test_the_next_step_is_what_lies_below_the_level_aimed_at():
    card = Card("panel", "1", {"results": 3}, {"complexity": "P3", "orchestration": "P5"}, False)

    made = letter([card], lowest="P5")

    assert made.next == tuple(item.next for item in PHRASES.signals if item.signal == "complexity")


def test_there_is_no_letter_without_evidence():
    with pytest.raises(NotReady):
        letter(rated(results=None))


@pytest.mark.parametrize("word", ["Mei Lin", "mei lin", "P4"])
def test_a_letter_names_nobody_and_no_level(word: str):
    with pytest.raises(BadData, match="Take"):
        check_letter(f"It was {word} who said so.", never=("Mei Lin", "P4"))


def test_phrases_name_no_rating_and_no_level():
    never = [point.name for point in PLAYBOOK.scale.points] + [level.code for level in PLAYBOOK.ladder.levels]
    said: list[Phrase] = [phrase for item in PHRASES.areas for phrase in (item.strength, item.growth)]
    said += [item.next for item in PHRASES.signals]

    for phrase in said:
        assert check_letter(phrase.en, never=never) == phrase.en
