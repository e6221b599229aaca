"""Publishing a file of ladder data by a command, and everything that is published as files again."""

from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError

from app.database import transaction
from app.domain.catalogue import check_note
from app.domain.competency import GROUP_NAMES, Competency, CompetencyFile, CompetencySet, QuestionFile
from app.domain.deck import DeckFile
from app.domain.errors import BadData, Conflict, NotReady
from app.domain.shapes import Shape
from app.queries import ladders as queries
from app.services.ladders.publishing_drafts import Published, publish_part

FROM_A_FILE = "Published from a file."


def publish_file(shape: Shape, *, note: str = FROM_A_FILE) -> Published:
    """Publish what one file holds as the next version. A focus area or its questions make a version of the catalogue.

    Args:
        shape: as `ladder_files.read_file` reads it.
        note: what changed and why.

    Raises:
        BadData: if it does not fit what is published, was published before, or is nothing that has versions.
        NotReady: if what it belongs to is not published yet.
        Conflict: if somebody publishes a version of the same at this moment.
    """
    kept = check_note(note)
    if isinstance(shape, DeckFile):
        told = "run `flask --app wsgi reports publish-decks`"
        raise BadData(f"Decks come with the product. Put the file beside the others and {told}.")
    try:
        with transaction() as session:
            return publish_part(session, None, _with_its_catalogue(shape), note=kept)
    except IntegrityError as error:
        raise Conflict("Somebody else has published a version of the same at this moment. Try again.") from error


def _with_its_catalogue(shape: Shape) -> Shape:
    """The catalogue with this area or these questions in it; anything else as it is."""
    if not isinstance(shape, CompetencyFile | QuestionFile):
        return shape
    found = queries.newest_shape("competencies", "competencies")
    if found is None or not isinstance(found[1], CompetencySet):
        raise NotReady("There is no catalogue yet. Load the ladder data that comes with the product first.")
    return _replaced(found[1], shape)


def _replaced(catalogue: CompetencySet, file: CompetencyFile | QuestionFile) -> CompetencySet:
    areas = list(catalogue.competencies)
    key = file.key if isinstance(file, CompetencyFile) else file.competency
    place = next((index for index, area in enumerate(areas) if area.key == key), None)
    if isinstance(file, QuestionFile):
        if place is None:
            raise BadData(f"The catalogue has no focus area {key!r}. Publish the area first.")
        areas[place] = areas[place].model_copy(update={"questions": file.questions})
    else:
        questions = areas[place].questions if place is not None else ()
        made = Competency.model_validate(file.model_dump() | {"questions": questions})
        areas = [area for area in areas if area.key != key] + [made]
    return CompetencySet(key=catalogue.key, competencies=_in_order(areas))


def _in_order(areas: Sequence[Competency]) -> tuple[Competency, ...]:
    """The areas as a directory of files is read: by group, then by name."""
    groups = list(GROUP_NAMES)
    return tuple(sorted(areas, key=lambda area: (groups.index(area.group), area.name)))
