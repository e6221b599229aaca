"""The permission table."""

from dataclasses import replace

import pytest

from app.domain.errors import NotAllowed, NotFound
from app.domain.policy import (
    GRANT_TABLE,
    OBJECT_TABLE,
    ROLE_TABLE,
    Action,
    Grant,
    Part,
    Relation,
    Role,
    Tie,
    Viewer,
    may,
    permit,
)

OVERRIDE = frozenset({Grant.OVERRIDE})


def viewer(role: Role = Role.RECRUITER, *, grants: frozenset[Grant] = frozenset()) -> Viewer:
    return Viewer(7, "Mei Tanaka", role, "Asia/Tokyo", "Recruiter", grants)


def recruiter(**facts: bool) -> Relation:
    return Relation(viewer(), parts=frozenset({Part.RECRUITER}), **facts)


def test_every_action_stands_in_exactly_one_table():
    tables = (*OBJECT_TABLE, *ROLE_TABLE, *GRANT_TABLE)

    assert sorted(tables) == sorted(Action)


@pytest.mark.parametrize(
    "action", sorted(set(OBJECT_TABLE) - {a for a, t in OBJECT_TABLE.items() if Tie.SIGNED_IN in t})
)
@pytest.mark.parametrize("role", list(Role))
def test_without_any_tie_the_object_is_not_there(action: Action, role: Role):
    with pytest.raises(NotFound):
        permit(action, Relation(viewer(role)))


BY_LINK = {Action.SCORECARD_FILL, Action.INTERVIEW_EXCUSE, Action.INTERVIEW_ANSWER, Action.CV_READ}


def by_link(*, interview: int | None, opened: int = 5, **facts: bool) -> Relation:
    """Somebody with every part and seat there is, let in by a link to one interview and asking for another or it."""
    holder = replace(viewer(Role.ADMIN, grants=frozenset(Grant)), by_link=opened)
    everything = {"has_seat": True, "attended": True, "panel_is_open": True, "oversees": True} | facts
    return Relation(holder, parts=frozenset(Part), interview_id=interview, **everything)


@pytest.mark.parametrize("action", sorted(Action))
def test_a_link_lets_nobody_do_more_than_their_own_part_of_its_interview(action: Action):
    assert may(action, by_link(interview=5)) == (action in BY_LINK)


@pytest.mark.parametrize("action", sorted(Action))
@pytest.mark.parametrize("interview", [6, None])
def test_a_link_to_one_interview_opens_nothing_of_another(action: Action, interview: int | None):
    assert not may(action, by_link(interview=interview))


@pytest.mark.parametrize("action", [Action.SCORECARD_READ_OTHERS, Action.DEBRIEF_READ, Action.DEBRIEF_NOTE])
def test_whoever_came_by_a_link_signs_in_to_read_colleagues(action: Action):
    with pytest.raises(NotAllowed, match=r"^Sign in to read the scorecards of colleagues\.$"):
        permit(action, by_link(interview=5))


@pytest.mark.parametrize("action", sorted(BY_LINK))
def test_a_link_does_not_outlive_the_seat(action: Action):
    with pytest.raises((NotAllowed, NotFound)):
        permit(action, Relation(replace(viewer(), by_link=5), interview_id=5))


def test_an_admin_oversees_openings_but_has_no_part_in_their_candidates():
    admin = Relation(viewer(Role.ADMIN), oversees=True)

    assert may(Action.OPENING_READ, admin)
    assert not may(Action.APPLICATION_READ, admin)
    assert not may(Action.SCORECARD_READ_OTHERS, admin)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMIN}))
def test_only_admins_keep_staff(role: Role):
    with pytest.raises(NotAllowed) as refusal:
        permit(Action.STAFF_MANAGE, Relation(viewer(role)))

    assert "kept by admins" in refusal.value.message


@pytest.mark.parametrize("role", sorted(Role))
def test_whatever_the_role_only_process_owners_read_what_is_known_of_interviewers(role: Role):
    with pytest.raises(NotAllowed) as refusal:
        permit(Action.CALIBRATION_READ, Relation(viewer(role, grants=frozenset(Grant) - {Grant.PROCESS_OWNER})))

    assert "See your own calibration on your account page" in refusal.value.message
    assert may(Action.CALIBRATION_READ, Relation(viewer(role, grants=frozenset({Grant.PROCESS_OWNER}))))


def test_an_interviewer_of_the_pool_reads_the_opening_but_not_its_board():
    pool = Relation(viewer(Role.INTERVIEWER), parts=frozenset({Part.INTERVIEWER}))

    assert may(Action.OPENING_READ, pool)
    with pytest.raises(NotAllowed) as refusal:
        permit(Action.BOARD_READ, pool)
    assert "My interviews" in refusal.value.message


def test_whoever_owes_a_card_reads_no_other():
    owing = recruiter(panel_is_open=True, owes_a_card=True)

    with pytest.raises(NotAllowed) as refusal:
        permit(Action.SCORECARD_READ_OTHERS, owing)

    assert "once your own scorecard" in refusal.value.message


def test_nobody_reads_a_closed_panel():
    with pytest.raises(NotAllowed) as refusal:
        permit(Action.SCORECARD_READ_OTHERS, recruiter(panel_is_open=False))

    assert "when every one of them is in" in refusal.value.message


def test_an_open_panel_is_read_by_the_team_and_its_members():
    member = Relation(viewer(Role.INTERVIEWER), has_seat=True, panel_is_open=True)

    assert may(Action.SCORECARD_READ_OTHERS, recruiter(panel_is_open=True))
    assert may(Action.SCORECARD_READ_OTHERS, member)


def test_the_debrief_is_for_those_who_interviewed_and_for_the_leads_of_the_opening():
    interviewer = Relation(viewer(Role.INTERVIEWER), attended=True)
    pool = Relation(viewer(Role.INTERVIEWER), parts=frozenset({Part.INTERVIEWER}))

    assert may(Action.DEBRIEF_READ, interviewer)
    assert may(Action.DEBRIEF_NOTE, recruiter())
    with pytest.raises(NotAllowed) as refusal:
        permit(Action.DEBRIEF_READ, pool)
    assert "for those who interviewed" in refusal.value.message


@pytest.mark.parametrize("action", [Action.DEBRIEF_READ, Action.DEBRIEF_NOTE])
def test_the_debrief_waits_for_the_readers_own_card(action: Action):
    with pytest.raises(NotAllowed) as refusal:
        permit(action, recruiter(owes_a_card=True))

    assert refusal.value.message == "The debrief opens for you once your own scorecard for this candidate is in."


def test_the_debrief_waits_for_the_readers_own_panel_unless_they_lead_the_opening():
    waiting = Relation(viewer(Role.INTERVIEWER), attended=True, waits_for_a_panel=True)

    with pytest.raises(NotAllowed) as refusal:
        permit(Action.DEBRIEF_READ, waiting)

    assert refusal.value.message == "The debrief opens for you once every scorecard of your own interview is in."
    assert may(Action.DEBRIEF_READ, recruiter(waits_for_a_panel=True))


def test_the_recommendation_waits_for_the_own_level():
    with pytest.raises(NotAllowed) as refusal:
        permit(Action.RECOMMENDATION_READ, recruiter())

    assert "given an own level" in refusal.value.message
    assert may(Action.RECOMMENDATION_READ, recruiter(own_level_given=True))


def test_the_recommendation_waits_for_the_readers_own_card():
    with pytest.raises(NotAllowed):
        permit(Action.RECOMMENDATION_READ, recruiter(own_level_given=True, owes_a_card=True))


def test_the_own_level_waits_for_the_managers_own_card():
    manager = Relation(viewer(Role.HIRING_MANAGER), parts=frozenset({Part.HIRING_MANAGER}), owes_a_card=True)

    with pytest.raises(NotAllowed) as refusal:
        permit(Action.OWN_LEVEL_GIVE, manager)

    assert "Submit your own scorecard" in refusal.value.message


@pytest.mark.parametrize("action", [Action.APPLICATION_OVERRIDE, Action.PANEL_OPEN])
def test_acting_while_cards_are_missing_needs_the_grant(action: Action):
    granted = Relation(viewer(grants=OVERRIDE), parts=frozenset({Part.RECRUITER}))

    assert not may(action, recruiter())
    assert may(action, granted)


def test_a_cv_is_read_by_the_team_and_by_those_who_interview():
    interviewer = Relation(viewer(Role.INTERVIEWER), attended=True)

    assert may(Action.CV_READ, interviewer)
    assert may(Action.CV_READ, recruiter())


def test_the_decision_is_the_hiring_managers():
    with pytest.raises(NotAllowed) as refusal:
        permit(Action.DECISION_RECORD, recruiter(own_level_given=True))

    assert "hiring manager" in refusal.value.message


def test_a_part_without_words_of_its_own_gets_the_general_refusal():
    pool = Relation(viewer(Role.INTERVIEWER), parts=frozenset({Part.INTERVIEWER}))

    with pytest.raises(NotAllowed) as refusal:
        permit(Action.APPLICATION_MOVE, pool)

    assert "Ask the opening's recruiter or hiring manager" in refusal.value.message


def test_ties_name_everything_that_ties():
    relation = Relation(
        viewer(Role.ADMIN), parts=frozenset({Part.RECRUITER, Part.HIRING_MANAGER}), has_seat=True, oversees=True
    )

    wanted = {Tie.SIGNED_IN, Tie.ADMIN, Tie.TEAM_RECRUITER, Tie.TEAM_MANAGER, Tie.TEAM, Tie.SEAT, Tie.ATTENDED}
    assert relation.ties() == wanted


def approver(role: Role = Role.SENIOR_LEADER, part: Part = Part.SENIOR_LEADER, **facts: object) -> Relation:
    """A person of a team in which somebody else has decided a hire outside the range."""
    known = {"approval_asked": True, "asked_by": 99, "own_level_given": True} | facts
    grants = known.pop("grants", frozenset())
    return Relation(viewer(role, grants=grants), parts=frozenset({part}), **known)  # type: ignore[arg-type]


def test_a_senior_leader_of_the_team_approves():
    assert may(Action.DECISION_APPROVE, approver())


@pytest.mark.parametrize("part", list(Part))
def test_whoever_holds_the_override_grant_and_a_part_in_the_team_approves(part: Part):
    granted = approver(Role.INTERVIEWER, part, grants=OVERRIDE)

    assert may(Action.DECISION_APPROVE, granted)
    assert may(Action.DECISION_APPROVE, approver(Role.INTERVIEWER, part)) is (part is Part.SENIOR_LEADER)


def test_the_grant_alone_without_a_part_is_no_tie():
    with pytest.raises(NotFound):
        permit(Action.DECISION_APPROVE, Relation(viewer(grants=OVERRIDE), approval_asked=True, asked_by=99))


@pytest.mark.parametrize("part", [Part.HIRING_MANAGER, Part.SENIOR_LEADER])
def test_nobody_approves_what_they_decided_themselves(part: Part):
    own = approver(Role.HIRING_MANAGER, part, grants=OVERRIDE, asked_by=7)

    with pytest.raises(NotAllowed) as refusal:
        permit(Action.DECISION_APPROVE, own)

    assert "You decided this hire yourself" in refusal.value.message
    assert not own.is_asked


def test_an_approver_who_owes_a_card_submits_it_first():
    owing = approver(owes_a_card=True)

    assert not may(Action.DECISION_READ, owing)
    with pytest.raises(NotAllowed) as refusal:
        permit(Action.DECISION_APPROVE, owing)
    assert "once your own scorecard" in refusal.value.message


@pytest.mark.parametrize("action", [Action.DECISION_READ, Action.DECISION_APPROVE])
def test_whoever_owes_a_card_cannot_tell_whether_approval_was_asked(action: Action):
    sentences = set()
    for asked, by in ((True, 1), (True, None), (False, None)):
        with pytest.raises(NotAllowed) as refusal:
            permit(action, approver(owes_a_card=True, approval_asked=asked, asked_by=by))
        sentences.add(refusal.value.message)

    assert len(sentences) == 1


@pytest.mark.parametrize("action", [Action.DECISION_READ, Action.RECOMMENDATION_READ, Action.DECISION_APPROVE])
def test_before_anybody_is_asked_a_senior_leader_has_no_way_to_the_decision(action: Action):
    unasked = approver(approval_asked=False, asked_by=None)

    assert not may(action, unasked)
    assert may(action, approver())


@pytest.mark.parametrize("part", [Part.RECRUITER, Part.SENIOR_LEADER, Part.INTERVIEWER])
def test_only_the_hiring_manager_takes_a_decision_back(part: Part):
    with pytest.raises(NotAllowed) as refusal:
        permit(Action.DECISION_TAKE_BACK, approver(part=part, grants=OVERRIDE))

    assert "taken back by the opening's hiring manager" in refusal.value.message
