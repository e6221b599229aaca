"""Codes of what the linter finds in a ladder."""

from collections.abc import Mapping

from app.domain.lint.code import Code

LADDER_CODES: Mapping[str, Code] = {
    "band-gap": Code(
        "Some account sizes belong to no band of a level, or to no level.",
        "Let the upper band begin where the lower one ends.",
    ),
    "band-overlap": Code(
        "Some account sizes belong to two bands of a level.",
        "Let the upper band begin where the lower one ends.",
    ),
    "band-edges-differ": Code(
        "One band begins or ends at different sizes in different levels.",
        "Give the band the same edges everywhere, or two names.",
    ),
    "band-open": Code(
        "A band has no upper edge, and a larger one lies above it.",
        "Write where the band ends.",
    ),
    "band-reversed": Code(
        "A band ends before it begins.",
        "Swap the two numbers of employees.",
    ),
    "footnote-missing": Code(
        "A cell has a footnote mark, and the footnote is not there.",
        "Find the footnote, or take the mark out.",
    ),
    "rule-weaker": Code(
        "The rule of a level leaves out something that the level below asks for.",
        "Add the clause, so that a higher level never asks less.",
    ),
    "rule-weaker-as-written": Code(
        "Without its clauses of house judgement, the rule of a level would ask less than the one below.",
        "Settle it with whoever owns the document; the clause of house judgement holds until then.",
    ),
    "rule-same": Code(
        "Two neighbouring levels ask the same, so that no evidence tells them apart.",
        "Add a clause over scope signals, or over areas with another bar.",
    ),
    "rule-empty": Code(
        "The rule of a level in use has no clause.",
        "Write what the level asks for, or mark it as not in use.",
    ),
    "rule-repeats": Code(
        "One clause of a rule holds another one of the same rule.",
        "Remove the weaker of the two.",
    ),
    "rule-without-signals": Code(
        "A rule has a clause over scope signals, and no signal counts.",
        "Let a signal count, or remove the clause.",
    ),
    "level-names-collide": Code(
        "Two levels of a ladder bear one name.",
        "Rename one of them.",
    ),
    "level-codes-disorder": Code(
        "A level stands below another one whose code has a lower number.",
        "List the levels from lowest to highest, or correct the code.",
    ),
    "level-names-disorder": Code(
        "A senior level stands below the plain one of the same name.",
        "List the levels from lowest to highest, or correct the name.",
    ),
    "level-code-elsewhere": Code(
        "A cell of one level speaks of another level by its code.",
        "Check that the other level is meant; describe the work instead where it is not.",
    ),
    "level-unused-named": Code(
        "What is said of a level in use has the name of a level that is not.",
        "Use the name of the level itself, or the size of account that is meant.",
    ),
    "level-left-out": Code(
        "A level in use has no quota target or no territory, and others have one.",
        "Add it, or remove those of the others.",
    ),
    "cell-missing": Code(
        "A row says nothing of a level.",
        "Write the cell, or mark it as not applicable.",
    ),
    "cell-repeats": Code(
        "A row that a rule rests on says the same of two levels.",
        "Write what tells the two levels apart.",
    ),
    "statement-missing": Code(
        "A scope signal counts and has no statement for a level in use.",
        "Write one, or let a neighbouring statement stand for the level, too.",
    ),
    "statements-alike": Code(
        "Two statements of a scope signal have nearly the same words.",
        "Word them by what an interviewer would hear differently.",
    ),
    "quota-falls": Code(
        "A target is lower at a higher level.",
        "Compare the figure with the document.",
    ),
    "quota-currencies": Code(
        "Quota targets of one ladder are in several currencies.",
        "State them in one.",
    ),
    "territory-ranks": Code(
        "The order of levels by number of accounts goes up and down, or two have one rank.",
        "Number them from the level with the most accounts.",
    ),
    "promotion-levels": Code(
        "Promotion is stated for other levels than those in use.",
        "List the levels in use.",
    ),
    "promotion-figures": Code(
        "One good year asks for less than the combined years, so that the latter never matter.",
        "Compare both figures with the document.",
    ),
}
