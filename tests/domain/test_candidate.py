"""What is entered about a candidate."""

from dataclasses import replace

import pytest

from app.domain.candidate import FIELD_NAMES, Applicant, KnownHere, Person
from app.domain.errors import BadData

GIVEN = {"name": " Yuki Hanzawa ", "email": " Yuki@Example.NET ", "place": "Osaka", "zone": "Asia/Tokyo", "source": ""}


def test_names_are_kept_and_addresses_made_comparable():
    applicant = Applicant.entered(**GIVEN)

    assert (applicant.person.name, applicant.email, applicant.person.search_name) == (
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
        ({"place": "x" * 121}, "place"),
        ({"pronunciation": "x" * 201}, "pronunciation"),
        ({"pronouns": "x" * 61}, "pronouns"),
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


# --- What is on record


YUKI = Person("Yuki Hanzawa", "YOO-kee hahn-ZAH-wah", "she/her", "Osaka", "Asia/Tokyo")


def test_an_entry_is_kept_without_the_space_around_it():
    entered = Person.entered(
        name=" Yuki Hanzawa", pronunciation="YOO-kee hahn-ZAH-wah ", pronouns=" she/her ", place="Osaka\n", zone="UTC"
    )

    assert entered == replace(YUKI, zone="UTC")


def test_an_applicant_may_say_how_their_name_is_said():
    applicant = Applicant.entered(**GIVEN, pronunciation="YOO-kee hahn-ZAH-wah", pronouns="she/her")

    assert applicant.person == YUKI


@pytest.mark.parametrize("field", FIELD_NAMES)
def test_two_records_differ_in_what_was_changed(field):
    assert YUKI.unlike(replace(YUKI, **{field: "something else"})) == (field,)


def test_equal_records_differ_in_nothing():
    assert YUKI.unlike(replace(YUKI)) == ()


def test_a_record_in_words_tells_every_field_known_or_not():
    assert replace(YUKI, pronouns="").in_words().splitlines() == [
        "Name: Yuki Hanzawa",
        "How the name is said: YOO-kee hahn-ZAH-wah",
        "Pronouns: not known",
        "Place: Osaka",
        "Time zone: Asia/Tokyo",
        "Language of mails and pages: English",
    ]
