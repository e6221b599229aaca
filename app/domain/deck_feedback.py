"""What somebody's points on a calibration deck come to beside the reference: agreement, direction, each snippet."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.domain.agreement import kappa_of
from app.domain.deck import Deck, Snippet
from app.domain.scale import Scale, ScalePoint, mean_of
from app.domain.wording import counted

UNDEFINED = (
    "Both sides gave one and the same point to every snippet, so agreement can't be told from chance. "
    "Read the snippets one by one."
)
ONE_POINT = "You gave one point to every snippet, so agreement is nought by definition, whatever the point."
# The cuts are those of Landis and Koch; calling them so is house judgement. Nobody passes or fails by them.
BANDS: tuple[tuple[float, str], ...] = (
    (0.8, "Very close to the reference"),
    (0.6, "Close to the reference"),
    (0.4, "Partly like the reference"),
    (0.2, "Little like the reference"),
    (0.0, "Hardly more like the reference than by chance"),
)
BELOW = "Less like the reference than by chance"
LEANS_FROM = Fraction(1, 4)
THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Line:
    """One snippet. `steps`: how many points stricter than the reference, negative when milder."""

    number: int
    area: str
    evidence: str
    yours: ScalePoint
    reference: ScalePoint
    your_anchor: str
    reference_anchor: str
    reason: str
    steps: int

    @property
    def words(self) -> str:
        """The difference in words."""
        if not self.steps:
            return "The same point"
        apart = counted(abs(self.steps), "point")
        return f"{apart[0].upper()}{apart[1:]} {'stricter' if self.steps > 0 else 'milder'} than the reference"


@dataclass(frozen=True, slots=True)
class Feedback:
    """A whole deck. `note` says what has to be known of the figure, if anything; `direction` which way one leans."""

    thousandths: int | None
    words: str
    note: str
    direction: str
    same: int
    within_one: int
    lines: tuple[Line, ...]

    @property
    def kappa(self) -> str:
        """The agreement as it is printed."""
        return printed(self.thousandths)


def feedback(deck: Deck, points: Mapping[str, int]) -> Feedback:
    """Lay one person's points beside the reference.

    Args:
        deck: the deck that was taken.
        points: snippet key to point, one for each snippet.

    Returns:
        agreement in thousandths, words for it, the mean difference as a sentence, and a line for each snippet in the
        deck's order.

    Raises:
        BadData: if a snippet has no point, or one that is not of the scale.
    """
    deck.check(points)
    lines = tuple(_line(deck, index, snippet, points) for index, snippet in enumerate(deck.snippets, start=1))
    thousandths = agreement(deck, points)
    note = UNDEFINED if thousandths is None else ONE_POINT if len(set(points.values())) == 1 else ""
    steps = [line.steps for line in lines]
    return Feedback(
        thousandths=thousandths,
        words=in_words(thousandths),
        note=note,
        direction=_direction(mean_of(steps)),
        same=steps.count(0),
        within_one=sum(abs(step) <= 1 for step in steps),
        lines=lines,
    )


def agreement(deck: Deck, points: Mapping[str, int]) -> int | None:
    """Weighted kappa with the reference in thousandths, None where it is not defined.

    Raises:
        BadData: if a snippet has no point, or one that is not of the scale.
    """
    deck.check(points)
    own = [points[snippet.key] for snippet in deck.snippets]
    found = kappa_of(own, [snippet.point for snippet in deck.snippets], scale=deck.scale)
    return None if found is None else round(found * THOUSAND)


def in_words(thousandths: int | None) -> str:
    """Words for an agreement; cut after the second decimal as it is printed, so that words and figure fit.

    Source: Landis and Koch, The Measurement of Observer Agreement for Categorical Data (1977), for the cuts alone.
    """
    if thousandths is None:
        return "Agreement is not defined here"
    kappa = float(printed(thousandths).replace("\N{MINUS SIGN}", "-"))
    return next((words for least, words in BANDS if kappa >= least), BELOW)


def printed(thousandths: int | None) -> str:
    """An agreement with two decimals, such as 0.78."""
    if thousandths is None:
        return "not defined"
    text = f"{abs(thousandths) / THOUSAND:.2f}"
    return f"\N{MINUS SIGN}{text}" if thousandths < 0 and text != "0.00" else text


def _line(deck: Deck, index: int, snippet: Snippet, points: Mapping[str, int]) -> Line:
    area, own = deck.area(snippet.area), points[snippet.key]
    anchors = {anchor.point: anchor.text for anchor in area.anchors}
    return Line(
        number=index,
        area=area.name,
        evidence=snippet.evidence,
        yours=deck.scale.point(own),
        reference=deck.scale.point(snippet.point),
        your_anchor=anchors[own],
        reference_anchor=anchors[snippet.point],
        reason=snippet.reason,
        steps=_steps(deck.scale, own, snippet.point),
    )


def _steps(scale: Scale, own: int, reference: int) -> int:
    mine, theirs = scale.places((own, reference))
    return mine - theirs


def _direction(mean: Fraction) -> str:
    if abs(mean) < LEANS_FROM:
        return "You lean neither way: stricter and milder points even out."
    side = "stricter" if mean > 0 else "milder"
    return f"On average you are {float(abs(mean)):.1f} points {side} than the reference."
