"""Sentences by which a title takes over what another title has: "Extends the Baker responsibilities" and its kin."""

import re
from dataclasses import dataclass
from typing import Literal

ListName = Literal["responsibilities", "requirements", "both"]

_LONGEST = 500
_LONGEST_NAME = 12
_SENTENCE_END = re.compile(r"(?<!\bsr)(?<!\bjr)(?<!\bvs)(?<!e\.g)(?<!i\.e)[.:;](?=\s|$)", re.IGNORECASE)
_LISTS = r"(?:res\w{2,9}bilit\w*|requirements?|qualifications?|expectations|duties|skills|criteria)"
_ROLES = r"(?:role|position|job|level)s?"
_NOUN = rf"(?:{_LISTS}|{_ROLES})"
_EXTENDS = (
    r"(?:ext?ends?|builds? (?:up)?on|expands? (?:up)?on|inherits?|encompass(?:es)?"
    r"|(?:includes?|meets?|meeting|has|have|having|fulfill?s?|satisf(?:y|ies)|shares?) (?:all|everything))"
)
# Without one of these words no form fits; looking for them first keeps long pages quick.
_HINT = re.compile(
    r"exten|exend|build|expand|inherit|encompass|\ball\b|everything|\bsame\b|addition|beyond|on top|besides|\bwho\b"
    r"|\babove\b",
    re.I,
)
# Each finds what is taken over after the words that say that it is.
_FORMS = (
    re.compile(
        rf"(?:in addition to|beyond)(?: meeting| having)?(?P<of> [^.:;]*\b{_NOUN}\b.*?),"
        " (?:the|you|we|this|they|an?) .*",
        re.I,
    ),
    re.compile(
        r"(?:in addition to|beyond|on top of|besides)(?: meeting| having| fulfilling)?"
        rf"(?P<of> [^,.:;]*\b{_NOUN}(?: above| (?:for|of) [^,.:;]{{2,60}})?)(?=[,.:;]|$).*",
        re.I,
    ),
    re.compile(rf"(?:also )?{_EXTENDS}\b(?P<of>.*)", re.I),
    re.compile(rf"(?:the|this|these|an?|our|\w+) (?:.{{0,100}}? )?(?:also )?{_EXTENDS}\b(?P<of>.*)", re.I),
    re.compile(rf"(?:.{{0,100}}? )?same(?: {_NOUN})?(?: and {_NOUN})? as\b(?: for)?(?P<of>.*)", re.I),
    re.compile(r"everything (?:in|from|of|that|at|listed)\b(?P<of>.*)", re.I),
    re.compile(rf"all (?P<of>(?:of )?(?:the )?{_LISTS}(?: and {_LISTS})? (?:of|from|for|above|listed)\b.*)", re.I),
    re.compile(rf"all (?P<of>(?:of )?the .{{0,80}}?{_NOUN}),? (?:plus|and the following)\b.*", re.I),
    re.compile(r"(?:they |these )?are (?P<of>[^:;,]{3,80}?) who (?:also )?meet the following\b.*", re.I),
    re.compile(
        rf".{{0,120}} (?:is|are) (?:listed|outlined|described|defined) in (?P<of>the {_LISTS} section above)", re.I
    ),
)
_PAGE_WIDE = re.compile(r"\b(?:general|base|basic|core|common|sections?|global)\b", re.I)
_POINTS = re.compile(r"\babove\b|\bearlier\b", re.I)
PREVIOUS = re.compile(
    r"\b(?:previous|prior|preceding|lower) (?:level|role|title|grade|position)s?\b|\b(?:level|role|title"
    r"|one) below\b",
    re.I,
)
_CUT = re.compile(
    r",? \b(?:plus|but|while|which|who|to include|in complexity|in scope|with (?:the|an?|more|additional|less)"
    r"|as an? "
    r"|expectations and|articulated|defined|and (?:also )?(?:includes?|adds?|carry|carries|has|have))\b",
    re.I,
)
_EMPTY_REST = re.compile(r"(?:following|plus|includ\w+|also|and|additionally|to)\W*$", re.I)
_LEADING = re.compile(
    r"to|on|upon|from|that|those|of|for|in|the|an?|all|any|both|either|our|their|its|other|same|general|base"
    r"|basic|core"
    r"|common|existing|corresponding|above|as|at"
)
_TRAILING = re.compile(
    rf"{_LISTS}|{_ROLES}|family|above|listed|outlined|here|described|defined|mentioned|stated|detailed|already|also"
    r"|sections?|and|or|the|earlier|previously|as|in|of|with"
)


@dataclass(frozen=True, slots=True)
class Inheritance:
    """That a title takes over a list of another. `parent_as_written` is "" where only "above" is named.

    `is_page_wide`: the lists that stand outside all titles are meant. `rest`: what the text says besides, to be kept.
    """

    parent_as_written: str
    list: ListName
    line: int
    is_page_wide: bool = False
    rest: str = ""


def inheritance(text: str, line: int, *, under: ListName | None = None) -> Inheritance | None:
    """What a bullet, a heading or a text says about inheriting; None when it says nothing of it.

    Args:
        text: visible text. Of an item of a list only the first sentence is judged, of prose every sentence.
        line: where it stands.
        under: the list it is an item of, which tells what is meant when the sentence does not; None for prose.
    """
    if not _HINT.search(text[: 4 * _LONGEST]):
        return None
    sentences = _sentences(" ".join(text[: 4 * _LONGEST].split()))
    for index, sentence in enumerate(sentences[:1] if under else sentences):
        found = _in_sentence(sentence, line, under)
        if found is not None:
            others = [*sentences[:index], found.rest, *sentences[index + 1 :]]
            rest = " ".join(other for other in others if other)
            return Inheritance(found.parent_as_written, found.list, line, found.is_page_wide, rest)
    return None


def _sentences(text: str) -> list[str]:
    sentences: list[str] = []
    start = 0
    for end in _SENTENCE_END.finditer(text):
        sentences.append(text[start : end.end()].strip())
        start = end.end()
    return [sentence for sentence in (*sentences, text[start:].strip()) if sentence]


def _in_sentence(sentence: str, line: int, under: ListName | None) -> Inheritance | None:
    bare = sentence.rstrip(".:; ")
    if len(bare) > _LONGEST:
        return None
    for form in _FORMS:
        match = form.fullmatch(bare)
        if match is None:
            continue
        of = match.group("of")
        cut = _CUT.search(of)
        named = of[: cut.start()] if cut else of
        parent = _name(named)
        if not _means_a_role(parent, named, bare, under):
            continue
        rest = of[cut.start() :].strip(" ,") if cut else ""
        kept = "" if _EMPTY_REST.search(rest) or len(rest.split()) < 4 else rest
        is_page_wide = bool(_PAGE_WIDE.search(named)) and not PREVIOUS.search(named)
        return Inheritance(parent, _list(bare, under), line, is_page_wide, kept)
    return None


def _name(named: str) -> str:
    """The name of a title alone, without the words before it ("that of the") and after it ("role above")."""
    words = named.strip(" ,").split()
    while words and (_LEADING.fullmatch(_bare(words[0])) or _is_list_of(words)):
        del words[0]
    while words and _TRAILING.fullmatch(_bare(words[-1])):
        if PREVIOUS.fullmatch(" ".join(words[-2:])):
            break
        del words[-1]
    return " ".join(words).strip(" ,")


def _bare(word: str) -> str:
    return word.strip(",;:.*").lower()


def _is_list_of(words: list[str]) -> bool:
    """Whether a name begins only after "responsibilities of", "role of"."""
    if len(words) < 2 or not re.fullmatch(_NOUN, _bare(words[0]), re.I):
        return False
    return _bare(words[1]) in {"of", "for", "from", "in", "and"}


def _means_a_role(parent: str, named: str, sentence: str, under: ListName | None) -> bool:
    """Whether what is taken over is a title's, and not, say, a product that somebody extends."""
    if len(parent.split()) > _LONGEST_NAME:
        return False
    if not parent:
        return bool(_POINTS.search(named) or _PAGE_WIDE.search(named))
    if PREVIOUS.search(parent):
        return True
    names_a_list = re.search(rf"\b{_NOUN}\W*$|\b{_NOUN} (?:of|for|above|listed|outlined)\b|\bthat of\b", named, re.I)
    if names_a_list:
        return not re.match(r"extend\b", sentence, re.I) or bool(re.search(rf"\b{_LISTS}\W*$", named, re.I))
    if re.search(r"\bsame\b", sentence, re.I):
        return parent[0].isupper() or bool(re.search(_NOUN, sentence, re.I))
    is_bullet_of_a_title = under is not None and re.match(r"ext?ends\b", sentence, re.I) is not None
    return parent[0].isupper() and (
        is_bullet_of_a_title or bool(re.search(rf"\b{_NOUN}\b|\bwho meet\b", sentence, re.I))
    )


def _list(sentence: str, under: ListName | None) -> ListName:
    does = re.search(r"res\w{2,9}bilit|duties", sentence, re.I)
    asks = re.search(r"requirement|qualification|skills|criteria", sentence, re.I)
    if does and not asks:
        return "responsibilities"
    if asks and not does:
        return "requirements"
    return under if under and not does else "both"
