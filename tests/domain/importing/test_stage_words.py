"""Sentences of hiring processes: interview or not, its name, with whom, how many, whose role, optional or not."""

import pytest

from app.domain.importing.stage_words import interviewers_of, is_optional, kind_of, name_of, role_of, who_of

SENTENCES = [
    ("Selected candidates will be invited to schedule a 30min screening call with one of our Global Recruiters",
     "Screening call", "Global Recruiters", (1, 1), "recruiter"),
    ("Next, candidates will be invited to schedule a first interview with the Hiring Manager",
     "First interview with the Hiring Manager", "Hiring Manager", (1, 1), "hiring_manager"),
    ("Next, candidates will interview with 2 - 4 Team Members",
     "Interview with Team Members", "Team Members", (2, 4), "interviewer"),
    ("Candidates may be invited to schedule a second interview with our CRO",
     "Second interview with the CRO", "CRO", (1, 1), "senior_leader"),
    ("Finally, our CEO may choose to conduct a final interview", "Final interview", "CEO", (1, 1), "senior_leader"),
    ("Final Interview will be with a Bakery leader", "Final interview", "Bakery leader", (1, 1), "senior_leader"),
    ("45 Minute Peer Interview", "Peer interview", "Peer", (1, 1), "interviewer"),
    ("60 Minute Interview with Director of Ovens or VP of Ovens, or both",
     "Interview with Director of Ovens or VP of Ovens", "Director of Ovens or VP of Ovens, or both", (1, 2),
     "senior_leader"),
    ("60-Minute Behavioral Panel Interview with a Baking Manager & one other member of the team.",
     "Behavioral panel interview", "Baking Manager & one other member of the team", (2, 2), "interviewer"),
    ("2 - 4 30 minute direct report and peer interviews", "Peer interviews", "Peer", (2, 4), "interviewer"),
    ("Candidates are invited to schedule a presentation with 3 interviewers from the team.",
     "Presentation", "interviewers from the team", (3, 3), "interviewer"),
    ("Then, candidates will bake for 60 minutes with a member of the night team",
     "Interview with night team", "night team", (1, 1), "interviewer"),
    ("Then, candidates will present a plan of bread", "Present a plan of bread", None, (1, 1), "interviewer"),
    ("Candidates meet up to three bakers and three peers", "Meet up to three bakers and three peers", None,
     (1, 3), "interviewer"),
    ("There may be a final executive interview", "Final executive interview", "Executive", (1, 1), "senior_leader"),
    ("The next interview is 50-minutes long and with one of our Technical Bakers.",
     "Interview with Technical Bakers",
     "Technical Bakers", (1, 1), "interviewer"),
    ("Finally, you’ll meet our Senior Manager, Bread for a 50-minute interview. We talk.",
     "Interview with the Senior Manager, Bread", "Senior Manager, Bread", (1, 1), "interviewer"),
    ("Next, if a candidate passes the screening call, they have a 1-hour first interview with a Baker. We talk.",
     "First interview with the Baker", "Baker", (1, 1), "interviewer"),
    ("You will be invited to schedule a 30 minute screening call.", "Screening call", None, (1, 1), "recruiter"),
    ("Interviews with the VP of Bread, Director of Rolls, regional leader, and a seller who they support",
     "Interviews with VP of Bread, Director of Rolls, regional",
     "VP of Bread, Director of Rolls, regional leader, and a seller",
     (4, 4), "senior_leader"),
    ("The panel interview is with the oven manager and two other members of the bakery",
     "Panel interview", "oven manager and two other members of the bakery", (3, 3), "interviewer"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "name", "who", "count", "role"), SENTENCES)
def test_an_interview_is_read_out_of_a_sentence(sentence, name, who, count, role):
    found = who_of(sentence)
    people = interviewers_of(sentence, found)

    assert kind_of(sentence) == "stage"
    assert (name_of(sentence, found), found) == (name, who)
    assert (people.least, people.most) == count
    assert role_of(found, name) == role


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Successful candidates will subsequently be made an offer via email", "offer"),
        ("Successful candidates will be made an offer after references are verified.", "offer"),
        ("Reference Checks.", "references"),
        ("A background check is run", "background"),
        ("Technical assessment.", "assessment"),
        ("Candidates will be invited to fill out a short questionnaire.", "assessment"),
        ("You get a take-home assignment", "assessment"),
        ("Candidates will be invited to complete a 5 hour timed assessment", "assessment"),
        ("Beside the team interview, candidates will complete a 5 hour timed assessment", "assessment"),
        ("Candidates will be asked to share work samples and respond to questions", "assessment"),
        ("Candidates for this position can expect the hiring process to follow the order below.", "note"),
        ("Additional details about our process can be found on our hiring page.", "note"),
        ("Depending on location, candidates may meet in person with any of the above.", "note"),
        ("As always, the interviews and screening call will be conducted via a video call.", "note"),
        ("Candidates will be required to deliver a demo of the oven to a panel of bakers", "stage"),
        ("Candidates will present a business plan", "stage"),
        ("Candidates may be asked to complete an assessment, and meet with the Head Baker", "stage"),
    ],
)
def test_steps_and_notes_are_told_from_interviews(sentence, kind):
    assert kind_of(sentence) == kind


def test_only_some_candidates_have_an_optional_interview():
    assert is_optional("Finally, candidates may be asked to schedule a final interview")
    assert not is_optional("Candidates will meet the baker. They may ask questions.")


def test_a_number_that_nothing_states_is_said_to_be_assumed():
    assert not interviewers_of("Candidates will interview with several leaders", "several leaders").stated
    assert interviewers_of("Candidates will interview with the Baker", "Baker").stated
