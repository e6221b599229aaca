"""Outside the feature grid: what the demo's interviewers write; evidence that fits its point, no text twice."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from app.cli.demo.content import Demo, DemoCandidate
from app.cli.demo.points import Marks, marks_of
from app.domain.playbook import Playbook
from app.domain.scale import mean_of
from app.domain.scorecard import Answers, AreaAnswer, SignalAnswer

# The mean of a card's points up to which a vote is given; the short first conversation is read more kindly.
VOTES = ((2.17, "strong_yes"), (3.3, "yes"), (4.4, "no"), (5.0, "strong_no"))
KIND_VOTES = ((2.0, "strong_yes"), (3.5, "yes"), (4.0, "no"), (5.0, "strong_no"))
OBJECTS = 4
PLANNING, PLANNING_NOTE = "account_planning", 1
# Which notes to the next interviewer make sense from whom (by position in the file), and how often one is written.
NOTES: Mapping[str, tuple[tuple[int, ...], float]] = {
    "screen": ((2, 3, 4, 6), 0.5),
    "manager": ((0, 3, 4, 5, 6, 7), 0.6),
    "panel": ((2, 4, 7), 0.25),
}
DRAFTED = 3
# How many of an area's questions, from the top, interviewers choose from.
ASKED_OF = 3


@dataclass
class Desk:
    """Texts for everybody: those that were used least come first, so that neighbours differ."""

    demo: Demo
    playbook: Playbook
    used: Counter[str] = field(default_factory=Counter)

    def pen(self, candidate: DemoCandidate) -> "Pen":
        """What is written about one candidate."""
        slots = self.demo.opening(candidate.opening).slots
        rng = Random(f"{candidate.key}/customers")
        number = min(len(slots.customer), rng.choice((2, 3)))
        common = self.demo.closing.slots
        values = {
            "customer": tuple(rng.sample(slots.customer, number)),
            "partner": slots.partner,
            "amount": slots.amount,
            "person": common.person,
            "quarter": common.quarter,
        }
        return Pen(self, candidate, values)


@dataclass
class Pen:
    """Writes about one candidate, never the same text twice, and always of the same two or three customers."""

    desk: Desk
    candidate: DemoCandidate
    values: Mapping[str, Sequence[str]]
    written: set[str] = field(default_factory=set)

    def cards(self, people: Mapping[str, tuple[str, ...]]) -> dict[tuple[str, str], Answers]:
        """The scorecards of all stages that were held, by stage and person.

        Args:
            people: who sits in which stage, in the order of the plan.
        """
        marks = marks_of(self.candidate, self.desk.playbook)
        return {
            (stage, person): self._card(stage, person, marks[stage][seat])
            for stage, seats in people.items()
            for seat, person in enumerate(seats)
        }

    def _card(self, stage: str, person: str, marks: Marks) -> Answers:
        rng = Random(f"{self.candidate.key}/{stage}/{person}")
        areas = tuple(self._area(area, point, rng) for area, point in marks.ratings.items())
        signals = tuple(self._signal(signal, level, rng) for signal, level in marks.levels.items())
        vote = self._vote(stage, marks)
        summary = self.pick(self.desk.demo.closing.summaries[vote], rng)
        note = self._note(stage, marks, rng)
        return Answers(areas, signals, vote, summary, note, self._asked(stage, person, areas))

    def _asked(self, stage: str, person: str, areas: Sequence[AreaAnswer]) -> tuple[str, ...]:
        """One question or two of each area that was talked about."""
        rng = Random(f"{self.candidate.key}/{stage}/{person}/asked")
        asked: list[str] = []
        for line in areas:
            if line.point is not None:
                questions = self.desk.playbook.competencies.competency(line.area).questions
                asked += [item.key for item in rng.sample(questions[:ASKED_OF], rng.choice((1, 2)))]
        return tuple(asked)

    def _vote(self, stage: str, marks: Marks) -> str:
        """What the points come to; whoever stands apart from the panel with a weak point objects."""
        given = self.candidate.disagreement
        if stage == "panel" and given and (marks.ratings[given.area] or 0) >= OBJECTS:
            return "no"
        mean = mean_of(point for point in marks.ratings.values() if point is not None)
        return next(vote for most, vote in (KIND_VOTES if stage == "screen" else VOTES) if mean <= most)

    def _area(self, area: str, point: int | None, rng: Random) -> AreaAnswer:
        evidence = "" if point is None else self.pick(self.desk.demo.areas[area].points[point], rng)
        return AreaAnswer(area, True, point, evidence)

    def _signal(self, signal: str, level: str, rng: Random) -> SignalAnswer:
        texts = self.desk.demo.signals.signals[signal]
        statements = self.desk.playbook.ladder.signal(signal).statements
        statement = next(item for item in statements if level in item.levels)
        noted = next(texts[code] for code in (level, *statement.levels) if code in texts)
        return SignalAnswer(signal, True, statement.key, self.pick(noted, rng))

    def _note(self, stage: str, marks: Marks, rng: Random) -> str:
        notes = self.desk.demo.closing.notes_to_next
        if PLANNING in marks.ratings and marks.ratings[PLANNING] is None:
            return self.pick(notes[PLANNING_NOTE : PLANNING_NOTE + 1], rng)
        indices, chance = NOTES.get(stage, ((), 0.0))
        return self.pick([notes[index] for index in indices], rng) if rng.random() < chance else ""

    def pick(self, texts: Sequence[str], rng: Random) -> str:
        """One of the texts, unused for this candidate, with its slots filled."""
        free = [text for text in texts if text not in self.written]
        if not free:
            raise LookupError(f"{self.candidate.key}: all of these were used already: {texts[0]} ...")
        fewest = min(self.desk.used[text] for text in free)
        text = rng.choice([text for text in free if self.desk.used[text] == fewest])
        self.written.add(text)
        self.desk.used[text] += 1
        return self.fill(text, rng)

    def fill(self, text: str, rng: Random) -> str:
        """The text with a value in each slot."""
        for slot, values in self.values.items():
            if f"{{{slot}}}" in text:
                text = text.replace(f"{{{slot}}}", rng.choice(values))
        return text

    def cv(self) -> str:
        """The CV that the candidate sent."""
        text = self.desk.demo.cvs[self.candidate.cv]
        text = text.replace("{name}", self.candidate.name).replace("{place}", self.candidate.place)
        return self.fill(text, Random(f"{self.candidate.key}/cv"))


def begun(answers: Answers) -> Answers:
    """The same card while it is a draft: the first areas are answered, nothing else is."""
    blank = [AreaAnswer(line.area, False, None, "") for line in answers.areas[DRAFTED:]]
    signals = tuple(SignalAnswer(line.signal, False, None, "") for line in answers.signals)
    areas = (*answers.areas[:DRAFTED], *blank)
    return replace(answers, areas=areas, signals=signals, vote=None, summary="", next_note="", asked=())
