"""A small playbook in which the linter finds nothing: the guides of a museum, with everything that it looks at."""

from dataclasses import replace
from functools import cache
from typing import Any

from app.domain.competency import CompetencySet
from app.domain.crosswalk import Crosswalk
from app.domain.family import JobFamily
from app.domain.ladder import Ladder
from app.domain.lint import LintFinding, lint
from app.domain.playbook import Playbook
from app.domain.scale import Scale
from tests.domain.shipped import changed

SOURCE = {"document": "museum", "at": "page 1"}
JUDGED: dict[str, Any] = {"basis": "house judgement"}
STATED: dict[str, Any] = {"basis": "stated"}
Place = tuple[str | int, ...]


@cache
def clean() -> Playbook:
    """The playbook, read together."""
    book = Playbook(_ladder(), _family(), _catalogue(), _scale(), _crosswalk())
    book.check()
    return book


def with_fault(part: str, place: Place, value: object) -> Playbook:
    """The clean playbook with another value at one place of one part."""
    return replace(clean(), **{part: changed(getattr(clean(), part), place, value)})


def found(book: Playbook, *others: JobFamily) -> set[tuple[str, str]]:
    """Code and place of everything that the linter finds."""
    return {(finding.code, finding.place) for finding in lint(book, others=others)}


def only(book: Playbook, code: str) -> LintFinding:
    """The one finding of this code."""
    (finding,) = (finding for finding in lint(book) if finding.code == code)
    return finding


def statement(key: str, levels: list[str], text: str) -> dict[str, Any]:
    """One statement of a scope signal."""
    return {"key": key, "levels": levels, "text": text, "phrase": text, "source": SOURCE}


def clause(key: str, over: str, share: str, bar: str | None = None, **basis: str) -> dict[str, Any]:
    """One clause of a rule."""
    return {"key": key, "over": over, "share": share, "bar": bar, "says": f"So much {key}.", "row": "work"} | (
        basis or STATED
    )


def territory(level: str, rank: int, *bands: tuple[str, int | None, int | None]) -> dict[str, Any]:
    """A territory whose bands are profile, first and last number of employees."""
    accounts = [{"profile": b[0], "share": "some", "employees_from": b[1], "employees_to": b[2]} for b in bands]
    return {"level": level, "accounts_rank": rank, "accounts": accounts, "source": SOURCE}


def duty(key: str, text: str, *areas: str) -> dict[str, Any]:
    """One responsibility."""
    return {"key": key, "text": text, "areas": areas, "at": "page 2"}


def need(key: str, text: str, **more: Any) -> dict[str, Any]:
    """One requirement: a skill that has to be there, unless more is said."""
    return {"key": key, "text": text, "strength": "must", "kinds": ["skill"], "at": "page 2"} | more


def oddity(kind: str, **more: Any) -> dict[str, Any]:
    """An oddity of a document."""
    return {"kind": kind, "at": "page 9", "as_written": "so", "note": "It stands so."} | more


def _ladder() -> Ladder:
    cells = {
        "G1": "Follows a colleague from room to room.",
        "G2": "Leads a prepared tour through one house.",
        "G3": "Designs tours for visitors who know the subject.",
        "G4": "Decides what the whole museum shows, and to whom.",
    }
    levels = [("G1", "Apprentice"), ("G2", "Guide"), ("G3", "Curator"), ("G4", "Keeper")]
    independence = [
        statement("asks", ["G2"], "Asks a colleague before changing the route."),
        statement("decides", ["G3"], "Settles alone what happens during a visit."),
        statement("answers", ["G4"], "Is called by others when nobody else knows further."),
    ]
    reach = [
        statement("rooms", ["G2"], "Fills single rooms with people of one age."),
        statement("houses", ["G3", "G4"], "Draws schools, clubs and experts of several towns."),
    ]
    signals: list[Any] = [
        {"key": "independence", "name": "Independence", "question": "Who decides?", "statements": independence},
        {"key": "reach", "name": "Reach", "question": "Who comes?", "statements": reach},
    ]
    small, middle, large = ("small", 10, 200), ("middle", 200, 900), ("large", 900, None)
    return Ladder.model_validate(
        {"key": "guides", "name": "Guides", "version": "1", "document": "museum", "scale": "visits"}
        | {
            "levels": [{"code": c, "name": n, "in_use": c != "G1", "source": SOURCE} for c, n in levels],
            "rows": [_row("work", "Work", cells), _row("holidays", "Holidays", dict.fromkeys(cells, "30 days."))],
            "signals": [signal | {"counts": True} | JUDGED for signal in signals],
            "rules": _rules(),
            "territories": [
                territory("G2", 1, small),
                territory("G3", 2, small, middle),
                territory("G4", 3, middle, large),
            ],
            "quotas": [_quota("G2", 100), _quota("G3", 200), _quota("G4", 200)],
            "promotion": _promotion(),
        }
    )


def _row(key: str, name: str, cells: dict[str, str]) -> dict[str, Any]:
    held = {code: {"state": "value", "text": text} for code, text in cells.items()}
    return {"key": key, "name": name, "cells": held, "source": SOURCE}


def _rules() -> list[dict[str, Any]]:
    scope, half = clause("scope", "signals", "majority"), clause("half", "areas", "majority", "good")
    great, every = clause("great", "areas", "majority", "great"), clause("every", "areas", "all", "good")
    return [
        {"level": "G2", "clauses": [scope, half]},
        {"level": "G3", "clauses": [scope, half]},
        {"level": "G4", "clauses": [scope, great, every]},
    ]


def _quota(level: str, amount: int) -> dict[str, Any]:
    return {"level": level, "amount": amount, "currency": "EUR", "new_logos": 2, "renewal_percent": 90} | {
        "source": SOURCE
    }


def _promotion() -> dict[str, Any]:
    years = {"combined_years": 2, "combined_above_percent": 100, "full_year_at_least_percent": 110}
    review = {"review_scale": "visits", "review_mark": "good", "says": "Two good years, or one very good one."}
    formula = {"combined_formula": "mean_of_years", "formula_basis": "stated"}
    return {"levels": ["G2", "G3", "G4"], "source": SOURCE} | years | review | formula


def _family() -> JobFamily:
    host, senior, head = "Tour Host", "Senior Tour Host", "Principal Tour Host"
    tours = duty("lead_tours", "Lead tours through the collection.", "storytelling")
    routes = duty("plan_routes", "Plan routes that avoid crowds.", "planning")
    rescue = duty("clear_rooms", "Clear the rooms when an alarm rings.", "safety")
    titles = [
        _title("host", host, 4, None, [tours, rescue], [need("tells_stories", "Tells stories that stay in mind.")]),
        _title("senior_host", senior, 5, "host", [routes], [need("plans", "Plans a season ahead.")]),
        _title("head_host", head, 6, "senior_host", [], [need("drills", "Trains colleagues for alarms.")]),
    ]
    lives = need("lives_near", "Lives within an hour of the house.", kinds=["residence"])
    guards = need("guards_ships", "Has told visitors of ships.", asks=["year"])
    return JobFamily.model_validate(
        {"key": "hosts", "name": "Tour Hosts", "document": "museum", "source": SOURCE, "titles": titles}
        | {
            "tracks": [{"key": "tours", "name": "Tours"}],
            "specialties": [{"key": "ships", "name": "Ships", "requirements": [guards], "at": "page 3"}],
            "locations": [
                {"key": "kyoto", "name": "Kyoto", "zone": "Asia/Tokyo", "requirements": [lives], "at": "page 3"}
            ],
            "stages": [_stage("talk", 1, ["independence"]), _stage("trial", 2, ["reach"])],
            "confidence_statement": "Apply even when a line is missing.",
            "next_step": {"family": "Directors", "text": "It leads to the board.", "at": "page 4"},
        }
        | STATED
    )


def _title(
    key: str, name: str, grade: int, extends: str | None, duties: list[dict[str, Any]], needs: list[dict[str, Any]]
) -> dict[str, Any]:
    lists = {"responsibilities": duties, "requirements": needs}
    named = {"key": key, "name": name, "short": name.replace("Tour ", ""), "grade": grade, "track": "tours"}
    return named | lists | {"extends": extends, "states_confidence_gap": True, "summary": f"{name}s.", "at": "page 2"}


def _stage(key: str, interviewers: int, signals: list[str]) -> dict[str, Any]:
    named = {"key": key, "name": key.capitalize(), "role": "interviewer", "meets": "The team", "at": "page 4"}
    asked = {"focus_areas": ["storytelling", "planning", "safety"], "signals": signals}
    return named | asked | {"interviewers": interviewers, "minutes": 40, "happens": "They meet."}


def _scale() -> Scale:
    names = {4: "Excellent", 3: "Good", 2: "Fair", 1: "Poor"}
    points = [
        {"value": value, "key": name.casefold(), "name": name, "short": name, "meaning": f"A {name} visit."}
        for value, name in names.items()
    ]
    named = {"key": "visits", "name": "Visits", "best": "highest", "source": SOURCE}
    return Scale.model_validate(named | {"points": points, "marks": {"good": 3, "great": 4}} | STATED)


def _catalogue() -> CompetencySet:
    areas = [
        _area("storytelling", "Telling stories", "Makes objects speak.", "Visitors lean in, forget time and return."),
        _area("planning", "Planning ahead", "Knows what comes next.", "Every room, hour and person has its place."),
        _area("safety", "Keeping people safe", "Sees danger first.", "Doors, exits and drills are second nature."),
    ]
    return CompetencySet.model_validate({"key": "competencies", "competencies": areas})


def _area(key: str, name: str, definition: str, best: str) -> dict[str, Any]:
    texts = [best, f"Most of it, without {key} going wrong.", "Half, once somebody helps.", "The opposite happens."]
    anchors = [{"point": point, "text": text} for point, text in zip((4, 3, 2, 1), texts, strict=True)]
    asked = (("first", f"When did {key} last matter?", "G2|G3"), ("second", f"How do you learn {key}?", "G3|G4"))
    questions = [
        {"key": f"{key}-{word}", "text": text, "strong": "A case.", "weak": "No case.", "boundary": pair}
        for word, text, pair in asked
    ]
    named = {"key": key, "name": name, "group": "values", "source": SOURCE, "definition": definition}
    more = {"aliases": [f"{name} in museums"], "anchors": anchors, "avoid": ["Age."], "questions": questions}
    return named | more | JUDGED


def _crosswalk() -> Crosswalk:
    pairs = {"host": "G2", "senior_host": "G3", "head_host": "G4"}
    titles = [{"title": title, "level": level} for title, level in pairs.items()]
    named = {"key": "guides", "ladder": "guides", "family": "hosts", "enabled": True, "note": "By what they carry."}
    return Crosswalk.model_validate(named | {"titles": titles} | JUDGED)
