"""Codes of what the linter finds in the catalogue, in a scale, in a crosswalk, and in texts of any part."""

from collections.abc import Mapping

from app.domain.lint.code import Code

CATALOGUE_CODES: Mapping[str, Code] = {
    "area-unplanned": Code(
        "No stage of any job family looks at an area.",
        "Add it to a stage, or remove it.",
    ),
    "area-names-collide": Code(
        "Two focus areas bear one name.",
        "Rename one of them.",
    ),
    "questions-too-few": Code(
        "A rated area has fewer than two questions.",
        "Write another one, so that not everybody is asked the same.",
    ),
    "question-repeated": Code(
        "One question stands in the catalogue twice.",
        "Remove one of the two.",
    ),
    "anchors-misfit": Code(
        "An area has not one anchor for each point of the scale.",
        "Write the missing ones, best first.",
    ),
    "anchors-alike": Code(
        "Two neighbouring points of an area have nearly the same words.",
        "Describe a different behaviour for each.",
    ),
    "alias-dead": Code(
        "An alias differs from a name of its own area by capitals at most.",
        "Remove it.",
    ),
    "alias-of-another": Code(
        "A name leads to two areas.",
        "Leave it with one of them.",
    ),
    "boundary-unprobed": Code(
        "No question helps to tell two neighbouring levels apart.",
        "Mark a question with the two levels, or write one.",
    ),
    "boundary-unknown": Code(
        "A question is meant for two levels that are no neighbours in use.",
        "Choose two neighbouring levels, or none.",
    ),
    "points-alike": Code(
        "Two points of the scale bear one name.",
        "Rename one of them.",
    ),
    "marks-same": Code(
        "Two bars of the scale lie at the same point.",
        "Move one of them, or keep one.",
    ),
}

CROSSWALK_CODES: Mapping[str, Code] = {
    "crosswalk-astray": Code(
        "The crosswalk connects another ladder or family.",
        "Choose the crosswalk of these two.",
    ),
    "crosswalk-dangling": Code(
        "The crosswalk names a title that is not there, or a level that is not in use.",
        "Remove the line, or choose another title or level.",
    ),
    "crosswalk-disorder": Code(
        "A title that stands above another is mapped to a lower level.",
        "Swap the two levels.",
    ),
    "crosswalk-shared": Code(
        "Two titles of one track are mapped to one level.",
        "Map each to a level of its own, or leave one out.",
    ),
    "crosswalk-title-left-out": Code(
        "A title is mapped to no level.",
        "Map it to the level that it lies nearest to.",
    ),
    "crosswalk-level-left-out": Code(
        "No title is mapped to a level in use.",
        "Map one to it, or accept that the level has no title.",
    ),
}

TEXT_CODES: Mapping[str, Code] = {
    "oddity": Code(
        "The document has something peculiar, which the data keeps as it is.",
        "Settle it with whoever owns the document; nothing is repaired here.",
    ),
    "text-unfinished": Code(
        "A text holds a word that marks unfinished writing.",
        "Finish the text.",
    ),
    "text-markup": Code(
        "A text holds markup of the page that it came from.",
        "Take the markup out.",
    ),
    "text-mark": Code(
        "A text has a footnote mark, and no footnote goes with it.",
        "Write the note into the text, or take the mark out.",
    ),
}
