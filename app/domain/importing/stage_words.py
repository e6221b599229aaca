"""What one sentence of a hiring process says: whether it is an interview, its name, with whom, how many, if at all."""

import re
from dataclasses import dataclass
from typing import Literal

from app.domain.importing.durations import duration, without_durations

Kind = Literal["stage", "offer", "references", "background", "assessment", "application", "note"]
Role = Literal["recruiter", "hiring_manager", "interviewer", "senior_leader"]

_LONGEST = 600
_MEETS = re.compile(
    r"\b(interview\w*|screen(?:ing|s|ed)?\b|calls?\b|conversations?|presentations?|presents?\b|presenting|demo\b"
    r"|demonstrat\w+|panels?\b|meet(?:s|ing|ings)?\b|chats?\b|talks?\b|discuss\w*|session|pairing|role[ -]?play"
    r"|mock|onsite|on-site"
    r"|conversation|loop|schedule with|speak with|walk(?:through| through))\b",
    re.I,
)
_TALKS = re.compile(
    r"\b(interview\w*|screening calls?|calls? with|conversation|present\w*|panel|meet\w*|chat|demo|role[ -]?play"
    r"|pairing)\b",
    re.I,
)
_NOTE = re.compile(
    r"expect the (?:hiring|interview|following) |keep in mind|can be declined|may be declined"
    r"|additional details|more details"
    r"|learn more about|as always|conducted (?:via|using|over)|find their (?:job )?title|the words|see more"
    r"|depending on"
    r"|equal opportunity|preceded|more information|for details|read more|please note|generally follow",
    re.I,
)
_STEPS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("offer", re.compile(r"\boffer(?:s|ed)?\b|\bverbal offer\b", re.I)),
    ("references", re.compile(r"\breferences?\b(?! program)", re.I)),
    ("background", re.compile(r"\bbackground (?:check|screening)", re.I)),
    (
        "assessment",
        re.compile(
            r"\bassessments?\b|\bassignments?\b|\btake[- ]home\b|\bquestionnaires?\b|\bexercises?\b"
            r"|\bwork samples?\b|\bhomework\b"
            r"|\bcode challenge\b|\bcoding (?:test|challenge)\b|\b(?:written|online|skills?|technical) (?:test"
            r"|challenge)\b|\btest project\b"
            r"|\bquestions? related\b"
            r"|\bwriting (?:sample|test)\b|\bevaluation\b|\brecord(?:ing)?\b.{0,50}\b(?:video|walkthrough)\b",
            re.I,
        ),
    ),
    (
        "application",
        re.compile(r"\bapplication review\b|\breview (?:of )?(?:your|the) (?:application|cv|resume)\b|\bapply\b", re.I),
    ),
)
_NEVER_TALKS = frozenset({"offer", "references", "background"})
_HANDS_IN = re.compile(
    r"\b(?:complet\w+|fill\w*|shar\w+|submit\w*|receiv\w+|tak\w+|record|do|pass)\b.{0,40}"
    r"\b(?:assessment|assignment|questionnaire|exercise|challenge|test|samples?|video)\b",
    re.I,
)
_THEN_MEETS = re.compile(r"\b(?:and|to) (?:then )?(?:meet|interview|speak|talk|discuss|present)\b", re.I)
_OPTIONAL = re.compile(
    r"\b(?:may|might|could)\b|\bpossibl[ey]\b|\boptional(?:ly)?\b|\bif (?:needed|necessary|required|applicable)\b"
    r"|\bas needed\b|\bfor any manager and above\b",
    re.I,
)
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "both": 2}
_NUMBER = r"\d{1,2}|" + "|".join(_NUMBERS)
_PEOPLE = (
    r"(?:(?!with\b|of\b|the\b)[\w&/-]+,? ){0,4}?(?:team )?(?:members?|interviewers?|people|peers?|colleagues"
    r"|panelists?|engineers"
    r"|managers|leaders|directors|interviews?|stakeholders|designers|writers|analysts|recruiters|partners"
    r"|persons|talks|calls"
    r"|conversations|executives|representatives|sellers)\b"
)
_RANGE = re.compile(rf"\b(?P<from>{_NUMBER})\s*(?:-|–|—|to|or)\s*(?P<to>{_NUMBER})\b,?\s*{_PEOPLE}", re.I)
_UP_TO = re.compile(rf"\bup to (?P<to>{_NUMBER})\b\s*{_PEOPLE}", re.I)
_EXACT = re.compile(rf"\b(?P<from>(?!one (?:of|or)\b)(?:{_NUMBER}))(?! of\b)\s+{_PEOPLE}", re.I)
_WITH_RANGE = re.compile(rf"\bwith (?:at least )?(?P<from>{_NUMBER})\s*(?:-|–|—|to|or)\s*(?P<to>{_NUMBER})\b", re.I)
_WITH_EXACT = re.compile(rf"\bwith (?:at least )?(?P<from>{_NUMBER})\b(?! (?:of|or)\b)", re.I)
_PANEL_OF = re.compile(rf"\bpanel of (?P<from>{_NUMBER})\b", re.I)
_SOME = re.compile(r"\b(?:several|multiple|additional|various|some|series of|members of|team members|panel)\b", re.I)
_JOB = re.compile(
    r"\b(manager|director|vp|vice president|chief|c[a-z]o|president|head|lead(?:er)?|engineer|designer|writer"
    r"|analyst|recruiter"
    r"|partner|seller|member|administrator|architect|executive|officer|counsel|peer|controller|person)s?\b",
    re.I,
)
_AND_OTHERS = re.compile(
    rf"{_JOB.pattern},? (?:and|&|plus|with) (?P<more>{_NUMBER}) (?:other|more|further)\b", re.IGNORECASE
)
_WITH = (
    re.compile(r"\bwith (?P<who>(?!their\b|your\b|modifications|focus|the following|access).+)", re.I),
    re.compile(
        r"\b(?:our|the) (?P<who>[\w ,&-]{2,60}?) (?:may|might|will|can) (?:choose|decide|want|conduct|interview)\b",
        re.I,
    ),
    re.compile(r"\bmeet (?:our |the |an? )(?P<who>.+)", re.I),
    re.compile(r"\bto (?P<who>an? panel\b.+)", re.I),
    re.compile(r"\bscreening by (?P<who>.+)|\binterview by (?P<who2>.+)", re.I),
)
_WHO_ENDS = re.compile(
    r"(?<!\bSr)(?<!\bJr)[.;:(]\s|[.;:(]$|\s(?:for an?|for \d|who|which|in which|where|using|to discuss|that"
    r"|at which|via|via a"
    r"|in order|during|on the"
    r"|focus\w*|if|will|you|they|the role|lasting|about|and talk|before|after|you would|and you)\b|\s[-–—]\s",
    re.I,
)
_WHO_STARTS = re.compile(
    rf"^(?:(?:at least|up to|either|both|one of|an? member of|another member of|members of|one or more of"
    rf"|some of|our|the|an?|one|another|your"
    rf"|either|all of|(?:{_NUMBER})(?:\s*(?:-|–|to|or)\s*(?:{_NUMBER}))?(?! of))\s+)+",
    re.I,
)
_RECRUITER = re.compile(r"\brecruit\w*|\btalent acquisition\b|\bsourc(?:er|ing)\b|\bhiring team\b", re.I)
_LEADER = re.compile(
    r"\bdirectors?\b|\bvps?\b|\bvice presidents?\b|\bc(?:e|t|f|m|o|p|r|s|i|hr|is)os?\b|\bchief\b"
    r"|\bexecutives?\b(?! (?:business|assistants?|admin|recruit|support))"
    r"|\bleaders?\b|\bleadership\b|\bheads? of\b|\bpresident\b",
    re.I,
)
_KINDS = re.compile(
    r"\b((?:(?:first|second|third|fourth|fifth|sixth|final|initial|last|technical|behaviou?ral|peer|panel"
    r"|managerial|manager|executive"
    r"|team|additional|mock|live|coding|virtual|phone|video|introductory|cross-functional|situational"
    r"|competency|culture|values|hiring"
    r"|group|business|case study|direct report|onsite|structured|informal|screening)[ -])*"
    r"(?:screening calls?|screening|screen|interviews?|presentations?|panel|calls?|conversations?|demo|chats?"
    r"|sessions?|role ?play))\b",
    re.I,
)
_PLAIN = re.compile(
    r"^(?:(?:first|second|third|fourth|fifth|sixth|additional) )?(?:interview|call|conversation|chat)s?$", re.I
)
_LONGEST_NAME = 60
_CANDIDATES_DO = re.compile(
    r"^\W*(?:(?:next|then|finally|lastly|afterwards|after that)\b,?\s*)?(?:the |selected |qualified |successful )*"
    r"(?:candidates?|applicants?|you)\s+(?:will |may |can |are |must |then |be )*(?:(?:invited|asked|required"
    r"|expected) to )?",
    re.I,
)
_CONDITION = re.compile(r"^\W*(?:next,? |then,? )?(?:if|once|when|after|upon|following) [^,.]{2,120},\s*", re.I)
_OR_BOTH = re.compile(r",? or both\b.*", re.I)


@dataclass(frozen=True, slots=True)
class Interviewers:
    """How many people hold an interview; `stated` is False when nothing says so and one is assumed."""

    least: int
    most: int
    stated: bool


def kind_of(sentence: str) -> Kind:
    """Whether a sentence of a hiring process is an interview, a step that is none, or a note about the process."""
    head = sentence[:_LONGEST]
    first = _first_sentence(head)
    if _NOTE.search(first):
        return "note"
    hands_in = _HANDS_IN.search(first) and not _THEN_MEETS.search(first)
    for kind, words in _STEPS:
        if words.search(first) and (kind in _NEVER_TALKS or hands_in or not _TALKS.search(first)):
            return kind
    takes_time_with = duration(first) is not None and re.search(r"\bwith\b", first, re.I)
    return "stage" if _MEETS.search(head) or takes_time_with else "note"


def is_optional(sentence: str) -> bool:
    """Whether the interview takes place for some candidates only."""
    return bool(_OPTIONAL.search(_first_sentence(sentence[:_LONGEST])))


def who_of(sentence: str) -> str | None:
    """Whom the candidate meets, as the sentence has it without "one of our", or None."""
    text = without_durations(sentence[:_LONGEST])
    for form in _WITH:
        found = form.search(text)
        if found is None:
            continue
        who = next(group for group in found.groups() if group)
        who = _WHO_STARTS.sub("", who.strip(" .,;:"))
        end = _WHO_ENDS.search(who)
        who = who[: end.start()].strip(" .,;:") if end else who
        if who:
            return who
    found = re.search(r"\b(peer|executive|panel|recruiter|hiring manager)\b", text, re.I)
    return found.group(1).capitalize() if found and len(text) < 120 else None


def interviewers_of(sentence: str, who: str | None) -> Interviewers:
    """How many people an interview has: a range, a figure, the people that are listed, else one."""
    text = without_durations(sentence[:_LONGEST])
    listed = _listed(who or "")
    others = _AND_OTHERS.search(text)
    if others is not None:
        count = 1 + _number(others.group("more"))
        return Interviewers(count, count, stated=True)
    for form in (_RANGE, _UP_TO, _WITH_RANGE, _EXACT, _PANEL_OF, _WITH_EXACT):
        found = form.search(text)
        if found is None:
            continue
        groups = found.groupdict()
        least = _number(groups.get("from") or "1")
        most = _number(groups.get("to") or groups.get("from") or "1")
        if 1 <= least <= most <= 20 and most >= listed:
            return Interviewers(least, most, stated=True)
    if listed > 1:
        return Interviewers(listed, listed, stated=True)
    if _OR_BOTH.search(text):
        return Interviewers(1, 2, stated=True)
    return Interviewers(1, 1, stated=not _SOME.search(text))


def role_of(who: str | None, name: str) -> Role:
    """Who holds it. A screening call is the recruiter's unless the page says otherwise."""
    said = who or name
    if _RECRUITER.search(said) or (who is None and re.search(r"\bscreen", name, re.I)):
        return "recruiter"
    if re.search(r"\bhiring manager\b", said, re.I):
        return "hiring_manager"
    return "senior_leader" if _LEADER.search(said) else "interviewer"


def name_of(sentence: str, who: str | None) -> str:
    """A short name: "Screening call", "Interview with the Hiring Manager", else the sentence's first words."""
    text = without_durations(_first_sentence(sentence[:_LONGEST]))
    found = _KINDS.search(text)
    if found is None:
        return shortened(f"Interview with {who}" if who else _deed(text))
    kind = found.group(1).strip()
    name = kind[:1].upper() + kind[1:].lower()
    if who and _PLAIN.match(kind):
        meets = _OR_BOTH.sub("", who)
        is_one = meets[:1].isupper() and not re.search(r"s\b|\bor\b", meets)
        name = f"{name} with {'the ' if is_one else ''}{meets}"
    return shortened(name)


def _deed(text: str) -> str:
    """What candidates do, of a sentence that says so: "Present a plan" of "Then, candidates will present a plan"."""
    deed = _CANDIDATES_DO.sub("", text, count=1).strip()
    return deed[:1].upper() + deed[1:]


def shortened(text: str) -> str:
    """A text of at most sixty characters, cut at a word."""
    plain = " ".join(text.split()).strip(" .:;,")
    if len(plain) <= _LONGEST_NAME:
        return plain or "Stage"
    return plain[: _LONGEST_NAME + 1].rpartition(" ")[0].strip(" .:;,") or plain[:_LONGEST_NAME]


def _listed(who: str) -> int:
    """How many people a list names: "a Baker & one other member" has two, "a Baker or a Miller" one."""
    if re.search(r"\bor\b", who, re.I):
        return 1
    parts = re.split(r"\s(?:and|&)\s", who)
    if len(parts) > 1 and parts[0].count(",") > 0 and re.search(r",\s*(?:and|&)\s", who):
        parts = [*parts[0].split(","), *parts[1:]]
    return sum(1 for part in parts if _JOB.search(part)) if len(parts) > 1 else 1


def _number(written: str) -> int:
    return _NUMBERS[written.lower()] if written.lower() in _NUMBERS else int(written)


def _first_sentence(text: str) -> str:
    """The first sentence without its condition: "If you pass the call, you meet ..." is about whom you meet."""
    found = re.search(r"(?<!\bSr)(?<!\bJr)[.!?](?=\s+[A-Z])", text)
    return _CONDITION.sub("", text[: found.end()] if found else text, count=1)
