"""Words about a candidate's private matters in a note: age, family, origin, religion, health, union, earlier pay."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from app.domain.do_not_ask import Topic

LONGEST_QUOTE = 60
_NOT_LETTERS = str.maketrans(dict.fromkeys(".,;:!?\"'()[]{}<>-/\\|*_+=&\n\r\t“”„«»’‘–—…", " "))
# What the phrases below are made of. A phrase speaks of the person, or names what can't belong to anything else.
_PARTS = {
    "who": r"(?:he|she|they|candidate|applicant)",
    "be": r"(?:['’]s|['’]re| is| are| was| were)"
    r"(?: (?:a|an|also|clearly|probably|only|already|still|very|not|rather|too))*",
    "whose": r"(?:his|her|candidate['’]s|applicant['’]s)",
    "theirs": r"(?:his|her|their|candidate['’]s|applicant['’]s)",
    "kids": r"(?:kids|children|toddlers?|newborn|baby|babies|daughters?|sons?)\b"
    r"(?! ?(?:process|node|record|compan|account|ticket|page|issue|element|class|hospital"
    r"|charit|fund|of the (?:parent|group)))",
    "decade": r"(?:twenties|thirties|forties|fifties|sixties|[2-6]0s)",
    "faith": r"(?:muslim|christian|catholic|protestant|jewish|hindu|buddhist|mormon|sikh|atheist)",
    "tone": r"(?:foreign|thick|strong|heavy|slight|noticeable|indian|chinese|russian|french|german|spanish|italian)",
    "people": r"(?:black|white|asian|hispanic|latino|latina|arab|african|mixed[- ]race)",
    "ill": r"(?:disabled|disability|ill|illness|depression|depressed|adhd|autism|autistic|dyslexia|dyslexic|cancer"
    r"|diabetes|diabetic|epilepsy|epileptic|asthma|stutter|chronic \w+|in a wheelchair|deaf|blind)\b"
    r"(?! (?:spot|test|prepared|equipped|advised|informed|at ease|to|about|review|taste))",
    "party": r"(?:labour|tory|conservative|republican|democrats?|liberal|the (?:greens?|left|right))",
    "pay": r"(?:salary|pay|compensation|wages?|base pay|base salary|ote|earnings)\b(?! (?:tool|vendor|system|module"
    r"|process|data|survey|software|run|report|platform|benchmark|team|structure|plan))",
}


@dataclass(frozen=True, slots=True)
class Found:
    """Something that does not belong in a note: what it is about, and the words themselves, cut where they are long."""

    topic: Topic
    words: str


@dataclass(frozen=True, slots=True)
class _Watch:
    """The phrases of one topic. Each of them holds one of the `gates`, so that a text without any is done with."""

    topic: Topic
    gates: frozenset[str]
    pattern: re.Pattern[str]


def _watch(topic: Topic, gates: str, *phrases: str) -> _Watch:
    filled = [re.sub(r"<(\w+)>", lambda match: _PARTS[match[1]], phrase) for phrase in phrases]
    return _Watch(topic, frozenset(gates.split()), re.compile(rf"\b(?:{'|'.join(filled)})", re.IGNORECASE))


_WATCHED = (
    _watch(
        Topic.AGE,
        "age aged old older young younger twenties thirties forties fifties sixties 20s 30s 40s 50s 60s retirement "
        "retiring retire born birth birthday millennial boomer",
        r"<whose> (?:age|birthday|date of birth)\b",
        r"<who><be> (?:quite |getting |a bit )?(?:old|young|older|younger)\b(?! (?:relation|friend|customer|hand))",
        r"<who><be> (?:about |around |over |under |almost )?\d\d years old\b",
        r"in <theirs> (?:(?:early|mid|late)[ -])*<decade>\b",
        r"(?:too|seems|looks) (?:old|young) (?:for|to) (?:the|this|our|fit|learn|manage|lead)\b",
        r"(?:(?:close|near) to|nearing) retirement\b|(?:about|going) to retire\b|<who> (?:will retire|is retiring)\b",
        r"<who><be> born in (?:19|20)\d\d|<who><be> (?:millennial|boomer)\b",
        r"middle[- ]aged (?:man|woman|person|candidate|guy|lady|applicant)\b",
    ),
    _watch(
        Topic.FAMILY,
        "pregnant pregnancy baby babies kids children toddler toddlers newborn daughter daughters son sons mother "
        "mom mum father dad parent married unmarried divorced widowed single wife husband boyfriend girlfriend "
        "fiance fiancé fiancee fiancée marital maternity paternity parental family childcare",
        r"(?:<who><be>|candidate|visibly|maybe|may be|currently|possibly) pregnant\b|<whose> pregnancy\b",
        r"(?:expecting|wants?|planning|plans) (?:a |to have |for |on |more |any )*<kids>",
        r"(?:<who>|who) (?:has|have|had) (?:\w+ ){0,3}<kids>",
        r"(?:<whose>|because of (?:the|their)|looks? after (?:the|their)|at home with (?:the|their)) (?:\w+ )?<kids>",
        r"(?:single|working|stay-at-home|new) (?:mother|mom|mum|father|dad|parent)\b(?! (?:compan|account|organi))",
        r"<who><be> (?:recently |newly |happily |just )*(?:un)?married\b(?! to (?:the|one|his idea|her idea))",
        r"<who><be> (?:recently |newly |just )*(?:divorced|widowed|single)\b(?![- ](?:\w+ed|digit|source|figure))",
        r"married with (?:\w+ )?(?:kids|children)\b",
        r"<whose> (?:wife|husband|boyfriend|girlfriend|fianc[eé]e?|marital status|family plan|childcare)",
        r"(?:<whose>|from|after|before) (?:maternity|paternity|parental) leave\b",
        r"<who> (?:is |are |was |were |will be |went )on (?:maternity|paternity|parental) leave\b",
    ),
    _watch(
        Topic.ORIGIN,
        "nationality citizenship ethnicity ethnic race skin native foreigner immigrant accent birthplace originally "
        "born black white asian hispanic latino latina arab african mixed tongue",
        r"<whose> (?:nationality|citizenship|ethnicity|ethnic \w+|race|skin colou?r|birthplace|mother tongue)\b",
        r"<whose> (?:native language|accent)\b",
        r"(?:has|had|speaks with|because of|despite) (?:a |an |the )?<tone> accent\b",
        r"(?:not|isn['’]t|wasn['’]t) (?:a )?native (?:\w+ )?speaker\b",
        r"<who><be> (?:native speaker|foreigner|immigrant)\b",
        r"<who> (?:is|are|was|comes?|came) originally from\b|<who><be> born (?:in|abroad|outside)\b(?! (?:19|20)\d\d)",
        r"<who><be> <people>\b(?! (?:belt|hat|paper|board|box|label|list))",
    ),
    _watch(
        Topic.RELIGION,
        "muslim christian catholic protestant jewish hindu buddhist mormon sikh atheist religious religion faith hijab "
        "headscarf turban kippa kippah yarmulke church mosque synagogue ramadan",
        r"<who><be> (?:devout |practi[sc]ing |strict |deeply )?(?:<faith>|religious)\b(?! about)",
        r"(?:devout|practi[sc]ing) <faith>\b|<whose> (?:religion|faith|church|mosque|synagogue)\b(?! in\b)",
        r"(?:wears?|wore|wearing) (?:a |the |an |her |his )?(?:hijab|headscarf|turban|kippah?|yarmulke)\b",
        r"(?:<who>|who) (?:goes|went|go) to (?:church|mosque|synagogue)\b",
        r"(?:fasts?|fasting) (?:for|during|in) ramadan\b",
    ),
    _watch(
        Topic.HEALTH,
        "disability disabled illness ill sick depression depressed anxiety adhd autism autistic dyslexia dyslexic "
        "cancer diabetes diabetic epilepsy epileptic asthma stutter stutters chronic wheelchair deaf blind "
        "medication health medical therapy therapist",
        r"<who><be> <ill>|<who> (?:has|have|had|suffers? from|suffered from)(?: (?:a|an|some|severe|mild|had))* <ill>",
        r"<whose> (?:disability|illness|sick leave|medical (?:history|condition|leave)|medication)\b",
        r"<whose> (?:depression|anxiety|therapist|therapy|stutter)\b",
        r"<whose> (?:mental )?health\b(?! (?:sector|care|system|service|plan|customer|client|account|tech|insur))",
        r"<who> (?:stutters|uses a wheelchair|is often sick|was often sick|takes medication|is on medication)\b",
        r"(?:often|frequently|always) (?:off )?sick\b",
        r"mental health (?:issue|problem|condition)s?\b(?! (?:of|among|at|in) )",
    ),
    _watch(
        Topic.ORIENTATION,
        "gay lesbian bisexual transgender queer sexuality sexual gender attractive overweight obese looking pretty",
        r"<who><be> (?:openly )?(?:gay|lesbian|bisexual|transgender|queer|overweight|obese|good[- ]looking)\b",
        r"<whose> (?:sexuality|sexual orientation|gender identity)\b",
        r"(?:attractive|pretty|good[- ]looking) (?:man|woman|guy|girl|lady|applicant)\b",
    ),
    _watch(
        Topic.CONVICTIONS,
        "union votes voted party politics political",
        r"<who><be> (?:active in|member of|in) (?:a|the|<theirs>) (?:(?:trade|labou?r) )?union\b(?! (?:bank|square))",
        r"(?:trade|labou?r) union (?:member|membership|activist|rep)\b|union activist\b",
        r"<who> (?:votes|voted) (?:for )?<party>\b",
        r"<whose> (?:politics|political (?:views?|opinions?|party|convictions?))\b",
        r"<who><be> member of (?:a|the) \w+ party\b",
    ),
    _watch(
        Topic.PAY,
        "salary pay compensation wage wages ote earnings earns earned paid",
        r"<theirs> (?:(?:current|previous|past|last|former|prior|present|old) )+<pay>",
        r"(?:(?:current|previous|last|prior|present) salary|salary history)\b(?! (?:tool|vendor|system|module|process"
        r"|data|survey|software|run|report|platform|benchmark))",
        r"<who> (?:currently |now |last )?(?:earns|earned|is paid|was paid|gets paid) "
        r"(?:about |around |roughly |over |only )?[$€£¥]? ?\d[\d.,]*\s?[km]?\b"
        r"(?: (?:a|per) (?:year|month)| base| ote| now| today| there| before)",
    ),
    _watch(
        Topic.RECORD,
        "arrested arrest arrests convicted conviction convictions jail prison criminal",
        r"<who> (?:was|were|has been|had been|got) (?:once |ever )?(?:arrested|convicted|in (?:jail|prison))\b",
        r"<whose> (?:criminal record|arrests?|convictions?)\b|has a criminal record\b",
    ),
)
_GATES = frozenset[str]().union(*(watch.gates for watch in _WATCHED))


def found_in(text: str) -> tuple[Found, ...]:
    """What a note says about private matters: at most one finding a topic, in the order of the topics.

    Only phrases that speak of a person count, so that a customer in health care, a parent company or a salary tool is
    left alone. In doubt nothing is found.

    Source: the laws that `do_not_ask` names; the phrases are house judgement.
    """
    lowered = text.lower()
    words = _GATES.intersection(_words(lowered))
    if not words:
        return ()
    pieces = zip(_pieces(text), _pieces(lowered), strict=True)
    near = [(piece, words.intersection(_words(low))) for piece, low in pieces if any(word in low for word in words)]
    found = ((watch.topic, _first(watch, near)) for watch in _WATCHED)
    return tuple(Found(topic, quoted) for topic, quoted in found if quoted)


def _words(lowered: str) -> list[str]:
    return lowered.translate(_NOT_LETTERS).split()


def _pieces(text: str) -> list[str]:
    """Sentences, roughly: a phrase is looked for inside of one."""
    return text.replace("\n", ". ").split(". ")


def _first(watch: _Watch, near: Iterable[tuple[str, Collection[str]]]) -> str:
    """The first phrase of this topic, out of sentences with the words in them that stand at a gate."""
    for piece, words in near:
        if not watch.gates.isdisjoint(words) and (match := watch.pattern.search(piece)):
            said = " ".join(match[0].split())
            return said if len(said) <= LONGEST_QUOTE else f"{said[:LONGEST_QUOTE]}…"
    return ""
