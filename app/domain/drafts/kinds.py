"""What the kinds of content are called, one of them and many."""

ONE: dict[str, str] = {
    "family": "job family",
    "ladder": "ladder",
    "competencies": "competency catalogue",
    "scale": "rating scale",
    "crosswalk": "crosswalk",
    "model": "level model",
}
MANY: dict[str, str] = {
    "family": "Job families",
    "ladder": "Ladders",
    "competencies": "Competencies",
    "scale": "Rating scales",
    "crosswalk": "Crosswalks",
    "model": "Level models",
}
# What can be taken out of use by itself; the rest follows the families and ladders that name it.
RETIRABLE = ("family", "ladder")
