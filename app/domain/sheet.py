"""The sheet: what a scorecard of one stage asks of one interviewer, with statements in an order that tells no level."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from app.domain.errors import BadData
from app.domain.ladder import ScopeSignal
from app.domain.playbook import Playbook
from app.domain.scale import ScalePoint
from app.domain.scorecard import VOTES, Answers, AreaAnswer, Missing, SignalAnswer, check_text, missing_from

TOKEN_DIGITS = 12
NO_EVIDENCE = "No evidence seen"
NOT_ANSWERED = "Not answered"


@dataclass(frozen=True, slots=True)
class Choice:
    """One statement as an interviewer meets it: a token in place of its key, which could hint at the level."""

    token: str
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class AskedArea:
    """A focus area that the stage looks at."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class AskedSignal:
    """A scope signal that the stage asks, its statements in this interviewer's own order."""

    key: str
    name: str
    question: str
    choices: tuple[Choice, ...]

    def key_of(self, token: str) -> str:
        """The statement that a token stands for.

        Raises:
            BadData: if it stands for none.
        """
        for choice in self.choices:
            if choice.token == token:
                return choice.key
        raise BadData(f"{self.name}: choose one of the statements.", field=f"statement-{self.key}")

    def choice(self, key: str) -> Choice:
        """The statement with this key.

        Raises:
            BadData: if the signal has no such statement.
        """
        for choice in self.choices:
            if choice.key == key:
                return choice
        raise BadData(f"{self.name}: choose one of the statements.", field=f"statement-{self.key}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that one scorecard asks, in the order of the page.

    `questions` maps the key of each question that the kit proposes to its text, area by area.
    """

    areas: tuple[AskedArea, ...]
    signals: tuple[AskedSignal, ...]
    points: tuple[ScalePoint, ...]
    questions: Mapping[str, str] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many answers a complete card has: areas, signals and the vote."""
        return len(self.areas) + len(self.signals) + 1

    def area_names(self) -> Mapping[str, str]:
        """Key to name, in order."""
        return {area.key: area.name for area in self.areas}

    def signal_names(self) -> Mapping[str, str]:
        """Key to name, in order."""
        return {signal.key: signal.name for signal in self.signals}

    def signal(self, key: str) -> AskedSignal:
        """The asked signal with this key.

        Raises:
            BadData: if this stage does not ask it.
        """
        for signal in self.signals:
            if signal.key == key:
                return signal
        raise BadData("This stage does not ask that. Reload the page and answer what it shows.")

    def blank(self) -> Answers:
        """A card on which nothing is answered."""
        return self.fit(Answers((), (), None, "", ""))

    def fit(self, answers: Answers) -> Answers:
        """The same answers with one line for everything that is asked, in order, and none for anything else."""
        areas = {answer.area: answer for answer in answers.areas}
        signals = {answer.signal: answer for answer in answers.signals}
        return Answers(
            tuple(areas.get(area.key, AreaAnswer(area.key, False, None, "")) for area in self.areas),
            tuple(signals.get(item.key, SignalAnswer(item.key, False, None, "")) for item in self.signals),
            answers.vote,
            answers.summary,
            answers.next_note,
            tuple(key for key in self.questions if key in answers.asked),
        )

    def check(self, answers: Answers) -> None:
        """Refuse what this sheet does not offer and what can't be stored; a card may still be incomplete.

        Raises:
            BadData: naming the first field that is wrong.
        """
        for area in answers.areas:
            if area.point is not None and area.point not in {point.value for point in self.points}:
                raise BadData("Choose one of the points of the scale.", field=f"rating-{area.area}")
            check_text(area.evidence, f"evidence-{area.area}")
        for signal in answers.signals:
            if signal.statement is not None:
                self.signal(signal.signal).choice(signal.statement)
            check_text(signal.evidence, f"grounds-{signal.signal}")
        if answers.vote is not None and answers.vote not in VOTES:
            raise BadData("Vote: choose one of the four.", field="vote")
        check_text(answers.summary, "summary")
        check_text(answers.next_note, "next_note")

    def missing(self, answers: Answers) -> list[Missing]:
        """What keeps these answers from being submitted, in the order of the page."""
        return missing_from(answers, area_names=self.area_names(), signal_names=self.signal_names())

    def in_words(self, answers: Answers) -> tuple[tuple[str, str], ...]:
        """Everything on a card as label and text, in the order of the page; two cards can be laid side by side."""
        lines: list[tuple[str, str]] = []
        for area, asked in zip(self.fit(answers).areas, self.areas, strict=True):
            lines += [(f"{asked.name}: evidence", area.evidence), (asked.name, self.point_word(area))]
        for signal, question in zip(self.fit(answers).signals, self.signals, strict=True):
            lines += [(f"{question.name}: evidence", signal.evidence), (question.name, self.statement_word(signal))]
        lines += [("Vote", VOTES.get(answers.vote or "", NOT_ANSWERED)), ("Summary", answers.summary)]
        ticked = "\n".join(self.questions[key] for key in self.fit(answers).asked)
        return (*lines, ("Note to the next interviewer", answers.next_note), ("Questions asked", ticked))

    def point_word(self, answer: AreaAnswer) -> str:
        """What was chosen for an area."""
        if not answer.is_answered:
            return NOT_ANSWERED
        return next((point.name for point in self.points if point.value == answer.point), NO_EVIDENCE)

    def statement_word(self, answer: SignalAnswer) -> str:
        """What was chosen for a scope signal."""
        if not answer.is_answered:
            return NOT_ANSWERED
        return self.signal(answer.signal).choice(answer.statement).text if answer.statement else NO_EVIDENCE

    def done(self, answers: Answers) -> int:
        """How many of `size` answers are complete."""
        unfinished = {item.field.partition("-")[2] or item.field for item in self.missing(answers)}
        return self.size - len(unfinished)


def sheet_of(playbook: Playbook, stage: str, *, interview_id: int, account_id: int) -> Sheet:
    """What one interviewer's card of one stage asks.

    Args:
        playbook: the pinned versions of the opening.
        stage: key of the stage.
        interview_id: with `account_id` seeds the order of the statements, which is the same on every visit.
        account_id: the interviewer.

    Returns:
        areas and signals in the plan's order, points best first.
    """
    plan = playbook.family.stage(stage)
    seed = f"{interview_id}.{account_id}"
    looked_at = [playbook.competencies.competency(key) for key in plan.focus_areas]
    return Sheet(
        tuple(AskedArea(area.key, area.name) for area in looked_at),
        tuple(_asked(playbook.ladder.signal(key), seed) for key in plan.signals),
        playbook.scale.points,
        {question.key: question.text for area in looked_at for question in area.questions},
    )


def _asked(signal: ScopeSignal, seed: str) -> AskedSignal:
    choices = [
        Choice(sha256(f"{seed}.{signal.key}.{item.key}".encode()).hexdigest()[:TOKEN_DIGITS], item.key, item.text)
        for item in signal.statements
    ]
    ordered = tuple(sorted(choices, key=lambda choice: choice.token))
    return AskedSignal(signal.key, signal.name, signal.question, ordered)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two texts of the same card say differently."""

    label: str
    theirs: str
    yours: str


def differences(sheet: Sheet, *, theirs: Answers, yours: Answers) -> tuple[Difference, ...]:
    """Where two texts of one card differ, in the order of the page."""
    pairs = zip(sheet.in_words(theirs), sheet.in_words(yours), strict=True)
    return tuple(Difference(label, one, other) for (label, one), (_, other) in pairs if one != other)
