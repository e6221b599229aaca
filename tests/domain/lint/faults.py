"""Faults to be seeded into the clean playbook: each changes one place, and names the finding that has to come of it."""

from dataclasses import dataclass
from typing import Any

from app.domain.playbook import Playbook
from tests.domain.lint.clean import Place, clause, clean, duty, need, oddity, statement, territory, with_fault


@dataclass(frozen=True, slots=True)
class Fault:
    """One change of one part, and code and place of the finding that it makes."""

    part: str
    place: Place
    value: Any
    code: str
    found_at: str

    def seeded(self) -> Playbook:
        """The clean playbook with this fault."""
        return with_fault(self.part, self.place, self.value)

    def __str__(self) -> str:
        return f"{self.code} at {self.found_at}"


def ladder(place: str, value: Any, code: str, found_at: str) -> Fault:
    """A fault of the ladder."""
    return Fault("ladder", _steps(place), value, code, found_at)


def family(place: str, value: Any, code: str, found_at: str) -> Fault:
    """A fault of the family."""
    return Fault("family", _steps(place), value, code, found_at)


def catalogue(place: str, value: Any, code: str, found_at: str) -> Fault:
    """A fault of the catalogue."""
    return Fault("competencies", _steps(place), value, code, found_at)


def crosswalk(place: str, value: Any, code: str, found_at: str) -> Fault:
    """A fault of the crosswalk."""
    return Fault("crosswalk", _steps(place), value, code, found_at)


def scale(place: str, value: Any, code: str, found_at: str) -> Fault:
    """A fault of the scale."""
    return Fault("scale", _steps(place), value, code, found_at)


def _steps(place: str) -> Place:
    return tuple(int(step) if step.isdigit() else step for step in place.split("."))


def _levels(*codes: str) -> list[dict[str, Any]]:
    by_code = {level.code: level.model_dump() for level in clean().ladder.levels}
    return [by_code[code] for code in codes]


SCOPE, HALF = clause("scope", "signals", "majority"), clause("half", "areas", "majority", "good")
EVERY = clause("every", "areas", "all", "good")
ALIKE = statement("asks_first", ["G3"], "Asks a colleague before changing a route.")
ONE_HOUSE = "Leads a prepared tour through one house"

OF_LADDERS = (
    ladder("territories.1.accounts.1.employees_from", 250, "band-gap", "territories > G3 > small + middle"),
    ladder("territories.2", territory("G4", 3, ("huge", 5000, None)), "band-gap", "territories"),
    ladder("territories.1.accounts.1.employees_from", 150, "band-overlap", "territories > G3 > small + middle"),
    ladder("territories.2.accounts.0.employees_from", 300, "band-edges-differ", "territories > middle > begins"),
    ladder("territories.1.accounts.1.employees_to", 800, "band-edges-differ", "territories > middle > ends"),
    ladder("territories.1.accounts.0.employees_to", None, "band-open", "territories > G3 > small + middle"),
    ladder("territories.1.accounts.1.employees_to", 150, "band-reversed", "territories > G3 > middle"),
    ladder("rules.2.clauses", [SCOPE], "rule-weaker", "rules > G4"),
    ladder("rules.2.clauses.0", EVERY | {"key": "each"}, "rule-weaker", "rules > G4"),
    ladder("rules.2.clauses.0.basis", "house judgement", "rule-weaker-as-written", "rules > G4"),
    ladder("rules.1.clauses", [HALF], "rule-same", "rules > G3"),
    ladder("rules.0.clauses", [], "rule-empty", "rules > G2"),
    ladder("rules.0.clauses", [SCOPE, HALF, EVERY], "rule-repeats", "rules > G2 > every + half"),
    ladder("signals", [], "rule-without-signals", "rules > G4"),
    ladder("levels.2.name", "Guide", "level-names-collide", "levels > G2 + G3"),
    ladder("levels.1.name", "Sr. Curator", "level-names-disorder", "levels > G2 + G3"),
    ladder("levels", _levels("G2", "G3", "G4", "G1"), "level-codes-disorder", "levels > G1 + G2"),
    ladder("rows.0.cells.G3.text", "Leads what a G4 designed.", "level-code-elsewhere", "rows > work > G3"),
    ladder("rows.0.cells.G3.text", "Designs apprentice-level tours.", "level-unused-named", "rows > work > G3"),
    ladder("signals.0.statements.0.phrase", "as an Apprentice", "level-unused-named", "signals > independence > asks"),
    ladder("rows.1.cells.G1", {"state": "missing"}, "cell-missing", "rows > holidays > G1"),
    ladder("rows.1.cells.G2.footnote", "missing", "footnote-missing", "rows > holidays > G2"),
    ladder("rows.0.cells.G3.text", ONE_HOUSE, "cell-repeats", "rows > work > G2 + G3"),
    ladder("signals.0.statements.2.levels", ["G1"], "statement-missing", "signals > independence > G4"),
    ladder("signals.0.statements.1", ALIKE, "statements-alike", "signals > independence > asks + asks_first"),
    ladder("quotas.2.amount", 150, "quota-falls", "quotas > G4"),
    ladder("quotas.1.renewal_percent", 80, "quota-falls", "quotas > G3"),
    ladder("quotas.1.currency", "USD", "quota-currencies", "quotas"),
    ladder("quotas.1.level", "G4", "level-left-out", "quotas > G3"),
    ladder("territories.0.level", "G1", "level-left-out", "territories > G2"),
    ladder("territories.1.accounts_rank", 1, "territory-ranks", "territories"),
    ladder("territories.1.accounts_rank", 9, "territory-ranks", "territories"),
    ladder("promotion.levels", ["G1", "G2", "G3", "G4"], "promotion-levels", "promotion > levels"),
    ladder("promotion.full_year_at_least_percent", 90, "promotion-figures", "promotion"),
    ladder("oddities", [oddity("spelling")], "oddity", "page 9"),
    ladder("oddities", [oddity("weaker_rule", levels=["G4"])], "oddity", "page 9"),
    ladder("rows.1.cells.G2.text", "30 days.*", "text-mark", "rows > holidays > G2"),
    ladder("rows.0.cells.G3.text", "Designs tours (TBD).", "text-unfinished", "rows > work > G3"),
)
TOURS_AGAIN = duty("tours_again", "Lead tours through the collection", "storytelling")
TOURS_ALIKE = duty("tours_alike", "Lead tours through the whole collection.", "storytelling")
DEEDS = "titles > head_host > responsibilities > "
NEEDS = "titles > head_host > requirements > "
MORE = "titles.2.responsibilities"
OF_FAMILIES = (
    family("titles.1.states_confidence_gap", False, "confidence-missing", "titles > senior_host"),
    family("titles.1.responsibilities", [], "area-undescribed", "stages > planning"),
    family("titles.2.requirements", [], "title-empty", "titles > head_host"),
    family("titles.1.name", "Tour Host", "title-names-collide", "titles > host + senior_host > name"),
    family("titles.2.short", "Sr. Host", "title-names-collide", "titles > head_host + senior_host > short"),
    family("titles.2.extends", None, "title-apart", "titles > head_host"),
    family("titles.0.name", "Distinguished Tour Host", "title-below-junior", "titles > senior_host > extends"),
    family("titles.0.name", "Tour Host (G3)", "title-code-disagrees", "titles > host"),
    family("titles.1.grade", 3, "grade-falls", "titles > senior_host > extends"),
    family("titles.1.grade", None, "grade-missing", "titles > senior_host"),
    family("tracks", [{"key": "tours", "name": "T"}, {"key": "talks", "name": "U"}], "track-empty", "tracks > talks"),
    family("next_step", None, "next-step-missing", "next_step"),
    family("titles.1.short", "Curator", "name-collides-level", "titles > senior_host"),
    family("specialties.0.requirements", [], "need-empty", "specialties > ships"),
    family("locations.0.requirements", [], "need-empty", "locations > kyoto"),
    family(MORE, [TOURS_AGAIN], "item-repeated", "responsibilities > lead_tours + tours_again"),
    family(MORE, [TOURS_ALIKE], "items-alike", "responsibilities > lead_tours + tours_alike"),
    family(
        "locations.0.requirements",
        [need("drills_too", "Trains colleagues for the alarms.")],
        "items-alike",
        "requirements > drills + drills_too",
    ),
    family(
        MORE,
        [duty("link", "Extends the Tour Host responsibilities", "safety")],
        "parent-unresolved",
        f"{DEEDS}link",
    ),
    family(MORE, [duty("bare", "Counts the visitors.")], "responsibility-without-area", f"{DEEDS}bare"),
    family(MORE, [duty("far", "Buys paintings.", "buying")], "area-unknown", f"{DEEDS}far > areas > buying"),
    family(MORE, [duty("far", "Buys paintings.", "buying")], "responsibility-unseen", f"{DEEDS}far"),
    family(
        "titles.2.requirements",
        [need("diving", "Dives in cold rivers.")],
        "requirement-unassessed",
        f"{NEEDS}diving",
    ),
    family("stages.1.focus_areas", ["storytelling", "planning"], "area-one-rater", "stages > safety"),
    family("stages.1.focus_areas", [], "stage-without-area", "stages > trial"),
    family("stages.0.focus_areas", ["buying"], "area-unknown", "stages > talk > focus_areas > buying"),
    family("stages.0.signals", [], "signal-unasked", "stages > independence"),
    family("stages.0.signals", ["charm"], "signal-unknown", "stages > talk > signals > charm"),
    family("stages.0.minutes", 15, "stage-too-short", "stages > talk"),
    family("oddities", [oddity("label")], "oddity", "page 9"),
    family("stages.0.happens", "They [meet](meet.md).", "text-markup", "stages > talk > happens"),
    family("titles.0.summary", "To be defined", "text-unfinished", "titles > host > summary"),
)
QUESTION = clean().competencies.competencies[0].questions[0].text
BEST = clean().competencies.competencies[0].anchors[0].text
OF_CATALOGUES = (
    catalogue("competencies.0.key", "singing", "area-unplanned", "competencies > singing"),
    catalogue(
        "competencies.0.questions.1.boundary", "G1|G2", "boundary-unknown", "questions > storytelling-second > boundary"
    ),
    catalogue("competencies.0.name", "Planning Ahead", "area-names-collide", "competencies > planning + storytelling"),
    catalogue("competencies.0.questions", [], "questions-too-few", "competencies > storytelling"),
    catalogue(
        "competencies.1.questions.0.text",
        QUESTION,
        "question-repeated",
        "questions > planning-first + storytelling-first",
    ),
    catalogue("competencies.0.anchors", [], "anchors-misfit", "competencies > storytelling > anchors"),
    catalogue(
        "competencies.0.anchors.1.text",
        f"Mostly: {BEST}",
        "anchors-alike",
        "competencies > storytelling > anchors > 3 + 4",
    ),
    catalogue(
        "competencies.0.aliases",
        ["TELLING stories"],
        "alias-dead",
        "competencies > storytelling > aliases > TELLING stories",
    ),
    catalogue(
        "competencies.0.aliases",
        ["Planning ahead"],
        "alias-of-another",
        "competencies > storytelling > aliases > Planning ahead",
    ),
    catalogue(
        "competencies.0.definition",
        "Makes <b>objects</b> speak.",
        "text-markup",
        "competencies > storytelling > definition",
    ),
    scale("points.1.name", "Excellent", "points-alike", "points > 3 + 4"),
    scale("marks", {"good": 3, "great": 4, "fine": 3}, "marks-same", "marks > fine + good"),
)
OF_CROSSWALKS = (
    crosswalk("family", "cooks", "crosswalk-astray", "titles"),
    crosswalk("titles.1.title", "cook", "crosswalk-dangling", "titles > cook"),
    crosswalk("titles.1.level", "G1", "crosswalk-dangling", "titles > senior_host"),
    crosswalk("titles.0.level", "G4", "crosswalk-disorder", "titles > host + senior_host"),
    crosswalk("titles.0.level", "G3", "crosswalk-shared", "titles > host + senior_host"),
    crosswalk("titles.1.title", "cook", "crosswalk-title-left-out", "titles > senior_host"),
    crosswalk("titles.1.level", "G4", "crosswalk-level-left-out", "levels > G3"),
)
FAULTS = (*OF_LADDERS, *OF_FAMILIES, *OF_CATALOGUES, *OF_CROSSWALKS)
