"""Plans of any size whose areas have questions, and anything that may have been assessed on them."""

from dataclasses import replace
from functools import cache
from itertools import pairwise

from hypothesis import strategies as st

from app.domain.asking import Asking, Assessed, asking_for
from app.domain.competency import Question
from app.domain.playbook import Playbook
from tests.domain import any_plan
from tests.domain.any_plan import Size
from tests.domain.nursing import nursing_playbook
from tests.domain.shipped import playbook

SIZES = (
    Size(),
    Size(levels=7, stages=4, areas=9, signals=("each", "skipping", "shared", "crossed")),
    Size(levels=3, stages=1, areas=2, signals=("single",)),
    Size(stages=6, panel=2, areas=14, signals=()),
)


@cache
def plan_of(number: int) -> Playbook:
    """The shipped plan, the ward's, and invented ones whose questions aim at every boundary and at none."""
    if number == 0:
        return playbook()
    if number == 1:
        return with_questions(nursing_playbook())
    return with_questions(any_plan.playbook_of(SIZES[number - 2]))


PLANS = len(SIZES) + 2


def with_questions(plain: Playbook, *, untagged: int = 1) -> Playbook:
    """The same playbook with questions in each area: one for every boundary, lowest first, then those without."""
    codes = [level.code for level in plain.ladder.levels]
    boundaries = [f"{one}|{two}" for one, two in pairwise(codes)]
    competencies = []
    for item in plain.competencies.competencies:
        slug = item.key.replace("_", "-")
        questions = tuple(
            Question(
                key=f"{slug}-{number}", text=f"Tell me of {slug}, {number}.", strong="Much.", weak="Little."
            ).model_copy(update={"boundary": boundary})
            for number, boundary in enumerate([*boundaries, *[None] * untagged])
        )
        competencies.append(item.model_copy(update={"questions": questions}))
    changed = plain.competencies.model_copy(update={"competencies": tuple(competencies)})
    return replace(plain, competencies=changed)


def _lasting(plan: Playbook, minutes: int | None) -> Playbook:
    """The same plan with stages of this length."""
    stages = [stage.model_copy(update={"minutes": minutes or stage.minutes}) for stage in plan.family.stages]
    return replace(plan, family=plan.family.model_copy(update={"stages": tuple(stages)}))


@st.composite
def situations(draw: st.DrawFn) -> tuple[Playbook, str, tuple[str, str], Assessed, dict[str, str]]:
    """A plan, one of its stages, a range of levels, and what may have been assessed and asked before."""
    plan = _lasting(plan_of(draw(st.integers(0, PLANS - 1))), draw(st.sampled_from([None, 5, 10, 15, 45, 240])))
    codes = [level.code for level in plan.ladder.levels_in_use()]
    low, high = sorted(draw(st.tuples(st.sampled_from(codes), st.sampled_from(codes))), key=codes.index)
    counts = st.integers(0, 4)
    areas = draw(st.dictionaries(st.sampled_from(plan.planned_areas()), counts))
    keys = [signal.key for signal in plan.ladder.signals]
    signals = draw(st.dictionaries(st.sampled_from(keys), counts)) if keys else {}
    questions = [question.key for item in plan.competencies.competencies for question in item.questions]
    asked = draw(st.dictionaries(st.sampled_from(questions), st.just("First Talk")))
    stage = draw(st.sampled_from([stage.key for stage in plan.family.stages]))
    return plan, stage, (low, high), Assessed(areas, signals), asked


def ask(
    stage: str,
    *,
    areas: dict[str, int] | None = None,
    signals: dict[str, int] | None = None,
    levels: tuple[str, str] = ("P4", "P5"),
    asked: dict[str, str] | None = None,
    plan: Playbook | None = None,
) -> Asking:
    """What to ask at a stage, by default of the shipped plan for P4 to P5."""
    assessed = Assessed(areas or {}, signals or {})
    return asking_for(plan or playbook(), stage, levels=levels, assessed=assessed, asked=asked or {})
