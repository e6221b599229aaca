"""The job family: titles that extend each other, specialties, locations, stages, and what they ask together."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Literal, Self

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from app.domain.application_question import ApplicationQuestion
from app.domain.misfits import Misfits
from app.domain.requirement import EffectiveRequirement, EffectiveResponsibility, Requirement, Responsibility
from app.domain.shapes import Basis, Key, Shape, Slug, Source, Text, named


class Title(Shape):
    """One title of a track, with what it has of its own."""

    key: Key
    name: Text
    short: Text
    grade: int | None
    track: Key
    extends: Key | None = None
    reports_to: tuple[Text, ...] = ()
    states_confidence_gap: bool
    summary: Text
    responsibilities: tuple[Responsibility, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    at: Text


class Specialty(Shape):
    """A segment that adds requirements; `parent` is a specialty whose requirements it inherits."""

    key: Key
    name: Text
    parent: Key | None = None
    parent_basis: Basis = "house judgement"
    requirements: tuple[Requirement, ...]
    at: Text


class LocationNeed(Shape):
    """A location that adds requirements."""

    key: Key
    name: Text
    zone: Text
    requirements: tuple[Requirement, ...]
    at: Text


class Stage(Shape):
    """One step of the hiring process: who holds it, how many, what it looks at, which scope signals it asks.

    `planned_basis` says where the minutes and the signals come from; the rest is the document's.
    """

    key: Key
    name: Text
    role: Literal["recruiter", "hiring_manager", "interviewer", "senior_leader"]
    meets: Text
    interviewers: Annotated[int, Field(ge=1, le=20)]
    minutes: Annotated[int, Field(ge=5, le=480)]
    happens: Text
    focus_areas: tuple[Key, ...]
    signals: tuple[Key, ...] = ()
    planned_basis: Basis = "house judgement"
    at: Text


class Indicator(Shape):
    """How the role's success is measured later. Never an input of a level."""

    key: Key
    name: Text
    text: Text
    at: Text


class NextStep(Shape):
    """Where the family leads."""

    family: Text
    text: Text
    at: Text


class CompensationSheet(Shape):
    """What the organisation has to enter; None means not set."""

    base_share: float | None = None
    variable_share: float | None = None
    on_target_earnings: float | None = None
    currency: str | None = None
    ramp_months: int | None = None
    seasonality: tuple[float, ...] = ()
    terms: Text
    at: Text


class Track(Shape):
    """A line of titles that extend each other."""

    key: Key
    name: Text


class Oddity(Shape):
    """A peculiarity of the source that is kept and reported, never repaired."""

    kind: Literal["wrong_word", "spelling", "label", "link", "missing_list", "narrow"]
    at: Text
    as_written: Text
    note: Text


class JobFamily(Shape):
    """A job family: the single source of plan, kits, scorecards and public pages.

    Its own responsibilities and requirements hold for every title.
    """

    kind: Literal["family"] = "family"
    key: Key
    name: Text
    document: Slug
    basis: Basis
    tracks: tuple[Track, ...]
    titles: tuple[Title, ...]
    specialties: tuple[Specialty, ...] = ()
    locations: tuple[LocationNeed, ...] = ()
    stages: tuple[Stage, ...]
    confidence_statement: Text
    indicators: tuple[Indicator, ...] = ()
    next_step: NextStep | None = None
    compensation: CompensationSheet | None = None
    responsibilities: tuple[Responsibility, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    application_questions: tuple[ApplicationQuestion, ...] = ()
    source: Source
    oddities: tuple[Oddity, ...] = ()

    @model_serializer(mode="wrap")
    def _without_what_was_added_later(self, dump: SerializerFunctionWrapHandler) -> dict[str, object]:
        """A family without these is spelled as before there were any, so that its digest stays the same."""
        content: dict[str, object] = dump(self)
        for later in ("application_questions", "responsibilities", "requirements"):
            if not content[later]:
                del content[later]
        return content

    @model_validator(mode="after")
    def _every_name_is_known(self) -> Self:
        misfits = Misfits("family")
        for place, items, what in (
            ("tracks", self.tracks, "track"),
            ("titles", self.titles, "title"),
            ("specialties", self.specialties, "specialty"),
            ("locations", self.locations, "location"),
            ("stages", self.stages, "stage"),
            ("application_questions", self.application_questions, "question"),
        ):
            misfits.repeats((place,), items, what=what)
        self._check_titles(misfits)
        self._check_specialties(misfits)
        self._check_stages(misfits)
        self._check_repeated_items(misfits)
        misfits.raise_any()
        return self

    def _check_titles(self, misfits: Misfits) -> None:
        tracks = [track.key for track in self.tracks]
        above: list[str] = []
        for index, title in enumerate(self.titles):
            if title.track not in tracks:
                misfits.unknown(("titles", index, "track"), title.track, what="track", allowed=tracks)
            if title.extends is not None and title.extends not in above:
                misfits.unknown(("titles", index, "extends"), title.extends, what="title above this one", allowed=above)
            above.append(title.key)

    def _check_specialties(self, misfits: Misfits) -> None:
        above: list[str] = []
        for index, specialty in enumerate(self.specialties):
            if specialty.parent is not None and specialty.parent not in above:
                place = ("specialties", index, "parent")
                misfits.unknown(place, specialty.parent, what="specialty above this one", allowed=above)
            above.append(specialty.key)

    def _check_stages(self, misfits: Misfits) -> None:
        for number, stage in enumerate(self.stages):
            for field, listed in (("focus_areas", stage.focus_areas), ("signals", stage.signals)):
                for index, key in enumerate(listed):
                    if key in listed[:index]:
                        met = f"stage {stage.name} has {key!r} twice"
                        misfits.add(("stages", number, field, index), met, value=key)

    def _check_repeated_items(self, misfits: Misfits) -> None:
        """A key stands for one sentence: wherever it comes back, everything but its position must be the same."""
        first: dict[tuple[str, str], Responsibility | Requirement] = {}
        for place, items in self._item_lists():
            own: set[str] = set()
            for index, item in enumerate(items):
                earlier = first.setdefault((str(place[-1]), item.key), item)
                if item.key in own:
                    misfits.add((*place, index, "key"), f"{item.key!r} stands in this list twice", value=item.key)
                elif item.model_copy(update={"at": earlier.at}) != earlier:
                    met = f"{item.key!r} says something else at {earlier.at!r}; what repeats must be the same"
                    misfits.add((*place, index, "key"), met, value=item.key)
                own.add(item.key)

    def _item_lists(self) -> list[tuple[tuple[str | int, ...], Sequence[Responsibility | Requirement]]]:
        lists: list[tuple[tuple[str | int, ...], Sequence[Responsibility | Requirement]]] = []
        for index, title in enumerate(self.titles):
            lists.append((("titles", index, "responsibilities"), title.responsibilities))
            lists.append((("titles", index, "requirements"), title.requirements))
        lists += [(("responsibilities",), self.responsibilities), (("requirements",), self.requirements)]
        lists += [(("specialties", i, "requirements"), item.requirements) for i, item in enumerate(self.specialties)]
        lists += [(("locations", i, "requirements"), item.requirements) for i, item in enumerate(self.locations)]
        return lists

    def title(self, key: str) -> Title:
        """The title with this key.

        Raises:
            BadData: if the family has none.
        """
        return named(self.titles, key, "title", self.name)

    def stage(self, key: str) -> Stage:
        """The stage with this key.

        Raises:
            BadData: if the family has none.
        """
        return named(self.stages, key, "stage", self.name)

    def specialty(self, key: str) -> Specialty:
        """The specialty with this key.

        Raises:
            BadData: if the family has none.
        """
        return named(self.specialties, key, "specialty", self.name)

    def location(self, key: str) -> LocationNeed:
        """The location with this key.

        Raises:
            BadData: if the family has none.
        """
        return named(self.locations, key, "location", self.name)

    def lineage(self, key: str) -> tuple[Title, ...]:
        """The title and those it extends, nearest first."""
        title = self.title(key)
        return (title, *(self.lineage(title.extends) if title.extends else ()))

    def track_titles(self, track: str) -> tuple[Title, ...]:
        """Titles of one track, in the family's order."""
        return tuple(title for title in self.titles if title.track == track)

    def responsibilities_of(self, title: str) -> tuple[EffectiveResponsibility, ...]:
        """Own responsibilities first, then inherited ones, then the family's; what repeats word for word counts once.

        Raises:
            BadData: if the family has no such title.
        """
        found: dict[str, EffectiveResponsibility] = {}
        for ancestor in self.lineage(title):
            for item in ancestor.responsibilities:
                found.setdefault(item.key, EffectiveResponsibility(item, ancestor.name))
        for item in self.responsibilities:
            found.setdefault(item.key, EffectiveResponsibility(item, self.name))
        return tuple(found.values())

    def requirements_of(
        self, title: str, *, specialty: str | None = None, location: str | None = None
    ) -> tuple[EffectiveRequirement, ...]:
        """What an opening asks: of its title, of what that inherits, of the family, the specialty and the location.

        Args:
            title: key of the title.
            specialty: key of a specialty, or None.
            location: key of a location with needs of its own, or None.

        Returns:
            each requirement once, under the first origin it has in that order; a specialty's parents follow it.

        Raises:
            BadData: for an unknown key.

        Source: enterprise account executive family, "extends the role above"; repeats count once.
        """
        found: dict[str, EffectiveRequirement] = {}

        def collect(requirements: Iterable[Requirement], origin: str) -> None:
            for item in requirements:
                found.setdefault(item.key, EffectiveRequirement(item, origin))

        for ancestor in self.lineage(title):
            collect(ancestor.requirements, ancestor.name)
        collect(self.requirements, self.name)
        while specialty is not None:
            segment = self.specialty(specialty)
            collect(segment.requirements, segment.name)
            specialty = segment.parent
        if location is not None:
            place = self.location(location)
            collect(place.requirements, place.name)
        return tuple(found.values())

    def next_stage(self, key: str) -> Stage | None:
        """The stage after this one, or None after the last."""
        order = [stage.key for stage in self.stages]
        index = order.index(self.stage(key).key) + 1
        return self.stages[index] if index < len(order) else None
