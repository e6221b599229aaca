"""Hiring processes: numbered stages with areas, bullets, rounds, several for several audiences, steps and notes."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.domain.importing.areas import AreaNames
from app.domain.importing.blocks import Heading, Item, Paragraph, Table
from app.domain.importing.found import Found
from app.domain.importing.process import Process, hiring_processes
from tests.domain.importing.reading import blocks_of, shipped_areas


def read(text: str) -> Found[tuple[Process, ...]]:
    return hiring_processes(blocks_of(text), shipped_areas())


def column(stages: tuple[dict[str, Any], ...], key: str) -> list[Any]:
    return [stage[key] for stage in stages]


NUMBERED = """
    ### Hiring Process

    Bakers can expect the hiring process to go in this order. They can be declined at any stage.

    ### Stages

    #### 1. First Talk - Recruiter

    - Bakers are invited to book a talk with the Recruiter.
    - Areas of focus (as the book has them):
      - Results
      - Solutions Focus - Building Trust

    #### 2. Trial Baking - Panel

    - Bakers are invited to bake for 90 minutes with 3 interviewers of the team.
    - Areas of focus: Iteration, Diversity, inclusion and belonging; Kneading
    """


def test_numbered_stages_have_a_name_a_person_and_areas():
    found = read(NUMBERED)

    (process,) = found.content
    assert column(process.stages, "name") == ["First Talk", "Trial Baking"]
    assert column(process.stages, "meets") == ["Recruiter", "Panel"]
    assert column(process.stages, "role") == ["recruiter", "interviewer"]
    assert column(process.stages, "interviewers") == [1, 3]
    assert column(process.stages, "minutes") == [None, 90]
    assert column(process.stages, "planned_basis") == ["house judgement", "stated"]
    assert process.stages[0]["focus_areas"] == ["results", "building_trust"]
    assert process.stages[1]["focus_areas"] == ["iteration", "inclusion", "kneading"]
    assert process.stages[0]["happens"] == "Bakers are invited to book a talk with the Recruiter."
    assert [flag.code for flag in found.flags] == ["unknown_area"]


BULLETS = """
    ## Hiring Process

    Bakers can expect the hiring process to follow this order.

    * Fill out a short questionnaire.
    * Selected bakers will be invited to schedule a 30min screening call with one of our Recruiters
    * Next, bakers will meet 2-4 team members
      * This interview is about bread.
    * Finally, our CEO may choose to conduct a final interview
    * Reference checks
    * Successful bakers will be made an offer

    Additional details about our process are on another page.
    """


def test_bullets_are_stages_steps_and_notes():
    found = read(BULLETS)

    (process,) = found.content
    assert column(process.stages, "name") == [
        "Screening call",
        "Next, bakers will meet 2-4 team members",
        "Final interview",
    ]
    assert [(stage["interviewers_from"], stage["interviewers_to"]) for stage in process.stages] == [
        (1, 1),
        (2, 4),
        (1, 1),
    ]
    assert column(process.stages, "is_optional") == [False, False, True]
    assert column(process.stages, "details") == [[], ["This interview is about bread."], []]
    assert [step["kind"] for step in process.steps] == ["assessment", "references", "offer"]
    assert len(process.notes) == 2
    assert {flag.code for flag in found.flags} == {
        "step_no_interview", "interviewers_range", "optional_stage", "guessed_role",
    }  # fmt: skip


ROUNDS = """
    ## Baker Hiring Process

    #### Screening call with Recruiter

    ### Round 1
    - 60 Minute Interview with Hiring Manager

    ### Round 2
    - 45 Minute Peer Interview
    - 45 Minute Peer Interview

    As always, the interviews are held on video.
    """


def test_rounds_hold_several_interviews_each():
    (process,) = read(ROUNDS).content

    assert column(process.stages, "key") == [
        "screening_call", "interview_with_the_hiring_manager", "peer_interview", "peer_interview_2",
    ]  # fmt: skip
    assert column(process.stages, "round") == [None, "Round 1", "Round 2", "Round 2"]
    assert column(process.stages, "minutes") == [None, 60, 45, 45]


AUDIENCES = """
    ## Hiring Process

    The process depends on the role.

    For Individual Contributors:

    1. Screening call with a Recruiter
    2. Interview with two Bakers

    **For Managers**

    1. Screening call with a Recruiter
    2. 1 hour interview with a Director

    ### Leadership Hiring Process:

    - Interview with the CEO
    """


def test_every_audience_has_a_process_of_its_own():
    found = read(AUDIENCES)

    assert [process.audience for process in found.content] == ["Individual Contributors", "Managers", "Leadership"]
    assert [len(process.stages) for process in found.content] == [2, 2, 1]
    assert column(found.content[0].stages, "interviewers") == [1, 2]
    assert found.content[0].notes == ("The process depends on the role.",)
    assert "several_processes" in {flag.code for flag in found.flags}


def test_a_process_may_be_told_in_paragraphs():
    found = read("""
        ## Interview process

        Candidates will first have a screening call with a Recruiter.

        Next, candidates will have an interview with a Baker.

        It's possible you may have an additional interview with the Director.
        """)

    (process,) = found.content
    assert column(process.stages, "name") == ["Screening call", "Interview with the Baker"]
    assert "possible_stage" in {flag.code for flag in found.flags}


def test_advice_below_a_heading_is_kept_as_notes():
    (process,) = read("""
        ## Hiring Process

        - Interview with a Baker

        ### Preparing for your interviews

        - Bring an apron to the interview
        """).content

    assert len(process.stages) == 1
    assert process.notes == ("Preparing for your interviews", "Bring an apron to the interview")


def test_a_title_that_follows_is_left():
    found = read("""
        ## Hiring Process

        - Interview with a Baker

        ### Chief Baker

        The Chief Baker reports to nobody.

        #### Chief Baker Responsibilities

        - Bakes
        """)

    assert len(found.content[0].stages) == 1
    assert [block.line for block in (*found.understood, *found.placed)] == [2, 4]


def test_stages_may_be_told_in_prose_below_their_headings():
    found = read("""
        ## Hiring Process

        ### Written Test

        You get an assignment, and hand it in before the interviews.

        - It takes two hours.

        ### Hiring Manager Interview

        This is the first interview with the night team. It takes 45-60 minutes.

        ### Panel Interview

        The panel has the following format:

        - Bake a roll
        - Areas of focus: Results; Results

        ### Call with the Oven Keeper

        ### Reference Check

        References are asked.

        Additional details are elsewhere.
        """)

    (process,) = found.content
    assert column(process.stages, "name") == [
        "Hiring Manager Interview",
        "Panel Interview",
        "Call with the Oven Keeper",
    ]
    assert column(process.stages, "who") == ["Hiring Manager", "Panel", "Oven Keeper"]
    assert column(process.stages, "minutes") == [60, None, None]
    assert process.stages[1]["details"] == ["Bake a roll"]
    assert [step["text"].split("\n") for step in process.steps] == [
        ["Written Test", "You get an assignment, and hand it in before the interviews.", "It takes two hours."],
        ["Reference Check", "References are asked."],
    ]
    assert process.notes == ("Additional details are elsewhere.",)
    assert {"guessed_minutes", "repeated_area"} <= {flag.code for flag in found.flags}


def test_areas_may_stand_below_words_and_end_with_a_sentence():
    (process,) = read("""
        ## Hiring Process

        - Interview with the Baker

        Areas of focus:

        - Results
        - Iteration
        - The candidate may also be asked to bake something for the whole of the team

        Reference checks
        """).content

    assert process.stages[0]["focus_areas"] == ["results", "iteration"]
    assert [step["text"] for step in process.steps] == ["Reference checks"]


def test_each_heading_of_a_process_begins_another_one():
    found = read("""
        ## Hiring Process

        - Interview with the Baker
        - Offer

          They may think about it.

        ## Hiring Process

        - Interview with the Chief Baker

        ### Internal candidates

        They know us.

        | a | b |
        |---|---|
        | 1 | 2 |
        """)

    assert [column(process.stages, "who") for process in found.content] == [["Baker"], ["Chief Baker"]]
    assert found.content[1].notes == ("Internal candidates", "They know us.")
    assert "several_processes" in {flag.code for flag in found.flags}


def test_a_list_goes_on_after_headings_that_stood_between_its_items():
    (process,) = read("""
        ## Hiring Process

        * Candidates will be invited to a screening call with a Recruiter

        * After that, we'll invite you to record a walkthrough video.

        > ### Presentation Topics
        >
        > - Who you are
        >
        > ## Some useful resources
        >
        > - The page of ovens

        * We will schedule the next stages.

        * Candidates will be invited to a 50-minute interview with a Baker.
        """).content

    assert column(process.stages, "name") == ["Screening call", "Interview with the Baker"]
    assert [step["kind"] for step in process.steps] == ["assessment"]
    assert "The page of ovens" in process.notes


def test_a_list_may_stand_below_a_line_that_only_announces_it():
    (process,) = read("""
        ## Hiring Process

        * Selected candidates will be invited to the following:
          1. A phone screen with the recruiter.
          1. An interview with the baker.
        """).content

    assert len(process.stages) == 2
    assert process.notes == ("Selected candidates will be invited to the following:",)


SAID = """Round 1|1. Call - Recruiter|For Managers:|Interview with 2-3 people|Areas of focus:|Results|Offer|A note.
    |Stages|Candidates may meet|Hiring Process|Additional details|Next, a call with a Baker"""
TEXTS = st.sampled_from([said.strip() for said in SAID.split("|")])
LINES = st.integers(1, 99)
BLOCKS = st.one_of(
    st.builds(Heading, LINES, st.integers(1, 6), TEXTS),
    st.builds(Item, LINES, TEXTS, st.integers(0, 3)),
    st.builds(Paragraph, LINES, TEXTS, st.booleans()),
)


@given(st.lists(BLOCKS, max_size=15))
def test_no_text_of_a_process_is_lost(blocks):
    found = hiring_processes(blocks, AreaNames.empty())

    said = repr([process.to_data() for process in found.content])
    assert len(found.placed) + len(found.understood) == len(blocks)
    assert all(repr(block.text)[1:-1] in said for block in found.placed if not isinstance(block, Table))
