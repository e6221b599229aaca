"""Roles, grants, actions, relations: the whole permission table."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.actions import Action as Action
from app.domain.errors import NotAllowed, NotFound


class Role(StrEnum):
    """What somebody is in the organisation; it opens pages, never a candidate."""

    ADMIN = "admin"
    RECRUITER = "recruiter"
    HIRING_MANAGER = "hiring_manager"
    INTERVIEWER = "interviewer"
    SENIOR_LEADER = "senior_leader"


ROLE_NAMES: Mapping[Role, str] = {
    Role.ADMIN: "Admin",
    Role.RECRUITER: "Recruiter",
    Role.HIRING_MANAGER: "Hiring manager",
    Role.INTERVIEWER: "Interviewer",
    Role.SENIOR_LEADER: "Senior leader",
}


class Grant(StrEnum):
    """What an admin gives to one person beside the role."""

    PROCESS_OWNER = "process_owner"
    ADJUSTMENTS = "adjustments"
    COMPENSATION = "compensation"
    OVERRIDE = "override"


GRANT_NAMES: Mapping[Grant, str] = {
    Grant.PROCESS_OWNER: "Process owner: sees how the process runs, interviewer calibration included",
    Grant.ADJUSTMENTS: "Adjustments: reads what candidates ask to be arranged differently, and why",
    Grant.COMPENSATION: "Compensation: reads and enters compensation sheets",
    Grant.OVERRIDE: "Override: may act while scorecards are missing and approve hires outside the range, with a reason",
}


class Part(StrEnum):
    """A part in the hiring team of one opening."""

    RECRUITER = "recruiter"
    HIRING_MANAGER = "hiring_manager"
    INTERVIEWER = "interviewer"
    SENIOR_LEADER = "senior_leader"


PART_NAMES: Mapping[Part, str] = {
    Part.RECRUITER: "Recruiter",
    Part.HIRING_MANAGER: "Hiring manager",
    Part.INTERVIEWER: "Interviewer pool",
    Part.SENIOR_LEADER: "Senior leadership",
}
PART_ROLES: Mapping[Part, frozenset[Role]] = {
    Part.RECRUITER: frozenset({Role.RECRUITER, Role.ADMIN}),
    Part.HIRING_MANAGER: frozenset({Role.HIRING_MANAGER}),
    Part.INTERVIEWER: frozenset(Role),
    Part.SENIOR_LEADER: frozenset({Role.SENIOR_LEADER}),
}


class Tie(StrEnum):
    """One thing that can tie a person to what is asked for."""

    SIGNED_IN = "signed in"
    ADMIN = "admin"
    RECRUITER = "recruiter by role"
    HIRING_MANAGER = "hiring manager by role"
    TEAM_RECRUITER = "recruiter of the opening"
    TEAM_MANAGER = "hiring manager of the opening"
    TEAM = "any part in the opening's team"
    SEAT = "interviewer of the interview"
    ATTENDED = "interviewer of the application"
    APPROVER = "asked to approve a decision on the application"


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person who asks. `by_link`: the one interview that a link opened to them; None for whoever signed in."""

    account_id: int
    name: str
    role: Role
    zone: str
    job_title: str
    grants: frozenset[Grant] = frozenset()
    by_link: int | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """What ties a viewer to one object, and what is known about it that a permission turns on.

    `approval_asked`: a hire outside the range was recorded once; `asked_by`: by whom, as long as it awaits approval.
    Whoever still owes a scorecard learns of neither. `is_candidate`: the viewer is the one who applied; then nothing
    else ties them to it, whatever they are in the organisation. `interview_id`: the interview, where the object is one.
    """

    viewer: Viewer
    parts: frozenset[Part] = frozenset()
    is_candidate: bool = False
    has_seat: bool = False
    is_shadow: bool = False
    attended: bool = False
    owes_a_card: bool = False
    waits_for_a_panel: bool = False
    panel_is_open: bool = False
    own_level_given: bool = False
    oversees: bool = False
    approval_asked: bool = False
    asked_by: int | None = None
    interview_id: int | None = None

    def ties(self) -> frozenset[Tie]:
        """Everything that ties this viewer to the object."""
        role = self.viewer.role
        found = {Tie.SIGNED_IN}
        if self.is_candidate:
            return frozenset(found)
        if role is Role.ADMIN and self.oversees:
            found.add(Tie.ADMIN)
        if Part.RECRUITER in self.parts:
            found.add(Tie.TEAM_RECRUITER)
        if Part.HIRING_MANAGER in self.parts:
            found.add(Tie.TEAM_MANAGER)
        if self.parts:
            found.add(Tie.TEAM)
        if self.has_seat:
            found.add(Tie.SEAT)
        if self.attended or self.has_seat:
            found.add(Tie.ATTENDED)
        if self.approval_asked and self.can_approve and not self.owes_a_card:
            found.add(Tie.APPROVER)
        return frozenset(found)

    @property
    def can_approve(self) -> bool:
        """Whether decisions of this opening can be put before the viewer. House judgement, see app.domain.approval."""
        return Part.SENIOR_LEADER in self.parts or (bool(self.parts) and Grant.OVERRIDE in self.viewer.grants)

    @property
    def is_asked(self) -> bool:
        """Whether a decision that somebody else took awaits the viewer's approval."""
        return self.can_approve and self.asked_by not in {None, self.viewer.account_id}

    @property
    def exists(self) -> bool:
        """Whether the viewer has anything to do with the object; if not, it is not there for them."""
        return self.ties() != {Tie.SIGNED_IN}


class NotYet(NotAllowed):
    """Refused to somebody with the right tie, for a reason that passes: another card, a sign-in, an own level, a grant.

    It keeps what was asked and by whom, so that a page can say why.
    """

    def __init__(self, message: str, *, action: Action, relation: Relation) -> None:
        super().__init__(message)
        self.action = action
        self.relation = relation


TEAM_LEADS = frozenset({Tie.TEAM_RECRUITER, Tie.TEAM_MANAGER})
EVERYBODY = frozenset({Tie.SIGNED_IN})
OBJECT_TABLE: Mapping[Action, frozenset[Tie]] = {
    Action.HOME_READ: EVERYBODY,
    Action.SELF_MANAGE: EVERYBODY,
    Action.OPENING_LIST: EVERYBODY,
    Action.INTERVIEW_LIST: EVERYBODY,
    Action.DECK_TAKE: EVERYBODY,
    Action.ROLE_READ: EVERYBODY,
    Action.OPENING_READ: frozenset({Tie.ADMIN, Tie.TEAM}),
    Action.OPENING_STAFF: frozenset({Tie.ADMIN, *TEAM_LEADS}),
    Action.OPENING_CLOSE: frozenset({Tie.ADMIN, *TEAM_LEADS}),
    Action.OPENING_PUBLISH: TEAM_LEADS,
    Action.BRIEF_EDIT: TEAM_LEADS,
    Action.BOARD_READ: TEAM_LEADS,
    Action.CANDIDATE_ADD: frozenset({Tie.TEAM_RECRUITER}),
    Action.CANDIDATE_EDIT: frozenset({Tie.TEAM_RECRUITER}),
    Action.CANDIDATE_JOIN: frozenset({Tie.TEAM_RECRUITER}),
    Action.CANDIDATE_ERASE: frozenset({Tie.TEAM_RECRUITER}),
    Action.ADJUSTMENT_MANAGE: TEAM_LEADS,
    Action.ADJUSTMENT_ANSWER: frozenset({Tie.TEAM}),
    Action.PAY_READ: TEAM_LEADS,
    Action.PAY_UNLOCK: frozenset({Tie.TEAM_RECRUITER}),
    Action.MESSAGE_WRITE: TEAM_LEADS,
    Action.LETTER_SEND: TEAM_LEADS,
    Action.REVIEW_ANSWER: TEAM_LEADS,
    Action.APPLICATION_READ: TEAM_LEADS,
    Action.APPLICATION_MOVE: TEAM_LEADS,
    Action.APPLICATION_OVERRIDE: TEAM_LEADS,
    Action.VERSION_MOVE: TEAM_LEADS,
    Action.PROMOTION_OPEN: TEAM_LEADS,
    Action.PROMOTION_READ: TEAM_LEADS,
    Action.REQUIREMENT_CHECK: TEAM_LEADS,
    Action.OFFER_RECORD: frozenset({Tie.TEAM_RECRUITER}),
    Action.CV_READ: frozenset({*TEAM_LEADS, Tie.ATTENDED}),
    Action.INTERVIEW_BOOK: TEAM_LEADS,
    Action.INTERVIEW_READ: frozenset({*TEAM_LEADS, Tie.SEAT}),
    Action.INTERVIEW_EXCUSE: frozenset({Tie.SEAT}),
    Action.INTERVIEW_LINK: frozenset({Tie.SEAT}),
    Action.INTERVIEW_ANSWER: frozenset({Tie.SEAT}),
    Action.CONFLICT_DECLARE: TEAM_LEADS,
    Action.SCORECARD_FILL: frozenset({Tie.SEAT}),
    Action.SCORECARD_AMEND: frozenset({Tie.SEAT}),
    Action.SCORECARD_READ_OTHERS: frozenset({*TEAM_LEADS, Tie.SEAT}),
    Action.PANEL_OPEN: TEAM_LEADS,
    Action.NOTE_WITHDRAW: frozenset({Tie.TEAM_RECRUITER}),
    Action.DEBRIEF_READ: frozenset({*TEAM_LEADS, Tie.ATTENDED}),
    Action.DEBRIEF_NOTE: frozenset({*TEAM_LEADS, Tie.ATTENDED}),
    Action.DECISION_READ: frozenset({*TEAM_LEADS, Tie.APPROVER}),
    Action.OWN_LEVEL_GIVE: frozenset({Tie.TEAM_MANAGER}),
    Action.RECOMMENDATION_READ: frozenset({*TEAM_LEADS, Tie.APPROVER}),
    Action.DECISION_RECORD: frozenset({Tie.TEAM_MANAGER}),
    Action.DECISION_APPROVE: frozenset({Tie.APPROVER}),
    Action.DECISION_TAKE_BACK: frozenset({Tie.TEAM_MANAGER}),
}
ROLE_TABLE: Mapping[Action, frozenset[Role]] = {
    Action.STAFF_MANAGE: frozenset({Role.ADMIN}),
    Action.SETTINGS_MANAGE: frozenset({Role.ADMIN}),
    Action.OPENING_CREATE: frozenset({Role.ADMIN, Role.RECRUITER, Role.HIRING_MANAGER}),
    Action.CATALOGUE_EDIT: frozenset({Role.ADMIN, Role.RECRUITER}),
    Action.CONTENT_EDIT: frozenset({Role.ADMIN}),
    Action.POOL_MANAGE: frozenset({Role.ADMIN, Role.RECRUITER}),
    Action.SCHEDULE_READ: frozenset({Role.RECRUITER, Role.HIRING_MANAGER}),
    Action.TEMPLATE_EDIT: frozenset({Role.ADMIN, Role.RECRUITER}),
    Action.OUTBOX_READ: frozenset(Role),
}
DEBRIEF_REFUSAL = (
    "The debrief is for those who interviewed and for the opening's recruiter and hiring manager. Ask one of them."
)
GRANT_TABLE: Mapping[Action, Grant] = {
    Action.CALIBRATION_READ: Grant.PROCESS_OWNER,
    Action.PAY_EDIT: Grant.COMPENSATION,
    Action.SURVEY_READ: Grant.PROCESS_OWNER,
    Action.SELF_ID_REPORT: Grant.PROCESS_OWNER,
}
REFUSALS: Mapping[Action, str] = {
    Action.STAFF_MANAGE: "Staff accounts are kept by admins. Ask one of them for the change you need.",
    Action.SETTINGS_MANAGE: "The organisation's settings are kept by admins. Ask one of them for the change you need.",
    Action.CALIBRATION_READ: (
        "What is known of other interviewers is read by process owners, a grant that admins give. "
        "See your own calibration on your account page instead."
    ),
    Action.OPENING_CREATE: "Openings are opened by recruiters, hiring managers and admins. Ask one of them.",
    Action.OPENING_STAFF: "The hiring team is changed by the opening's recruiter or hiring manager. Ask one of them.",
    Action.OPENING_CLOSE: "An opening is closed by its recruiter or hiring manager. Ask one of them.",
    Action.BOARD_READ: "The board is for the opening's recruiter and hiring manager. See “My interviews” instead.",
    Action.CATALOGUE_EDIT: "Questions and anchors are edited by recruiters and admins. Tell one of them the change.",
    Action.CONTENT_EDIT: "Job families and ladders are edited by admins. Tell one of them the change you need.",
    Action.POOL_MANAGE: "Who may run which stage is kept by recruiters and admins. Tell one of them the change.",
    Action.SCHEDULE_READ: "The schedule is for recruiters and hiring managers. See “My interviews” instead.",
    Action.TEMPLATE_EDIT: "The texts of messages are edited by recruiters and admins. Tell one of them the change.",
    Action.CONFLICT_DECLARE: "Conflicts of interest are kept by the opening's recruiter and hiring manager. Tell them.",
    Action.INTERVIEW_ANSWER: "Only those who hold this interview answer for it.",
    Action.CANDIDATE_ADD: "Candidates are added by the opening's recruiter. Send the CV to them.",
    Action.CANDIDATE_EDIT: "What is on record of a candidate is kept by the opening's recruiter. Tell them the change.",
    Action.CANDIDATE_JOIN: "Records of one person are joined by the opening's recruiter. Tell them what you found.",
    Action.CANDIDATE_ERASE: "Candidates are erased, and kept from it, by the opening's recruiter. Ask them.",
    Action.OPENING_PUBLISH: "An opening is published by its recruiter or hiring manager. Ask one of them.",
    Action.PAY_UNLOCK: "Pay is opened to a candidate before its time by the opening's recruiter. Ask them.",
    Action.PAY_EDIT: "What titles pay is entered by those with the compensation grant, which admins give.",
    Action.SURVEY_READ: "What candidates say of the process is read by process owners, a grant that admins give.",
    Action.SELF_ID_REPORT: "The report on self-identification is read by process owners, a grant that admins give.",
    Action.INTERVIEW_EXCUSE: "Only those who hold this interview report for it. Tell the opening's recruiter instead.",
    Action.INTERVIEW_LINK: "A link opens an interview for the one person who holds it. Only they can make one.",
    Action.OFFER_RECORD: "Offers are recorded by the opening's recruiter. Tell them what was agreed.",
    Action.NOTE_WITHDRAW: "Notes are withdrawn by the opening's recruiter. Ask them.",
    Action.DEBRIEF_READ: DEBRIEF_REFUSAL,
    Action.DEBRIEF_NOTE: DEBRIEF_REFUSAL,
    Action.OWN_LEVEL_GIVE: "The own level is the hiring manager's to give. The page opens for you afterwards.",
    Action.DECISION_RECORD: "The decision is the hiring manager's. You can read it here once it is recorded.",
    Action.DECISION_APPROVE: "A hire outside the range is approved by a senior leader of the hiring team, or by "
    "somebody in it with the override grant. Ask one of them.",
    Action.DECISION_TAKE_BACK: "A decision is taken back by the opening's hiring manager. Ask them.",
    Action.SCORECARD_FILL: "Only those who held this interview write its scorecards.",
    Action.SCORECARD_AMEND: "A scorecard is amended by the person who wrote it. Ask them.",
}
FOR_APPROVERS = frozenset({Action.DECISION_READ, Action.DECISION_APPROVE})
SCORECARD_FIRST = (
    "What there is to read of a decision can open for you only once your own scorecard for this candidate is in."
)
# What a link to one interview is for; everything else asks for a sign-in.
BY_LINK = frozenset({Action.SCORECARD_FILL, Action.INTERVIEW_EXCUSE, Action.INTERVIEW_ANSWER, Action.CV_READ})
READS_COLLEAGUES = frozenset({Action.SCORECARD_READ_OTHERS, Action.DEBRIEF_READ, Action.DEBRIEF_NOTE})
DEFAULT_REFUSAL = "Your part in this hiring team does not include that. Ask the opening's recruiter or hiring manager."


def permit(action: Action, relation: Relation) -> None:
    """Let pass, or refuse with the sentence that the page shows.

    Raises:
        NotFound: if nothing ties the viewer to the object.
        NotAllowed: if something does, but not enough.
        NotYet: if it is enough, but something has to happen first.
    """
    if relation.viewer.by_link is not None:
        _permit_by_link(action, relation)
    if action in ROLE_TABLE:
        if relation.viewer.role not in ROLE_TABLE[action]:
            raise NotAllowed(REFUSALS[action])
        return
    if action in GRANT_TABLE:
        if GRANT_TABLE[action] not in relation.viewer.grants:
            raise NotAllowed(REFUSALS[action])
        return
    wanted = OBJECT_TABLE[action]
    if wanted == EVERYBODY:
        return
    if not relation.exists:
        raise NotFound
    if action in FOR_APPROVERS and relation.can_approve and relation.owes_a_card:
        raise NotYet(SCORECARD_FIRST, action=action, relation=relation)  # the same whether anything was asked or not
    if not wanted & relation.ties():
        raise NotAllowed(REFUSALS.get(action, DEFAULT_REFUSAL))
    refusal = not_yet(action, relation)
    if refusal is not None:
        raise NotYet(refusal, action=action, relation=relation)


def _permit_by_link(action: Action, relation: Relation) -> None:
    """A link opens one interview, and of that only what its own scorecard needs."""
    if action in READS_COLLEAGUES:
        raise NotYet("Sign in to read the scorecards of colleagues.", action=action, relation=relation)
    if action not in BY_LINK:
        refusal = "A link opens the kit and the scorecard of one interview. Sign in for everything else."
        raise NotYet(refusal, action=action, relation=relation)
    if relation.interview_id != relation.viewer.by_link:
        raise NotFound


def not_yet(action: Action, relation: Relation) -> str | None:
    """Why somebody with the right tie may still not, or None."""
    if action in {Action.APPLICATION_OVERRIDE, Action.PANEL_OPEN} and Grant.OVERRIDE not in relation.viewer.grants:
        return (
            "Acting while scorecards are missing needs the override grant. Ask an admin for it, or for the scorecards."
        )
    if action is Action.ADJUSTMENT_MANAGE and Grant.ADJUSTMENTS not in relation.viewer.grants:
        return "What candidates ask to be arranged differently is kept by those with the adjustments grant."
    if action is Action.ADJUSTMENT_ANSWER and not _answers_adjustments(relation):
        return "What candidates ask for is read by the opening's recruiter and by those with the adjustments grant."
    if action in {Action.LETTER_SEND, Action.REVIEW_ANSWER} and relation.owes_a_card:
        return "This page opens for you once your own scorecard for this candidate is in."
    if action is Action.SCORECARD_READ_OTHERS:
        if relation.owes_a_card:
            return "You can read the others once your own scorecard for this candidate is in."
        if not relation.panel_is_open:
            return "These scorecards open when every one of them is in."
    if action in {Action.DEBRIEF_READ, Action.DEBRIEF_NOTE}:
        if relation.owes_a_card:
            return "The debrief opens for you once your own scorecard for this candidate is in."
        if relation.waits_for_a_panel and not TEAM_LEADS & relation.ties():
            return "The debrief opens for you once every scorecard of your own interview is in."
    if action is Action.RECOMMENDATION_READ:
        if relation.owes_a_card:
            return "You can see the recommendation once your own scorecard for this candidate is in."
        if not relation.own_level_given:
            return "The recommendation shows once the hiring manager has given an own level."
    if action is Action.DECISION_APPROVE and relation.asked_by == relation.viewer.account_id:
        return "You decided this hire yourself, so somebody else has to approve it. The page says who can."
    if action is Action.OWN_LEVEL_GIVE and relation.owes_a_card:
        return "Submit your own scorecard for this candidate first; then give your level."
    if action in {Action.DECISION_READ, Action.DECISION_RECORD} and relation.owes_a_card:
        return "The decision page opens for you once your own scorecard for this candidate is in."
    if action is Action.DECISION_RECORD and not relation.own_level_given:
        return "Give your own level first; then the recommendation shows, and you can decide."
    return None


def _answers_adjustments(relation: Relation) -> bool:
    """Requests are for the recruiter, and for whoever of the team has the grant."""
    return Tie.TEAM_RECRUITER in relation.ties() or Grant.ADJUSTMENTS in relation.viewer.grants


def may(action: Action, relation: Relation) -> bool:
    """Whether `permit` would let pass."""
    try:
        permit(action, relation)
    except (NotAllowed, NotFound):
        return False
    return True
