"""Countries and regions with holidays: places are known by their codes, others are refused in a sentence."""

import pytest

from app.domain.countries import COUNTRIES, LONGEST_REGION, REGIONS, check_place, place_name
from app.domain.errors import BadData


def test_places_are_kept_by_their_codes_whatever_the_case():
    assert check_place(" de", "be ") == ("DE", "BE")
    assert check_place("CH", "stadt  zurich") == ("CH", "Stadt Zurich")
    assert check_place("JP", "") == ("JP", "")
    assert check_place("", "") == ("", "")


@pytest.mark.parametrize(
    ("place", "field", "sentence"),
    [
        (("XX", ""), "country", "Choose a country of the list, or none."),
        (("", "BE"), "region", "Choose the country of this region, or leave the region empty."),
        (("JP", "13"), "region", "Japan has the same holidays everywhere here. Leave the region empty."),
        (("GB", "SCOT"), "region", "“SCOT” is no region of United Kingdom with holidays of its own. Did you mean SCT?"),
        (("DE", "Berlin"), "region", "Known are: Augsburg, BB, BE, BW"),
    ],
)
def test_a_place_that_is_not_known_is_refused_at_its_field(place, field, sentence):
    with pytest.raises(BadData) as refused:
        check_place(*place)

    assert refused.value.field == field
    assert sentence in refused.value.message


def test_places_are_named_in_words():
    assert (place_name("DE", ""), place_name("DE", "BE"), place_name("XX", "")) == ("Germany", "Germany (BE)", "XX")


def test_codes_fit_where_they_are_kept():
    assert all(len(code) == 2 for code in COUNTRIES)
    assert set(REGIONS) <= set(COUNTRIES)
    assert all(0 < len(region) <= LONGEST_REGION for regions in REGIONS.values() for region in regions)
