"""A ladder under the pen: its levels, its rows cell by cell, and its rules as parts with slots, and edited."""

from collections.abc import Mapping
from typing import Any

from app.domain.drafts.ladder_rules import rules_of_level
from app.domain.drafts.slots import ON, Group, Known, Part, Row, Slot, Values
from app.domain.drafts.working import Holder, Working, is_on, needed, words
from app.domain.errors import BadData

RULES = "rules"
STATES = {"value": "It says this", "not_applicable": "Not applicable", "missing": "Nothing stands there"}


def ladder_parts(content: Mapping[str, Any]) -> tuple[Part, ...]:
    """The parts of a ladder below its overview."""
    used = sum(1 for level in content.get("levels") or () if level.get("in_use"))
    parts = [Part(RULES, "Rules", f"for {used} levels in use")]
    for row in content.get("rows") or ():
        said = sum(1 for cell in row["cells"].values() if cell["state"] == "value")
        parts.append(Part(f"row-{row['key']}", row["name"], f"{said} of {len(row['cells'])} cells", "Rows"))
    return tuple(parts)


def ladder_overview(content: Mapping[str, Any], known: Known) -> tuple[Group, ...]:
    """The ladder's name and its levels, lowest first, and fields to add some."""
    scale = str(content.get("scale") or next(iter(known.scales), ""))
    about = (
        Slot("name", "Name of the ladder", str(content.get("name") or "")),
        Slot("version", "Version, as the page names it", str(content.get("version") or "")),
        Slot("scale", "Areas are rated on", scale, "choice", {scale: scale} | dict(known.scales)),
    )
    levels = tuple(_level_row(index, level) for index, level in enumerate(content.get("levels") or ()))
    more = Slot("more-levels", "Add levels, one a line", "", "text", hint="Code and name, such as: P7 Principal.")
    return (
        Group("About the ladder", "", tuple(Row((slot,)) for slot in about)),
        Group("Levels", "Lowest first.", (*levels, Row((more,)))),
    )


def _level_row(index: int, level: Mapping[str, Any]) -> Row:
    one = f"of level {index + 1}"
    return Row(
        (
            Slot(f"code-{index}", f"Code {one}", str(level.get("code") or ""), "code"),
            Slot(f"level-{index}", f"Name {one}", str(level.get("name") or "")),
            Slot(f"used-{index}", "In use", ON if level.get("in_use") else "", "check"),
            Slot(f"gone-{index}", "Take it out", "", "check"),
        ),
        line=int(level.get("line") or 0),
    )


def edit_ladder_overview(working: Working, values: Values) -> None:
    """Change the ladder's name and its levels; a code that changes does so wherever it stands."""
    content = working.content
    content["name"] = needed(values, "name", content.get("name"), "the name of the ladder")
    content["version"] = needed(values, "version", content.get("version"), "a version, such as V1")
    content["scale"] = words(values, "scale", content.get("scale"))
    kept, codes = [], {}
    for index, level in enumerate(content.get("levels") or ()):
        code = words(values, f"code-{index}", level["code"])
        if is_on(values, f"gone-{index}"):
            _take_out(working, level["code"])
            continue
        codes[level["code"]] = code
        name = needed(values, f"level-{index}", level.get("name"), "the name of the level")
        kept.append(level | {"code": code, "name": name, "in_use": is_on(values, f"used-{index}", level.get("in_use"))})
    _rename(content, codes)
    content["levels"] = kept + _added_levels(content, values)
    _check_codes(content["levels"])


def _added_levels(content: Holder, values: Values) -> list[Holder]:
    made: list[Holder] = []
    for text in words(values, "more-levels", "").splitlines():
        code, _, name = text.strip().partition(" ")
        if code and not name:
            raise BadData(f"{code} has no name. Write code and name, such as: P7 Principal.", field="more-levels")
        if code:
            source = {"document": content.get("document") or "draft", "at": "added in the draft"}
            made.append({"code": code, "name": name.strip(), "in_use": True, "source": source})
            for row in content.get("rows") or ():
                row["cells"][code] = {"state": "missing", "text": "", "as_written": None, "footnote": None}
    return made


def _check_codes(levels: list[Holder]) -> None:
    codes = [level["code"] for level in levels]
    for index, code in enumerate(codes):
        if code in codes[:index]:
            raise BadData(f"Two levels have the code {code}. Give one of them another.", field=f"code-{index}")


def row_groups(content: Mapping[str, Any], key: str) -> tuple[Group, ...]:
    """The cells of one row, lowest level first."""
    row = _row(content, key)
    name = Group("", "", (Row((Slot("name", "Name of the row", row["name"]),)),))
    cells = []
    for level in content.get("levels") or ():
        code, cell = level["code"], row["cells"].get(level["code"], {})
        state = Slot(f"state-{code}", f"What {code} says", str(cell.get("state") or "missing"), "choice", STATES)
        text = Slot(f"cell-{code}", f"Text of {code}", str(cell.get("text") or ""), "text")
        cells.append(Group(f"{code} {level.get('name') or ''}".strip(), "", (Row((state,)), Row((text,)))))
    gone = Slot("remove", "Take this row out", "", "check", hint="Its texts go to those without a place.")
    return (name, *cells, Group("", "", (Row((gone,)),)))


def edit_row(working: Working, key: str, values: Values) -> None:
    """Change one row, or take it out and keep its texts."""
    row = _row(working.content, key)
    line = int(row.get("line") or 0)
    if is_on(values, "remove"):
        working.content["rows"] = [each for each in working.content["rows"] if each is not row]
        for text in [row["name"], *(cell["text"] for cell in row["cells"].values())]:
            working.put_back(text, line)
        return
    row["name"] = needed(values, "name", row["name"], "the name of the row")
    for code, cell in row["cells"].items():
        state = values.get(f"state-{code}", cell["state"])
        text = words(values, f"cell-{code}", cell["text"])
        if state == "value" and not text:
            raise BadData("Write what stands there, or choose that nothing does.", field=f"cell-{code}")
        if state != "value":
            working.put_back(text or cell["text"], line)
        cell |= {"state": state, "text": text if state == "value" else ""}


def rule_groups(content: Mapping[str, Any], known: Known) -> tuple[Group, ...]:
    """What each level in use asks, over and above the one below it."""
    return tuple(rules_of_level(content, level, known) for level in content.get("levels") or () if level.get("in_use"))


def _row(content: Mapping[str, Any], key: str) -> Holder:
    found: Holder | None = next((row for row in content.get("rows") or () if row["key"] == key), None)
    if found is None:
        raise BadData("This row is not there any more. Choose another one from the list.")
    return found


def _take_out(working: Working, code: str) -> None:
    content = working.content
    for row in content.get("rows") or ():
        cell = row["cells"].pop(code, None)
        if cell is not None:
            working.put_back(cell["text"], int(row.get("line") or 0))
    for where in ("rules", "territories", "quotas"):
        content[where] = [each for each in content.get(where) or () if each["level"] != code]
    for holder in _holders_of_levels(content):
        holder["levels"] = [each for each in holder.get("levels") or () if each != code]
    for signal in content.get("signals") or ():
        for gone in (each for each in signal["statements"] if not each["levels"]):
            working.put_back(gone["text"], int(gone.get("line") or 0))
        signal["statements"] = [each for each in signal["statements"] if each["levels"]]


def _rename(content: Holder, codes: Mapping[str, str]) -> None:
    """Another code for each level at once, so that levels can also exchange theirs."""
    for row in content.get("rows") or ():
        row["cells"] = {codes.get(code, code): cell for code, cell in row["cells"].items()}
    for where in ("rules", "territories", "quotas"):
        for each in content.get(where) or ():
            each["level"] = codes.get(each["level"], each["level"])
    for holder in _holders_of_levels(content):
        holder["levels"] = [codes.get(code, code) for code in holder.get("levels") or ()]


def _holders_of_levels(content: Holder) -> list[Holder]:
    """Statements, the promotion and oddities: what stands for several levels at once."""
    statements = [each for signal in content.get("signals") or () for each in signal["statements"]]
    promotion = [content["promotion"]] if content.get("promotion") else []
    return [*statements, *promotion, *(content.get("oddities") or ())]
