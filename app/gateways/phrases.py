"""The phrases that growth letters are put together from: read from their file once, and checked against the rest."""

from functools import lru_cache

from app.domain.errors import BadData
from app.domain.growth_letter import PhraseFile
from app.gateways.ladder_files import read_file, shipped_directory


@lru_cache(maxsize=1)
def shipped_phrases() -> PhraseFile:
    """The phrases that come with the product.

    Raises:
        LadderFileError: with everything that is wrong in the file.
        BadData: if the file holds something else.
    """
    found = read_file(shipped_directory() / "phrases" / "growth-letter.yaml")
    if not isinstance(found, PhraseFile):
        raise BadData("The file of phrases holds something else.")
    return found
