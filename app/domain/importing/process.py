"""Hiring processes of a page: numbered stages, bullets, rounds, several audiences, and what is beside them.

Everything that stands in the sections ends in a process: as a stage, as a step that is no interview, or as a note.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.importing.areas import AreaNames
from app.domain.importing.blocks import Block, Heading
from app.domain.importing.found import Found
from app.domain.importing.keys import OwnKeys
from app.domain.importing.process_headings import Meaning, is_of_another_section, meaning_of
from app.domain.importing.process_walk import ProcessDraft, ProcessWalk
from app.domain.importing.report import Flag
from app.domain.importing.stages import stage_data


@dataclass(frozen=True, slots=True)
class Process:
    """One hiring process. `stages` have the keys of a family's stages; `steps` are no interviews; `notes` are texts."""

    audience: str | None
    stages: tuple[dict[str, Any], ...]
    steps: tuple[dict[str, Any], ...]
    notes: tuple[str, ...]
    line: int
    at: str

    def to_data(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "audience": self.audience,
            "stages": list(self.stages),
            "steps": list(self.steps),
            "notes": list(self.notes),
            "line": self.line,
            "at": self.at,
        }


def hiring_processes(blocks: Sequence[Block], areas: AreaNames) -> Found[tuple[Process, ...]]:
    """Read the hiring processes of a part of a page.

    Args:
        blocks: those about hiring in their order, with their headings, such as "Hiring Process" and "Stages".
        areas: the names of focus areas.

    Returns:
        one process for each audience; the page's own is the first. Tables, and what follows a heading that belongs to
        another part of the page, are left.
    """
    walk = ProcessWalk()
    for block in _own(blocks):
        walk.read(block)
    flags = list(walk.flags)
    processes = [_process(draft, areas, flags) for draft in walk.finished()]
    if len(processes) > 1:
        names = "; ".join(process.audience or "everybody" for process in processes)
        says = f"The page has {len(processes)} hiring processes ({names}). The first one is the family's."
        flags.append(Flag("several_processes", processes[1].line, "Hiring process", says))
    return Found(tuple(processes), tuple(walk.placed), tuple(walk.understood), tuple(flags))


def _process(draft: ProcessDraft, areas: AreaNames, flags: list[Flag]) -> Process:
    """What was gathered of a process as data; the guesses are added to the flags."""
    keys = OwnKeys()
    stages: list[dict[str, Any]] = []
    for stage in draft.stages:
        data, said = stage_data(stage, areas, audience=draft.audience, keys=keys)
        stages.append(data)
        flags += said
    return Process(draft.audience, tuple(stages), tuple(draft.steps), tuple(draft.notes), draft.line, draft.at)


def _own(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks up to the first heading of another part of the page, and of the title that it may stand below."""
    for index, block in enumerate(blocks):
        if not isinstance(block, Heading) or not is_of_another_section(block.text):
            continue
        end = index
        for back in range(index - 1, 0, -1):
            above = blocks[back]
            if isinstance(above, Heading):
                if above.depth < block.depth and meaning_of(above.text) is Meaning.OTHER:
                    end = back
                break
        return blocks[:end]
    return blocks
