"""The walk through the blocks of hiring processes: what each is, and to which process and stage it belongs."""

import re
from dataclasses import dataclass, field
from typing import Any

from app.domain.importing.blocks import Block, Heading, Item, Paragraph, Table
from app.domain.importing.process_headings import Meaning, area_label, audience_of, meaning_of, without_number
from app.domain.importing.report import Flag
from app.domain.importing.stage_words import Kind, kind_of
from app.domain.importing.stages import StageDraft

_LONGEST_AREA = 9
_GOES_ON = re.compile(
    r"\W*(?:next|then|finally|final\b|after (?:that|this)|lastly|afterwards|first(?:ly)?,)", re.IGNORECASE
)
_INVITES = re.compile(
    r"\W*(?:next|then|finally|lastly|after that|the (?:next|final|last) (?:interview|step)|(?:selected "
    r"|qualified |successful )*"
    r"(?:candidates?|applicants?) (?:will|may)|you(?: will|['’]ll))\b",
    re.IGNORECASE,
)
_CANDIDATES = re.compile(
    r"\W*(?:selected|qualified|successful|the )?\s*(?:candidates?|applicants?|you)\b", re.IGNORECASE
)


@dataclass(slots=True)
class ProcessDraft:
    """A process being read."""

    line: int
    at: str
    audience: str | None = None
    stages: list[StageDraft] = field(default_factory=list)
    steps: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def is_begun(self) -> bool:
        return bool(self.stages or self.steps)


@dataclass(slots=True)
class ProcessWalk:
    """Goes through the blocks and keeps where it is: in which process, stage, round, list of areas, or among notes."""

    processes: list[ProcessDraft] = field(default_factory=list)
    placed: list[Block] = field(default_factory=list)
    understood: list[Block] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    open_stage: StageDraft | None = None
    open_step: dict[str, Any] | None = None
    round: str | None = None
    areas_below: int | None = None
    is_among_notes: bool = False
    heading: str = "Hiring process"
    bullets: int = 0
    last_depth: int = 0
    last: StageDraft | dict[str, Any] | None = None

    def read(self, block: Block) -> None:
        """Put one block where it belongs."""
        if isinstance(block, Table):
            return
        if not self.processes:
            self.processes.append(ProcessDraft(block.line, block.text if isinstance(block, Heading) else self.heading))
        if isinstance(block, Heading):
            keeps_words = self._heading(block.text, block.line)
        elif isinstance(block, Item):
            keeps_words = self._item(block)
        else:
            keeps_words = self._paragraph(block)
        (self.placed if keeps_words else self.understood).append(block)

    def finished(self) -> list[ProcessDraft]:
        """The processes; one without stages and steps gives its notes to the one before it."""
        kept: list[ProcessDraft] = []
        for draft in self.processes:
            if kept and not draft.is_begun:
                kept[-1].notes += [draft.at, *draft.notes]
            elif kept and not kept[0].is_begun:
                draft.notes = [*kept[0].notes, *draft.notes]
                kept = [draft]
            else:
                kept.append(draft)
        return kept

    @property
    def process(self) -> ProcessDraft:
        return self.processes[-1]

    def _heading(self, text: str, line: int) -> bool:
        """Begin what a heading announces. Tells whether its words are kept."""
        self.open_stage = self.open_step = self.round = self.areas_below = self.last = None
        self.is_among_notes = False
        self.bullets = 0
        meaning = meaning_of(text)
        if meaning in (Meaning.PROCESS, Meaning.AUDIENCE):
            self._begin(audience_of(text), text, line)
        elif meaning is Meaning.ROUND:
            self.round = text.strip(" :")
        elif meaning is Meaning.STAGE:
            self._stage_heading(text, line)
        else:
            self.is_among_notes = True
            self.process.notes.append(text)
        self.heading = text
        return meaning is Meaning.OTHER or self._is_step_of(text)

    def _is_step_of(self, text: str) -> bool:
        return isinstance(self.last, dict) and self.last["text"] == text

    def _begin(self, audience: str | None, text: str, line: int) -> None:
        if self.process.is_begun:
            self.processes.append(ProcessDraft(line, text, audience))
        elif audience and not self.process.audience:
            self.process.audience = audience

    def _stage_heading(self, text: str, line: int) -> None:
        kind = kind_of(without_number(text))
        if kind in ("stage", "note"):
            self.open_stage = StageDraft(line, f"{self.process.at} > {text}", heading=text)
            self.process.stages.append(self.open_stage)
            self.last = self.open_stage
        else:
            self.open_step = self._step(text, line, kind, at=f"{self.process.at} > {text}")

    def _item(self, item: Item) -> bool:
        """Put an item into a stage, a step or the notes. Tells whether its words are kept, and not its meaning only."""
        if self._is_area(item):
            return False
        if item.depth == 0 and (self.is_among_notes or self.open_stage) and self._invites(item.text):
            self.is_among_notes, self.open_stage = False, None
        label = area_label(item.text)
        stage = self.open_stage or (self.last if isinstance(self.last, StageDraft) else None)
        if label is not None and stage is not None:
            stage.areas += [(label, item.line)] if label else []
            self.areas_below = item.depth
            return False
        if self.is_among_notes:
            self.process.notes.append(item.text)
        elif self.open_stage is not None:
            self.open_stage.sentences.append(item.text)
        elif self.open_step is not None:
            self.open_step["text"] += f"\n{item.text}"
        elif self.last is not None and item.depth > self.last_depth:
            self._detail(item.text)
        else:
            self.bullets += 1
            self.last_depth = item.depth
            self._sentence(item.text, item.line, at=f"{self.heading}, bullet {self.bullets}")
        return True

    def _invites(self, text: str) -> bool:
        """Whether an item goes on with the list of stages after a heading that stood between its items."""
        has_list = any(stage.heading is None for stage in self.process.stages)
        return has_list and bool(_INVITES.match(text)) and kind_of(text) != "note"

    def _is_area(self, item: Item) -> bool:
        """Whether the item is one of the areas that a label above it announced; then it is added."""
        stage = self.open_stage or (self.last if isinstance(self.last, StageDraft) else None)
        if self.areas_below is None or stage is None:
            return False
        is_label = item.depth <= self.areas_below and area_label(item.text) is not None
        if is_label or len(item.text.split()) > _LONGEST_AREA:
            self.areas_below = None
            return False
        stage.areas.append((item.text, item.line))
        return True

    def _detail(self, text: str) -> None:
        if isinstance(self.last, StageDraft):
            self.last.sentences.append(text)
        elif self.last is not None:
            self.last["text"] += f"\n{text}"

    def _sentence(self, text: str, line: int, *, at: str) -> None:
        """A line of a list of steps: an interview, another step, or a remark."""
        kind = kind_of(text)
        if kind == "stage":
            self.last = StageDraft(line, at, sentences=[text], round=self.round)
            self.process.stages.append(self.last)
        elif kind == "note":
            self.process.notes.append(text)
        else:
            self._step(text, line, kind, at=at)

    def _step(self, text: str, line: int, kind: Kind, *, at: str) -> dict[str, Any]:
        step = {"kind": kind, "text": text, "at": at, "line": line}
        self.last = step
        self.process.steps.append(step)
        says = f"“{text[:80]}” is a step of the process, but no interview. It is kept beside the stages."
        self.flags.append(Flag("step_no_interview", line, at, says))
        return step

    def _paragraph(self, paragraph: Paragraph) -> bool:
        """Put a paragraph where it belongs. Tells whether its words are kept."""
        text = paragraph.text
        self.areas_below = None
        if self._is_heading_in_disguise(paragraph, text):
            return self._heading(text, paragraph.line)
        label = area_label(text)
        stage = self.open_stage or (self.last if isinstance(self.last, StageDraft) else None)
        if label is not None and stage is not None:
            stage.areas += [(label, paragraph.line)] if label else []
            self.areas_below = -1
            return False
        if self.is_among_notes:
            self.process.notes.append(text)
        elif self.open_stage is not None and kind_of(text) != "note":
            self.open_stage.sentences.append(text)
        elif self.open_step is not None and kind_of(text) != "note":
            self.open_step["text"] += f"\n{text}"
        elif self._goes_on(text):
            self._sentence(text, paragraph.line, at=f"{self.heading}, line {paragraph.line}")
        else:
            self._note(text, paragraph.line)
        return True

    def _is_heading_in_disguise(self, paragraph: Paragraph, text: str) -> bool:
        meaning = meaning_of(text)
        if len(text) > 80 or meaning is Meaning.OTHER:
            return False
        return paragraph.is_bold or (meaning in (Meaning.AUDIENCE, Meaning.ROUND) and text.endswith(":"))

    def _goes_on(self, text: str) -> bool:
        """Whether a paragraph is a line of the list whose mark was forgotten, or the process is told in paragraphs."""
        kind = kind_of(text)
        if kind == "note":
            return False
        if kind != "stage":
            return len(text) < 200
        is_told_in_prose = not any(stage.heading is None for stage in self.process.stages)
        return bool(_GOES_ON.match(text) or self.round or (is_told_in_prose and _CANDIDATES.match(text)))

    def _note(self, text: str, line: int) -> None:
        self.process.notes.append(text)
        if kind_of(text) == "stage" and re.search(r"\b(?:may|might|possible)\b.*\binterview", text, re.IGNORECASE):
            says = "This remark may be one more interview. Add a stage if it is."
            self.flags.append(Flag("possible_stage", line, self.heading, says))
