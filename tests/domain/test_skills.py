"""What somebody brings: pairs of kind and key, checked against the lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import BadData
from app.domain.languages import SPOKEN
from app.domain.skills import Skills

KEYS = st.frozensets(st.sampled_from(["english", "federal", "results", "iteration"]))


@given(KEYS, KEYS, KEYS, st.randoms(use_true_random=False))
def test_skills_come_back_from_their_pairs_in_any_order(languages, specialties, areas, rng):
    skills = Skills(languages, specialties, areas)
    pairs = list(skills.pairs)
    rng.shuffle(pairs)

    assert Skills.of(pairs) == skills


def test_a_kind_that_is_not_known_here_is_left_out():
    assert Skills.of([("hobby", "chess"), ("language", "english")]) == Skills(languages=frozenset({"english"}))


@pytest.mark.parametrize("field", ["languages", "specialties", "areas"])
def test_what_no_list_names_is_refused_at_its_field(field):
    skills = Skills(**{field: frozenset({"unheard_of"})})

    with pytest.raises(BadData) as refused:
        skills.check(languages=["english"], specialties=["federal"], areas=["results"])

    assert refused.value.field == field


def test_every_language_has_a_key_and_a_name_of_its_own():
    assert len({item.key for item in SPOKEN}) == len({item.name for item in SPOKEN}) == len(SPOKEN) >= 40
