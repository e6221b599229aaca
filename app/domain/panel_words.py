"""The sentences about a proposed panel: why these people, why in this order, who stands by, what is missing."""

from collections.abc import Sequence
from datetime import datetime

from app.domain.panel_leads import Leads
from app.domain.panel_pool import Need, PoolMember, Wanted, day_words
from app.domain.panel_search import ENOUGH_DAYS, Score
from app.domain.slots import point
from app.domain.training import SitsAs
from app.domain.wording import Ref, counted, listed, number, sentence

_TOGETHER = {1: "the one interviewer", 2: "both"}


def people(size: int) -> str:
    """All of a panel: the one interviewer, both, all three."""
    return _TOGETHER.get(size, f"all {number(size)}")


def seat_reasons(
    one: PoolMember, leads: Leads, panel: Sequence[PoolMember], wanted: Wanted, starts: Sequence[datetime]
) -> tuple[str, ...]:
    """Why somebody has a seat: what they lead, what they bring, when they are free, how much they have.

    Args:
        starts: times that suit the candidate at which this person is free.
    """
    reasons = []
    if leads.strong:
        reasons.append(f"Leads {_named(leads.strong)} from strength.")
    nobody = tuple(area for area in leads.other if not any(area.key in other.leads for other in panel))
    taken = tuple(area for area in leads.other if area not in nobody)
    if nobody:
        reasons.append(f"Leads {_named(nobody)}, in which nobody of this panel is strong.")
    if taken:
        them = "it" if len(taken) == 1 else "them"
        reasons.append(f"Leads {_named(taken)}: whoever is strong in {them} leads enough already.")
    reasons += [sentence(need.has("").strip()) for need in wanted.needs if need.tag in one.tags]
    first = point(min(starts), zone=one.zone)
    if len(starts) == 1:
        reasons.append(f"Free at the one time that suits the candidate, {first}.")
    else:
        reasons.append(f"Free at {counted(len(starts), 'time')} that suit the candidate, the first at {first}.")
    reasons.append(sentence(one.load.words(wanted.full_week)))
    return tuple(reasons)


def panel_reasons(
    panel: Sequence[PoolMember], score: Score, wanted: Wanted, starts: Sequence[datetime], days: int
) -> tuple[str, ...]:
    """Why these people together: areas, needs, times in common, load."""
    return (
        *_area_words(panel, score, wanted),
        *(_need_words(need, panel) for need in wanted.needs),
        _time_words(panel, wanted, starts, days),
        _load_words(panel, score, wanted),
    )


def _area_words(panel: Sequence[PoolMember], score: Score, wanted: Wanted) -> tuple[str, ...]:
    planned = len(wanted.areas)
    if not planned:
        return ()
    if not score.areas_missing:
        return (f"{_all_areas(planned)} led by somebody who is strong in it.",)
    led = f"{number(planned - score.areas_missing).capitalize()} of {counted(planned, 'focus area')}"
    verb = "is" if planned - score.areas_missing == 1 else "are"
    weak = tuple(area for area in wanted.areas if not any(area.key in one.leads for one in panel))
    text = f"{led} {verb} led by somebody who is strong in it"
    return (
        f"{text}; nobody is strong in {_named(weak)}." if weak else f"{text}; the strong ones lead enough already.",
    )


def _all_areas(planned: int) -> str:
    return "The one focus area is" if planned == 1 else f"Each of the {number(planned)} focus areas is"


def _need_words(need: Need, panel: Sequence[PoolMember]) -> str:
    names = [one.name for one in panel if need.tag in one.tags]
    if not names:
        return f"{need.has('Nobody of them')}, which would be welcome. {need.because}"
    return f"{need.has(listed(names), len(names))}. {need.because}"


def _time_words(panel: Sequence[PoolMember], wanted: Wanted, starts: Sequence[datetime], days: int) -> str:
    times, suit = counted(len(starts), "time"), "suits" if len(starts) == 1 else "suit"
    first = point(starts[0], zone=wanted.zone)
    text = f"{times} {suit} the candidate and {people(len(panel))}, on {counted(days, 'day')}; the first is {first}"
    few = "" if days >= ENOUGH_DAYS else ". That is little to choose from: ask for more of somebody's time"
    return sentence(text + few)


def _load_words(panel: Sequence[PoolMember], score: Score, wanted: Wanted) -> str:
    full = [one.name for one in panel if one.load.is_full(wanted.full_week)]
    text = f"The fullest of their calendars has {counted(score.heaviest, 'interview')} in the weeks around"
    if len(panel) == 1:
        text = f"{panel[0].name} has {counted(score.heaviest, 'interview')} in the weeks around"
    return f"{text}; {listed(full)} {'has' if len(full) == 1 else 'have'} a full week." if full else f"{text}."


def behind(subject: str, score: Score, best: Score, wanted: Wanted) -> str:
    """What puts a panel behind the best: the first criterion in which they differ, as a sentence."""
    areas, preferred = len(wanted.areas), len(wanted.needs) - len(wanted.musts)
    for field, text in (
        ("needs_missing", "meets fewer of the needs that are welcome: {}, the best {}"),
        ("days_missing", "leaves the candidate fewer days to choose from: {}, the best {}"),
        ("areas_missing", "has fewer focus areas led from strength: {}, the best {}"),
        ("full_weeks", "seats more people with a full week: {}, the best {}"),
        ("heaviest", "seats somebody with more interviews in the weeks around: {}, the best at most {}"),
        ("load", "has more interviews in the weeks around among them: {}, the best {}"),
        ("fewer_starts", "has fewer times in common: {}, the best {}"),
    ):
        here, there = getattr(score, field), getattr(best, field)
        if here != there:
            full = {"needs_missing": preferred, "days_missing": ENOUGH_DAYS, "areas_missing": areas, "fewer_starts": 0}
            if field in full:
                here, there = full[field] - here, full[field] - there
            more = " or more" if field == "days_missing" and there == ENOUGH_DAYS else ""
            return (
                f"{subject} {text.format(number(here) if here else 'none', number(there) if there else 'none')}{more}."
            )
    return f"{subject} is as good; among equals the older accounts go first."


def standby_words(name: str, replaces: Sequence[str], size: int) -> str:
    """For whom somebody can step in."""
    whom = "any of them" if len(replaces) == size > 1 else listed(replaces)
    return f"{name} stands by and can step in for {whom}."


def beside_words(name: str, sits_as: SitsAs, fitting: int, times: int) -> str:
    """What somebody in training does, and that it changes nothing."""
    does = "leads in reverse shadow" if sits_as is SitsAs.REVERSE_SHADOW else "sits beside as a shadow"
    suit = "suits" if fitting == 1 else "suit"
    when = "every time in common suits" if fitting == times else f"{number(fitting)} of {counted(times, 'time')} {suit}"
    return f"{name} {does} and never counts; {when} {name}."


def too_few_words(able: int, wanted: Wanted) -> str:
    """That there are not enough people."""
    verb = "is" if wanted.interviewers == 1 else "are"
    who = number(able).capitalize() if able else "Nobody"
    return (
        f"{who} of the pool can sit in this interview before {day_words(wanted.before)}; "
        f"{number(wanted.interviewers)} {verb} wanted."
    )


def none_together_words(wanted: Wanted) -> str:
    """That nobody fits together."""
    size = wanted.interviewers
    share = f"No {number(size)} of them share an hour" if size > 1 else "Nobody of them shares an hour"
    met = f" and meet{'' if size > 1 else 's'} every need" if wanted.musts else ""
    return f"{share} with the candidate before {day_words(wanted.before)}{met}."


def _named(areas: Sequence[Ref]) -> str:
    return listed([area.name for area in areas])
