"""Codes of what the linter finds in a job family and in its plan."""

from collections.abc import Mapping

from app.domain.lint.code import Code

FAMILY_CODES: Mapping[str, Code] = {
    "confidence-missing": Code(
        "The document leaves the confidence statement out at a title.",
        "Ask for it to be added there; public pages show it with every title all the same.",
    ),
    "title-empty": Code(
        "A title adds nothing to what it extends.",
        "Write what it adds, or remove it.",
    ),
    "title-names-collide": Code(
        "Two titles of a family bear one name.",
        "Rename one of them.",
    ),
    "title-apart": Code(
        "A title of a track is linked to no other title of it.",
        "Say which title it extends, or give it a track of its own.",
    ),
    "title-below-junior": Code(
        "A title extends one whose name is the more senior.",
        "Swap the two.",
    ),
    "title-code-disagrees": Code(
        "A title has the code of one level in its name and is mapped to another.",
        "Correct the name or the crosswalk.",
    ),
    "parent-off-track": Code(
        "A title extends a title of another track.",
        "Put both on one track, or repeat what is shared.",
    ),
    "parent-unresolved": Code(
        "An item says only what its title extends.",
        "Enter that title as the one it extends, and remove the item.",
    ),
    "grade-falls": Code(
        "A title has a lower grade than the one it extends.",
        "Compare the grade with the document.",
    ),
    "grade-missing": Code(
        "A title has no grade while others have one.",
        "Enter the grade, or leave it out everywhere.",
    ),
    "track-empty": Code(
        "No title is on a track.",
        "Remove the track, or put a title on it.",
    ),
    "next-step-missing": Code(
        "Nothing says where the family leads.",
        "Enter the next step: candidates and staff ask for it.",
    ),
    "name-collides-level": Code(
        "A title bears the name of a level of the ladder.",
        "Say the level by its code wherever both can be meant.",
    ),
    "name-collides-family": Code(
        "Two families, or titles of two families, bear one name.",
        "Rename one of them.",
    ),
    "need-empty": Code(
        "A specialty or a location adds no requirement.",
        "Write what it adds, or remove it.",
    ),
    "item-repeated": Code(
        "One sentence stands under two keys, so that it counts twice.",
        "Give it one key everywhere.",
    ),
    "items-alike": Code(
        "Two items that hold for one title have nearly the same words.",
        "Keep one, or word them by what differs.",
    ),
    "responsibility-without-area": Code(
        "No focus area looks at a responsibility.",
        "Name the areas that would show it.",
    ),
    "responsibility-unseen": Code(
        "A responsibility leads to areas that no stage looks at.",
        "Add one of the areas to a stage.",
    ),
    "requirement-unassessed": Code(
        "A skill or value that has to be there shares no subject with anything that a stage looks at.",
        "Add an area that would show it, or ask for figures; until then it is only checked off.",
    ),
    "area-one-rater": Code(
        "One interviewer alone rates an area.",
        "Let a second stage look at it, or read its rating as one person's.",
    ),
    "area-undescribed": Code(
        "Stages rate an area that no responsibility leads to.",
        "Name the area beside a responsibility, or leave it out of the plan.",
    ),
    "area-unknown": Code(
        "A stage or a responsibility names an area that the catalogue does not have.",
        "Choose one of the catalogue, or add it there.",
    ),
    "signal-unasked": Code(
        "The ladder counts a scope signal that no stage asks for.",
        "Let a stage ask for it.",
    ),
    "signal-unknown": Code(
        "A stage asks for a scope signal that the ladder does not have.",
        "Choose one of the ladder.",
    ),
    "stage-without-area": Code(
        "A stage looks at no focus area.",
        "Give it one, or leave the stage out.",
    ),
    "stage-too-short": Code(
        "A stage has fewer than five minutes for each area and signal.",
        "Give it more time, or fewer areas.",
    ),
}
