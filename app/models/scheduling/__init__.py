"""Tables of scheduling: interviews, people's time, pools and training, invitations to book."""

from app.models.scheduling.hours import (
    BusyCalendar,
    BusySpan,
    HolidayYear,
    OtherDay,
    PublicHoliday,
    SchedulingRules,
    TimeAway,
    WorkPattern,
)
from app.models.scheduling.interviews import CandidateCell, Interview, Seat, StaffCell
from app.models.scheduling.invitations import CandidateWindow, Invitation, InvitationSeat
from app.models.scheduling.pools import Conflict, PersonTag, PoolPlace

__all__ = [
    "BusyCalendar",
    "BusySpan",
    "CandidateCell",
    "CandidateWindow",
    "Conflict",
    "HolidayYear",
    "Interview",
    "Invitation",
    "InvitationSeat",
    "OtherDay",
    "PersonTag",
    "PoolPlace",
    "PublicHoliday",
    "SchedulingRules",
    "Seat",
    "StaffCell",
    "TimeAway",
    "WorkPattern",
]
