"""Every code of the linter, by theme. The documentation is compared with it."""

from collections.abc import Mapping

from app.domain.lint.catalogue_codes import CATALOGUE_CODES, CROSSWALK_CODES, TEXT_CODES
from app.domain.lint.code import Code
from app.domain.lint.family_codes import FAMILY_CODES
from app.domain.lint.ladder_codes import LADDER_CODES

THEMES: Mapping[str, Mapping[str, Code]] = {
    "Ladder": LADDER_CODES,
    "Job family and plan": FAMILY_CODES,
    "Catalogue and scale": CATALOGUE_CODES,
    "Crosswalk": CROSSWALK_CODES,
    "Texts": TEXT_CODES,
}
CODES: Mapping[str, Code] = {key: code for theme in THEMES.values() for key, code in theme.items()}
