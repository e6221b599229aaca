"""Lists of items below a specialty or a place: which list they are, and which items are none, but labels or links."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from app.domain.importing.asked import requirement, responsibility
from app.domain.importing.blocks import Item
from app.domain.importing.headings import LISTS, Kind, is_name_of_a_title, kind_of_heading, owner_of
from app.domain.importing.inheritance import inheritance
from app.domain.importing.keys import Keys

ListKind = Literal["responsibilities", "requirements", "preferred"]

_LIST_OF: dict[Kind, ListKind] = {
    Kind.RESPONSIBILITIES: "responsibilities",
    Kind.REQUIREMENTS: "requirements",
    Kind.BOTH: "requirements",
    Kind.PREFERRED: "preferred",
}
_LONGEST_LABEL = 9
_ENDS_AS_LABEL = re.compile(
    r"\b(?:requirements?|respons\w*|qualifications|duties|(?:nice|good)[- ]to[- ]haves?|must[- ]haves?)\W*$", re.I
)
_WORD = re.compile(r"[\w'’-]+")
_SMALL = frozenset(("a", "an", "and", "for", "in", "of", "or", "the", "to"))
_OF_SOME_KIND = re.compile(
    r"additional|further|other|extra|general|specific|minimum|basic|key|core|main|job|role|essential|educational"
    r"|technical|language|preferred|required|special|specialty|location|and|or",
    re.IGNORECASE,
)
_LIST_NOUN = re.compile(r"\b(res\w{2,9}bilit|dut(?:y|ies)|requirements?\b|qualifications?\b)", re.I)
_SAYS_REQUIRES = re.compile(
    r"\b(?:requires?|requirements?|need|must|qualifications?|look(?:ing)? for|ability to|have)\b", re.I
)
_SAYS_DOES = re.compile(
    r"\b(?:responsib\w*|expected to|responsible|duties|you(?:['’]ll| will)|will|focus(?:es)? on|tasks?"
    r"|includes?|including)\b",
    re.I,
)
_SOUNDS_ASKED = re.compile(
    r"\W*(?:(?:\d+|one|two|three|five|ten)\s*\+?\s*(?:-\s*\d+)?\s*\+?\s*years?"
    r"|(?:\w+(?:ly)?,? ){0,2}(?:experience[ds]?|knowledge"
    r"|understanding|familiar\w*|ability|able|proven|proficien\w+|expertise|skills?|skilled|fluen\w+|background"
    r"|track record"
    r"|degree|certifi\w+|clearance|passion\w*|demonstrated|comfort\w*|willing\w*|capab\w+|interest|aptitude"
    r"|attainment|reside"
    r"|success)\b|must\b|you(?:['’]re|['’]ve| are| have)\b|strong\b|excellent\b|outstanding\b|exceptional\b"
    r"|deep\b|prior\b"
    r"|previous\b|nice to have|bachelor|master|bs\b|ba\b|b\.s)",
    re.I,
)
_ELSEWHERE = re.compile(
    r"\W*(?:please )?(?:refer to|see (?:the|our|also)|check (?:out )?the|for (?:more|further|additional)"
    r"|(?:read|learn|find) more|more"
    r" (?:information|details)|additional (?:information|details))\b",
    re.I,
)


def list_kind(text: str) -> ListKind | None:
    """The list that a heading announces, such as "Night Baker Requirements"."""
    kind = kind_of_heading(text)
    return _LIST_OF[kind] if kind in LISTS else None


def label_kind(text: str) -> ListKind | None:
    """The list that an item or a paragraph announces, which has to end as a label does: "Additional requirements:"."""
    is_short = len(text.split()) <= _LONGEST_LABEL
    is_label = is_short and (text.rstrip().endswith(":") or _is_heading_of_list(text))
    return list_kind(text) if is_label else None


def _is_heading_of_list(text: str) -> bool:
    """Whether a text without a colon is written like a heading: "Gathers requirements" is an item and none."""
    noun = _ENDS_AS_LABEL.search(text)
    if noun is None:
        return False
    before = _WORD.findall(text[: noun.start()])
    is_written_large = noun.group()[:1].isupper() and all(word[:1].isupper() or word in _SMALL for word in before)
    is_of_some_kind = all(_OF_SOME_KIND.fullmatch(word) for word in before)
    return is_written_large or is_of_some_kind or is_name_of_a_title(owner_of(text))


def kind_after(lead: str) -> ListKind | None:
    """The list that a sentence before it announces, such as "this role also requires:"; None when it says nothing."""
    tail = lead.strip()[-80:]
    nouns = _LIST_NOUN.findall(tail)
    if nouns:
        return "responsibilities" if nouns[-1].lower().startswith(("res", "dut")) else "requirements"
    asked = [found.end() for found in _SAYS_REQUIRES.finditer(tail)]
    does = [found.end() for found in _SAYS_DOES.finditer(tail)]
    if not asked and not does:
        return None
    return "requirements" if max(asked, default=-1) > max(does, default=-1) else "responsibilities"


def sounds_asked(items: Sequence[Item]) -> bool:
    """Whether a list without a heading asks for something, rather than tells what is done: half of its items decide."""
    depth = min(item.depth for item in items)
    outer = [item for item in items if item.depth == depth]
    return 2 * sum(1 for item in outer if _SOUNDS_ASKED.match(item.text)) >= len(outer)


@dataclass(slots=True)
class ListDraft:
    """The items of one specialty or place as they come, each with the list it is in; None while nothing says which."""

    items: list[tuple[Item, ListKind | None]] = field(default_factory=list)
    kind: ListKind | None = None
    extends: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    remark_depth: int | None = None

    def take(self, item: Item) -> bool:
        """Put an item where it belongs. Tells whether its words are kept, and not its meaning only."""
        under = None if self.kind == "preferred" else self.kind
        taken_over = inheritance(item.text, item.line, under=under or "requirements")
        if taken_over is not None:
            self.extends.append(taken_over.parent_as_written or "above")
            self.remarks += [item.text] if taken_over.rest else []
            return bool(taken_over.rest)
        label = label_kind(item.text)
        if label is not None:
            self.kind = label
            return False
        is_below_remark = self.remark_depth is not None and item.depth > self.remark_depth
        if is_below_remark or _ELSEWHERE.match(item.text):
            self.remark_depth = self.remark_depth if is_below_remark else item.depth
            self.remarks.append(item.text)
        else:
            self.remark_depth = None
            self.items.append((item, self.kind))
        return True

    @property
    def undecided(self) -> list[Item]:
        """The items of which nothing says in which list they are."""
        return [item for item, kind in self.items if kind is None]

    @property
    def guess(self) -> ListKind:
        """The list that undecided items sound to belong to."""
        return "requirements" if self.undecided and sounds_asked(self.undecided) else "responsibilities"

    def to_data(self, *, at: str, keys: Keys) -> dict[str, list[dict[str, Any]]]:
        """The two lists as data. Undecided items go where they sound to belong."""
        guess = self.guess
        lists: dict[str, list[dict[str, Any]]] = {"requirements": [], "responsibilities": []}
        above: list[Item] = []
        for number, (item, said) in enumerate(self.items, start=1):
            while above and above[-1].depth >= item.depth:
                above.pop()
            under = above[-1].text if above else None
            above.append(item)
            kind, place = said or guess, f"{at}, bullet {number}"
            if kind == "responsibilities":
                lists[kind].append(responsibility(item.text, at=place, line=item.line, keys=keys, under=under))
            else:
                is_preferred = kind == "preferred"
                lists["requirements"].append(
                    requirement(
                        item.text, at=place, line=item.line, keys=keys, is_preferred_list=is_preferred, under=under
                    )
                )
        return lists
