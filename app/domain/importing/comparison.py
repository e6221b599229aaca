"""A page as it was read beside the content that ships: every count, name, grade, edge and state, and no texts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.family import JobFamily
from app.domain.importing.report import Imported
from app.domain.ladder import Ladder


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing as the page has it and as the shipped content has it, both in words."""

    what: str
    page: str
    shipped: str

    @property
    def is_same(self) -> bool:
        """Whether both say the same."""
        return self.page == self.shipped


def compared(page: Imported, shipped: Ladder | JobFamily) -> tuple[Compared, ...]:
    """Everything that can be counted or named, page beside shipped content, and how many texts are left over."""
    if isinstance(shipped, Ladder):
        found = _pairs(_of_ladder(page.content), _of_ladder(shipped.model_dump(mode="json")))
    else:
        found = _pairs(_of_family(page.content), _of_family(_with_names(shipped)))
    left = [one for one in page.report.unplaced if not one.is_boilerplate]
    return (*found, Compared("lines without a place that are no boilerplate", str(len(left)), "0"))


def counterpart(
    page: Imported, ladders: Mapping[str, Ladder], families: Mapping[str, JobFamily]
) -> Ladder | JobFamily | None:
    """The shipped content that a page is the source of: the one with its key, else the one with its name."""
    shelf: Mapping[str, Ladder | JobFamily] = ladders if page.kind == "ladder" else families
    named = (one for one in shelf.values() if one.name.casefold() == str(page.content.get("name")).casefold())
    return shelf.get(str(page.content.get("key"))) or next(named, None)


def _pairs(page: Mapping[str, str], shipped: Mapping[str, str]) -> tuple[Compared, ...]:
    return tuple(
        Compared(what, page.get(what, "nothing"), shipped.get(what, "nothing")) for what in {**shipped, **page}
    )


def _with_names(family: JobFamily) -> dict[str, Any]:
    """The family as plain data in which a title extends its parent by name, as in a draft."""
    names = {title.key: title.name for title in family.titles}
    content: dict[str, Any] = family.model_dump(mode="json")
    for title in content["titles"]:
        title["extends"] = names.get(title["extends"])
    return content


def _of_ladder(content: Mapping[str, Any]) -> dict[str, str]:
    found = {"name": _said(content["name"]), "version": _said(content["version"])}
    found["levels"] = ", ".join(level["code"] for level in content["levels"])
    for level in content["levels"]:
        found[f"{level['code']}, name"] = level["name"]
        found[f"{level['code']}, in use"] = _said(level["in_use"])
    found["rows"] = ", ".join(row["name"] for row in content["rows"])
    for row in content["rows"]:
        for code, cell in row["cells"].items():
            mark = f", footnote {cell['footnote']}" if cell.get("footnote") else ""
            found[f"{row['name']}, {code}"] = cell["state"].replace("_", " ") + mark
    return {**found, **dict(_figures(content))}


def _figures(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for quota in content["quotas"]:
        figures = (quota["amount"], quota["currency"], quota["new_logos"], f"{quota['renewal_percent']} %")
        yield f"quota of {quota['level']}", " / ".join(map(str, figures))
    for territory in content["territories"]:
        yield f"territory of {territory['level']}, rank", str(territory["accounts_rank"])
        for one in territory["accounts"]:
            edges = f"{_said(one.get('employees_from'))} to {_said(one.get('employees_to'))}"
            yield f"territory of {territory['level']}, {one['profile']}", f"{one['share']}, {edges}"
    rule = content["promotion"]
    if rule:
        names = ("combined_years", "combined_above_percent", "full_year_at_least_percent", "review_mark")
        yield "promotion", f"{', '.join(rule['levels'])}: {' / '.join(str(rule[name]) for name in names)}"


def _of_family(content: Mapping[str, Any]) -> dict[str, str]:
    found = {"name": _said(content["name"]), "titles": str(len(content["titles"]))}
    for title in content["titles"]:
        name = title["name"]
        found[f"{name}, grade"] = _said(title["grade"])
        found[f"{name}, extends"] = _said(title["extends"])
        found[f"{name}, responsibilities"] = str(len(title["responsibilities"]))
        found[f"{name}, requirements"] = str(len(title["requirements"]))
        found[f"{name}, reports to"] = ", ".join(title.get("reports_to") or ()) or "nothing"
        found[f"{name}, confidence statement"] = _said(title["states_confidence_gap"])
    found["titles in order"] = ", ".join(title["name"] for title in content["titles"])
    found["lists of the whole family"] = str(_items(content, "responsibilities") + _items(content, "requirements"))
    found |= dict(_stages(content["stages"]))
    for name, one in (("specialties", "specialty"), ("locations", "location")):
        found[name] = ", ".join(each["name"] for each in content[name])
        for each in content[name]:
            found[f"{one} {each['name']}, requirements"] = str(len(each["requirements"]))
    found["indicators"] = str(_items(content, "indicators"))
    found["leads to"] = _said((content.get("next_step") or {}).get("family"))
    return found


def _stages(stages: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    yield "stages", ", ".join(stage["name"] for stage in stages)
    for number, stage in enumerate(stages, start=1):
        yield f"stage {number}, name", stage["name"]
        yield f"stage {number}, role", stage["role"].replace("_", " ")
        yield f"stage {number}, interviewers", str(stage["interviewers"])
        yield f"stage {number}, focus areas", ", ".join(stage["focus_areas"])


def _items(content: Mapping[str, Any], name: str) -> int:
    return len(content.get(name) or ())


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "nothing" if value is None or value == "" else str(value)
