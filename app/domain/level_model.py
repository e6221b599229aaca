"""The level model: what the estimate assumes about people and ratings, where it draws the line, when it warns."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from app.domain.misfits import Misfits
from app.domain.rule import Minimum
from app.domain.shapes import Basis, Key, Shape, Text

Spread = Annotated[float, Field(ge=0, le=10)]
Positive = Annotated[float, Field(gt=0, le=10)]
Noise = Annotated[float, Field(ge=0.001, le=10)]
Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0, le=1000)]


class StatedFor(Shape):
    """The size of the scale and of the ladder that the figures are stated for; for others they are stretched."""

    points: Annotated[int, Field(ge=2, le=20)]
    levels: Annotated[int, Field(ge=2, le=20)]


class Merit(Shape):
    """True focus areas in points of the scale, the worst point being 1 and the best the highest number."""

    mean: float
    between_candidates: Positive
    between_areas: Positive


class Scope(Shape):
    """True scope signals in levels, the ladder's lowest being 1. `with_merit` is their correlation with merit."""

    mean: float
    between_candidates: Positive
    between_signals: Positive
    with_merit: Annotated[float, Field(gt=-1, lt=1)]


class Raters(Shape):
    """How ratings stray from the truth; standard deviations in points, on signals in levels.

    severity: how strict interviewers are. halo: what one card as a whole is too high or low. pull: the share of a
    candidate's own ups and downs that a card hides. form: the day that all interviewers of a stage saw. noise: one
    rating. `on_signals`: how much of severity, halo and form also moves the choice of a statement.
    """

    severity: Spread
    halo: Spread
    pull: Share
    form: Spread
    noise: Noise
    signal_noise: Noise
    on_signals: Share


class PanelBound(Shape):
    """How far a panel is trusted, so that no careless member of it carries the level away.

    What it says of one thing is pulled to within `reach` points or levels of the median, given `needs` of them.
    `doubt` is a standard deviation: weights are chosen as if the panel as a whole could be that far off.
    """

    reach: Positive
    doubt: Spread
    needs: Annotated[int, Field(ge=3, le=20)]


class Needs(Shape):
    """What has to be assessed before a level is named, whatever the answers are."""

    ratings: Count
    stages: Count
    signals: Count

    def minimum(self) -> Minimum:
        """The same for the rule."""
        return Minimum(ratings=self.ratings, stages=self.stages, signals=self.signals)


class Thresholds(Shape):
    """When the decision page warns.

    top_probability: below it there is no clear level. one_person: share of the weight that rests on one interviewer.
    within_one: share of pairs of ratings of one area that lie at most one point apart. spread: points between two
    ratings of one area. same_rating: share of a card's areas with one and the same rating; halo_ratio: its spread
    against that of its peers. offset and offset_error: a large severity that is known well enough. calibration_days
    and calibration_interviews: when a calibration is too old, or rests on too little, to be trusted.
    """

    top_probability: Share
    one_person: Share
    within_one: Share
    spread: Annotated[int, Field(ge=1, le=20)]
    same_rating: Share
    halo_ratio: Positive
    offset: Positive
    offset_error: Positive
    calibration_days: Count
    calibration_interviews: Count


class LevelModel(Shape):
    """Everything that the estimate is told beforehand. `tau`: a level counts as reached from this probability on."""

    kind: Literal["model"] = "model"
    key: Key
    name: Text
    version: Text
    basis: Basis
    note: Text
    stated_for: StatedFor
    merit: Merit
    scope: Scope
    raters: Raters
    panel: PanelBound
    needs: Needs
    warnings: Thresholds
    tau: Annotated[float, Field(gt=0, lt=1)]
    draws: Annotated[int, Field(ge=64, le=8192)]
    uses_offsets: bool

    @model_validator(mode="after")
    def _means_lie_on_their_scales(self) -> Self:
        misfits = Misfits("model")
        for name, mean, top in (
            ("merit", self.merit.mean, self.stated_for.points),
            ("scope", self.scope.mean, self.stated_for.levels),
        ):
            if not 1 <= mean <= top:
                misfits.add((name, "mean"), f"the mean {mean} lies outside 1 to {top}")
        misfits.raise_any()
        return self
