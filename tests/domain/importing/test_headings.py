"""What a heading announces, by its words and never by its depth."""

import pytest

from app.domain.importing.headings import Kind, is_bare_rank, is_name_of_a_title, kind_of_heading, owner_of


@pytest.mark.parametrize(
    ("kind", "headings"),
    [
        (Kind.LEVELS, ["Levels", "Levels of Baker roles", "In role levels"]),
        (Kind.GRADE, ["Job Grade", "Senior Baker Job Grade", "Grade"]),
        (
            Kind.RESPONSIBILITIES,
            [
                "Responsibilities for Baker roles",
                "What you'll do",
                "Senior Baker Responsibilites",
                "As a Baker, you will:",
            ],
        ),
        (
            Kind.REQUIREMENTS,
            [
                "General Requirements for Baker roles",
                "About you",
                "You've got the personality",
                "Skills & Qualifications",
            ],
        ),
        (Kind.BOTH, ["Baker Responsibilities & Requirements"]),
        (Kind.PREFERRED, ["Nice-to-haves", "Nice-to-have Requirement", "Preferred Qualifications"]),
        (Kind.SPECIALTIES, ["Specialities", "Specialties for Baker roles", "Team Specialties", "Specializations"]),
        (Kind.LOCATIONS, ["Location Specific Requirements"]),
        (Kind.INDICATORS, ["Performance Indicators", "Baker Performance Indicators", "KPIs", "How you'll be measured"]),
        (Kind.PROCESS, ["Hiring Process", "Baker Hiring Process", "Stages", "Interview process"]),
        (Kind.CAREER, ["Career Ladder", "Career Progression", "How you'll grow in the role:"]),
        (Kind.COMPENSATION, ["Compensation", "Compensation Calculator"]),
        (
            Kind.OTHER,
            [
                "Baker",
                "Compensation Analyst",
                "Accounts Specialist",
                "Requirements Engineer",
                "User Experience",
                "Round 1",
            ],
        ),
    ],
)
def test_headings_are_told_by_their_words(kind, headings):
    assert {heading: kind_of_heading(heading) for heading in headings} == dict.fromkeys(headings, kind)


def test_a_rank_alone_is_no_name_yet():
    assert all(is_bare_rank(rank) for rank in ("Senior", "Sr.", "Senior Manager", "Intermediate", "Level 3"))
    assert not any(is_bare_rank(name) for name in ("Baker", "Senior Baker", "Manager, Bread"))


def test_a_name_of_a_title_ends_or_begins_as_one():
    assert all(
        is_name_of_a_title(name) for name in ("Bread Engineer", "Manager, Bread", "Head of Bread", "Baker (Night)")
    )
    assert not any(is_name_of_a_title(name) for name in ("Staff+ Initiatives", "Shop Operations", "Bread"))


def test_a_heading_of_a_list_may_name_its_owner():
    assert owner_of("Senior Baker Responsibilities") == "Senior Baker"
    assert owner_of("Responsibilities") == ""


@pytest.mark.parametrize("sentence", ["I am a team oriented baker", "I've become a baker", "We are bakers"])
def test_a_sentence_about_oneself_is_no_name_of_a_title(sentence):
    assert not is_name_of_a_title(sentence)
