"""A file of our own format that was sent, read like one on the disk. Outside the feature grid: files of ladders."""

from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from app.domain.errors import BadData
from app.domain.shapes import Shape
from app.gateways.ladder_files import read_file
from app.gateways.ladder_findings import LadderFileError

SUFFIXES = (".yaml", ".yml")


def is_content_file(name: str) -> bool:
    """Whether a file says by its name that it is of our own format."""
    return PurePath(name).suffix.lower() in SUFFIXES


def sent_content(raw: bytes, *, name: str) -> Shape:
    """The content of a file that was sent.

    Raises:
        BadData: with everything that is wrong in it, by line and column.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sent.yaml"
        path.write_bytes(raw)
        try:
            return read_file(path)
        except LadderFileError as error:
            met = error.message.replace(str(path), PurePath(name).name)
            raise BadData(f"{met} Mend the file there and choose it again.") from error
