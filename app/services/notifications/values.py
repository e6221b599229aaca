"""What the tokens of one message stand for: names, times on its reader's clock, addresses."""

from datetime import UTC, date, datetime

from flask import current_app

from app.config import Settings
from app.domain import time_words
from app.domain.excuses import Excuse
from app.domain.mail_kinds import KINDS
from app.gateways.passwords import token_hash
from app.queries.notifications import Invited, Matter, Meeting, interviews_at, link_ends_at, names_of
from app.queries.notifications.facts import address_change_by, letter_of, way_in_ends_at
from app.queries.scheduling import link_for
from app.queries.scheduling.invitations import invitation_link
from app.services.notifications.password_links import password_token
from app.services.notifications.portal_links import ADDRESS_MAIL, LINK_MAIL, token_of

BRIEF_MAIL = "stage_brief"
STAMP = "%Y-%m-%dT%H:%M:%SZ"
_REPORTS = {
    Excuse.CANNOT.value: ("can’t hold the interview", "面接を担当できない"),
    Excuse.DID_NOT_HAPPEN.value: ("says that the interview did not take place", "面接は実施されなかった"),
}
_TELLS = ("{} will tell you how to join", "参加方法は{}よりご連絡いたします")
_WRITE = ("Please answer this message, or write to {}.", "このメールへの返信、または{}へのご連絡をお願いいたします。")
_PAGES = {"adjustment_asked": "adjustment-requests", "review_asked": "review"}
_DECISIONS = {"approval_asked", "decision_approved", "decision_sent_back", "decision_recorded"}


def values_of(matter: Matter, text: str, now: datetime) -> dict[str, str]:
    """A value for every token of a text, as far as it is known: at most three statements.

    Args:
        matter: the message.
        text: a key of the kinds of messages, which says what tokens there are.
        now: this instant.
    """
    values = _names(matter) | _days(matter)
    if matter.meeting is not None:
        values |= _times(matter, matter.meeting) | _links_of_interviewer(matter, matter.meeting)
    if matter.invited is not None:
        values |= _invitation(matter, matter.invited)
    values |= {"page_link": page_of(matter, text), "portal_page": _own_page(matter)}
    tokens = KINDS[text].tokens
    if "booking_link" in tokens:
        values["booking_link"] = _booking_link(matter)
    if "set_link" in tokens:
        values |= _password(matter, now)
    if matter.kind in (LINK_MAIL, ADDRESS_MAIL):
        values |= _way_in(matter, now)
    if "cancelled" in tokens:
        values["cancelled"] = _called_off(matter)
    if "letter" in tokens and matter.application_id is not None:
        values["letter"] = letter_of(matter.application_id)
    return {name: value for name, value in values.items() if name in tokens and value}


def page_of(matter: Matter, text: str) -> str:
    """The plain address of the page that a message is about: whoever opens it signs in."""
    base = settings().base_url
    if matter.kind == "candidate_message":
        return f"{base}/applications/{matter.application_id}/messages"
    if matter.kind in _PAGES:
        return f"{base}/applications/{matter.application_id}/{_PAGES[matter.kind]}"
    if matter.kind in _DECISIONS:
        return f"{base}/applications/{matter.application_id}/decision"
    if matter.meeting is None or text == "scorecard_escalation":
        return f"{base}/applications/{matter.application_id}"
    page = f"{base}/interviews/{matter.meeting.id}"
    return f"{page}/scorecards" if text == "panel_opened" else page


def _own_page(matter: Matter) -> str:
    """The page of the candidate's own that a message leads to."""
    portal = f"{settings().base_url}/portal"
    return f"{portal}/applications/{matter.application_id}/materials" if matter.kind == BRIEF_MAIL else portal


def settings() -> Settings:
    """The settings of this installation."""
    found: Settings = current_app.config["RUNG"]
    return found


def _in(language: str, both: tuple[str, str]) -> str:
    return both[language == "ja"]


def _names(matter: Matter) -> dict[str, str]:
    data, language = matter.data, matter.reader.language
    numbers = {key: int(data[key]) for key in ("left", "joined", "who", "owes") if data.get(key, "").isdigit()}
    known = names_of(frozenset(numbers.values()))
    people = {("who" if key == "owes" else key): known.get(number, "") for key, number in numbers.items()}
    report = _REPORTS.get(data.get("excuse", ""))
    return people | {
        "name": matter.reader.name,
        "candidate": matter.candidate,
        "opening": matter.opening,
        "organisation": matter.organisation,
        "contact": matter.contact,
        "stage": matter.stage_name,
        "report": _in(language, report) if report else "",
    }


def _days(matter: Matter) -> dict[str, str]:
    """Times that the data of the message tell of, and days."""
    reader, found = matter.reader, {}
    words = {"zone": reader.zone, "language": reader.language}
    for name, key in (("due", "card_due_at"), ("was", "was")):
        at = _stamp(matter.data.get(key, ""))
        if at is not None:
            found[name] = time_words.moment(at, **words)
    began = matter.invited.created_at if matter.invited is not None else matter.created_at
    since = _stamp(matter.data.get("since", "")) or began
    found["since"] = time_words.date_words(since, **words)
    until = matter.data.get("until", "")
    if until:
        day = datetime.combine(date.fromisoformat(until[:10]), datetime.min.time(), tzinfo=UTC)
        found["until"] = time_words.date_words(day, zone="UTC", language=reader.language)
    return found


def _stamp(text: str) -> datetime | None:
    return datetime.strptime(text, STAMP).replace(tzinfo=UTC) if text else None


def _times(matter: Matter, meeting: Meeting) -> dict[str, str]:
    reader = matter.reader
    sitting = [place for place in meeting.places if place.left_at is None and not place.is_shadow]
    holds = meeting.place_of(reader.account_id) is not None
    others = [matter.candidate_zone, *(() if holds else (place.zone for place in sitting))]
    when = time_words.stretch_for_all(
        meeting.starts_at, meeting.ends_at, zones=[reader.zone, *others], language=reader.language
    )
    told = _in(reader.language, _TELLS).format(matter.contact)
    return {
        "when": when,
        "starts": time_words.moment(meeting.starts_at, zone=reader.zone, language=reader.language),
        "minutes": str(meeting.minutes),
        "people": "\n".join(_person(place.name, place.job_title, reader.language) for place in sitting),
        "where": meeting.video_link or told,
    }


def _person(name: str, job_title: str, language: str) -> str:
    return f"- {name}（{job_title}）" if language == "ja" else f"- {name}, {job_title}"


def _links_of_interviewer(matter: Matter, meeting: Meeting) -> dict[str, str]:
    """The signed link of whoever holds the interview: only in a mail to themselves."""
    place = meeting.place_of(matter.reader.account_id)
    if matter.reader.account_id is None or place is None or place.left_at is not None or not meeting.is_booked:
        return {}
    link = link_for(meeting.id, matter.reader.account_id)
    if link is None:
        return {}
    return {"kit_link": link.address, "cannot_link": link.cannot, "missed_link": link.did_not_happen}


def _invitation(matter: Matter, invited: Invited) -> dict[str, str]:
    reader = matter.reader
    words = {"zone": reader.zone, "language": reader.language}
    found = {"valid_until": time_words.moment(invited.expires_at, **words)}
    if matter.meeting is None:
        found |= {"minutes": str(invited.minutes), "people": _hosts(invited, reader.language)}
    if reader.account_id is None and invited.state == "open":
        found["choose_link"] = invitation_link(invited.id)
    hours = [f"- {time_words.stretch(start, end, **words)}" for start, end in invited.windows]
    note = " ".join(invited.asked_note.split())
    if note:
        hours.append(f"「{note}」" if reader.language == "ja" else f"“{note}”")
    return found | {"hours": "\n".join(hours)}


def _hosts(invited: Invited, language: str) -> str:
    lines = [_person(name, title, language) for name, title in invited.people]
    if invited.takes == "all" or len(lines) < 2:
        return "\n".join(lines)
    either = [line.removeprefix("- ") for line in lines]
    return f"- {'、'.join(either)}のいずれか" if language == "ja" else f"- one of {'; '.join(either)}"


def _booking_link(matter: Matter) -> str:
    """Where a candidate moves or cancels; for an interview that was booked for them, whom they write to."""
    invited = matter.invited
    if invited is not None and invited.state == "booked":
        return invitation_link(invited.id)
    return _in(matter.reader.language, _WRITE).format(matter.contact)


def _password(matter: Matter, now: datetime) -> dict[str, str]:
    token = password_token(matter.id, matter.created_at)
    ends_at = link_ends_at(token_hash(token), now)
    if ends_at is None:
        return {}
    until = time_words.moment(ends_at, zone=matter.reader.zone, language=matter.reader.language)
    return {"set_link": f"{settings().base_url}/password/{token}", "valid_until": until}


def _way_in(matter: Matter, now: datetime) -> dict[str, str]:
    """A link that works once, into a candidate's pages or to confirm their address, and until when it works."""
    token = token_of(matter.kind, matter.id, matter.created_at)
    if matter.kind == LINK_MAIL:
        ends_at, name, path = way_in_ends_at(token_hash(token), now), "enter_link", "portal-links"
    else:
        change = address_change_by(token_hash(token), now)
        ends_at, name, path = change.expires_at if change else None, "address_link", "address-links"
    if ends_at is None:
        return {}
    until = time_words.moment(ends_at, zone=matter.reader.zone, language=matter.reader.language)
    return {name: f"{settings().base_url}/{path}/{token}", "valid_until": until}


def _called_off(matter: Matter) -> str:
    numbers = tuple(int(word) for word in matter.data.get("cancelled", "").split() if word.isdigit())
    words = {"zone": matter.reader.zone, "language": matter.reader.language}
    return "\n".join(f"- {time_words.stretch(start, end, **words)}" for start, end in interviews_at(numbers))
