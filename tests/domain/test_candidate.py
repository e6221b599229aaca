"""What is entered about a candidate."""

import pytest

from app.domain.candidate import Applicant, KnownHere
from app.domain.errors import BadData

GIVEN = {"name": " Yuki Hanzawa ", "email": " Yuki@Example.NET ", "place": "Osaka", "zone": "Asia/Tokyo", "source": ""}


def test_names_are_kept_and_addresses_made_comparable():
    applicant = Applicant.entered(**GIVEN)

    assert (applicant.name, applicant.email, applicant.search_name) == (
        "Yuki Hanzawa",
        "yuki@example.net",
        "yuki hanzawa",
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"email": "yuki"}, "email"),
        ({"zone": "Mars/Base"}, "zone"),
    ],
)
def test_an_entry_is_refused_at_its_field(changes, field):
    with pytest.raises(BadData) as caught:
        Applicant.entered(**(GIVEN | changes))

    assert caught.value.field == field


def test_a_second_application_in_the_same_opening_points_to_the_first():
    refusal = KnownHere("Yuki", 7)

    assert refusal.message == "Yuki already applies for this opening with this e-mail address."
    assert (refusal.field, refusal.application_id) == ("email", 7)
