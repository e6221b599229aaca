"""What a reader finds on the invented pages: titles, grades, parents and counts, and what has no place in a family."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Expected:
    """The truth about one page. A title is (name, grade, the title it extends, responsibilities, requirements)."""

    titles: tuple[tuple[str, int | None, str | None, int, int], ...]
    wide: tuple[int, int] = (0, 0)
    specialties: tuple[tuple[str, int, int], ...] = ()
    stages: tuple[str, ...] = ()
    indicators: int = 0
    next_step: str | None = None
    unplaced: tuple[str, ...] = ()


PAGES = {
    "shared-lists": Expected(
        titles=(
            ("Junior Dough Engineer", None, None, 0, 0),
            ("Intermediate Dough Engineer", 6, None, 0, 0),
            ("Senior Dough Engineer", 7, "Intermediate Dough Engineer", 2, 0),
            ("Dough Engineering Manager", 8, None, 2, 3),
        ),
        wide=(2, 5),
        stages=("Screening call", "Interview with the Director of Dough"),
        indicators=2,
        unplaced=(
            "Long Experience",
            "The work is fast, so we look for people who have kneaded before.",
            "Favourite flour",
            "Some of us prefer rye.",
        ),
    ),
    "sections-above": Expected(
        titles=(
            ("Crust Analyst Intern", None, None, 2, 2),
            ("Junior Crust Analyst", 5, None, 0, 1),
            ("Crust Analyst (Intermediate)", 6, "Junior Crust Analyst", 2, 1),
            ("Staff Crust Analyst", 8, "Crust Analyst (Intermediate)", 1, 0),
        ),
        wide=(2, 2),
        specialties=(("Rye", 2, 0), ("Wheat", 0, 0), ("Analyst", 1, 0), ("Web Analyst", 0, 2)),
    ),
    "you-sections": Expected(
        titles=(
            ("Oven Supporter", 6, None, 2, 3),
            ("Senior Oven Supporter", 7, None, 2, 0),
            ("Staff Oven Supporter", 8, None, 1, 0),
        ),
        specialties=(("Night Oven Supporter", 0, 1),),
        stages=("Screening call", "Technical interview"),
        indicators=1,
        unplaced=(
            "Projects you might work on:",
            "Current and past supporters have:",
            "painted an oven",
            "… done even more!",
        ),
    ),
    "one-role": Expected(
        titles=(("Small Shop Seller", 6, None, 2, 3),),
        stages=("Phone screen", "Conversation with hiring manager"),
        next_step="Large Shop Seller",
        unplaced=(
            "Shop Operations",
            "Opening the shop:",
            "Open the shop like this:",
            "Turn the key",
            "Enter",
            "Prices",
            "Talk:",
            "Here is some help:",
            "Price list",
        ),
    ),
    "manager-below-specialties": Expected(
        titles=(
            ("Bread Writer", 5, None, 2, 2),
            ("Senior Bread Writer", 7, "Bread Writer", 1, 1),
            ("Manager, Bread Writing", 8, None, 2, 1),
        ),
        specialties=(("Email", 2, 0), ("Brand", 1, 2)),
        stages=(
            "Screening call",
            "First interview with the Hiring Manager",
            "Interview with Team Members",
            "Final executive interview",
        ),
        next_step="Senior Manager, Words",
    ),
    "siblings": Expected(
        titles=(
            ("Rest Keeping Specialist", 5, None, 2, 1),
            ("Senior Rest Keeping Partner", 7, None, 1, 3),
            ("Rest Keeping Manager", 8, None, 1, 1),
        ),
        indicators=2,
        next_step="Rest Keeping Manager",
    ),
    "titles-without-headings": Expected(
        titles=(
            ("Director, Catering Services", 10, None, 2, 1),
            ("Senior Director, Catering Services", 11, None, 0, 1),
            ("Vice President of Catering Services (CS)", 12, "Senior Director, Catering Services", 1, 1),
        ),
        indicators=1,
        next_step="VP, Food",
    ),
    "levels-beside": Expected(
        titles=(
            ("Wage Specialist", 5, None, 1, 0),
            ("Wage Analyst, Inland", 6, "Wage Specialist", 1, 1),
            ("Manager, Wages", 8, "Wage Analyst, Inland", 1, 1),
            ("Senior Manager, World Wages", 9, "Manager, Wages", 1, 0),
        ),
        wide=(1, 1),
        specialties=(("Inland Wages", 1, 1), ("Overseas Wages (A, B, C)", 1, 1)),
        stages=("Screening call", "Interview with the Hiring Manager"),
    ),
    "heading-repeated": Expected(
        titles=(
            ("Table Server", 6, None, 1, 0),
            ("Manager, Table Server", 8, None, 1, 1),
            ("Head, Table Serving", 9, None, 2, 1),
        ),
    ),
    "career-levels": Expected(
        titles=(("Intermediate Menu Manager", 7, None, 0, 0), ("Senior Menu Manager", 8, None, 3, 0)),
        wide=(0, 2),
        specialties=(("Soups", 0, 1),),
        indicators=1,
        unplaced=(
            "Moving to and moving from",
            "The ways are varied.",
            "Moving to menus",
            "Cooking: Cooks know how plates come about. They are part of all product and want more.",
        ),
    ),
    "groups-of-titles": Expected(
        titles=(
            ("Benefits Keeper", 5, None, 1, 0),
            ("Senior Benefits Keeper", 7, None, 0, 0),
            ("Senior Benefits Manager", 7, None, 4, 0),
            ("Compensation Partner", 8, None, 1, 1),
            ("Director, Total Breads", 10, None, 1, 0),
        ),
        wide=(0, 3),
        stages=("Screening call", "Interview with the Hiring Manager"),
    ),
    "bare-levels": Expected(
        titles=(
            ("Taste Researcher (Intermediate)", 6, None, 2, 0),
            ("Senior Taste Researcher", 7, "Taste Researcher (Intermediate)", 2, 0),
        ),
        wide=(2, 4),
        next_step="Head of Taste",
    ),
    "other-words-for-lists": Expected(
        titles=(("VP, Flour Planning and Analysis", 12, None, 2, 2),),
        stages=("Screening call", "Interview with the CFO"),
        indicators=1,
        next_step="EVP",
    ),
    "same-heading-twice": Expected(
        titles=(
            ("Field Baking Manager", 6, None, 2, 1),
            ("Senior Field Baking Manager", 7, "Field Baking Manager", 1, 2),
        ),
        wide=(1, 2),
        stages=("Screening call",),
        indicators=1,
        next_step="Director of Fields",
    ),
    "html-page": Expected(
        titles=(("Tea Maker", 5, None, 2, 2), ("Senior Tea Maker", 6, "Tea Maker", 1, 0)),
    ),
    "out-of-depth": Expected(
        titles=(
            ("Corporate Bread Speaker", 6, None, 2, 1),
            ("Senior Corporate Bread Speaker", 7, None, 1, 2),
            ("Staff Corporate Bread Speaker", 8, "Senior Corporate Bread Speaker", 1, 2),
            ("Director, Bread Speaking", 10, None, 0, 1),
            ("Head of Bread Speaking", 11, None, 1, 0),
        ),
        specialties=(("Radio", 1, 0), ("Press", 0, 0)),
    ),
    "matrices": Expected(
        titles=(
            ("Junior Alliance Developer", 8, None, 0, 0),
            ("Alliance Developer", 8, None, 1, 1),
            ("Alliance Partner Manager", 6, "thet Junior Bread Partner Manager", 1, 0),
        ),
    ),
    "areas-of-work": Expected(
        titles=(
            ("Oven Reliability Engineer", 6, None, 5, 0),
            ("Senior Oven Reliability Engineer", 7, "Oven Reliability Engineer", 2, 0),
        ),
        wide=(2, 1),
        specialties=(("Delivery", 0, 0),),
        unplaced=(
            "Projects you could work on:",
            "A new oven",
            "Areas of expertise for leveling",
            "Technical",
            "Heat",
            "Execution",
            "Plans",
        ),
    ),
    "bold-headings": Expected(
        titles=(("Bread Success Manager", None, None, 2, 2),),
        stages=("Screen", "Panel"),
    ),
    "named-like-a-ladder": Expected(
        titles=(("Miller I", None, None, 1, 1), ("Senior Miller", None, "Miller I", 1, 0)),
    ),
    "grades-by-group": Expected(
        titles=(
            ("Bread Coordinator", 5, None, 1, 0),
            ("Senior Bread Analyst", 7, None, 1, 0),
            ("Bread Partner", 7, None, 1, 0),
            ("Bread Manager", 8, None, 1, 0),
        ),
        wide=(0, 2),
    ),
    "own-names": Expected(
        titles=(
            ("Oven Care Associate", 5, None, 2, 1),
            ("Oven Care Manager", 6, "Oven Care Associate", 1, 1),
        ),
        stages=("Screening call", "Interview with Head of Ovens"),
    ),
}
