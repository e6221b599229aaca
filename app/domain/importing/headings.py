"""What a heading of a page announces, told from its words. How deep it stands says little on real pages."""

import re
from enum import Enum, auto
from functools import lru_cache


class Kind(Enum):
    """What stands below a heading; OTHER is a title, or something that this importer does not know."""

    LEVELS = auto()
    GRADE = auto()
    MATRIX = auto()
    RESPONSIBILITIES = auto()
    REQUIREMENTS = auto()
    BOTH = auto()
    PREFERRED = auto()
    SPECIALTIES = auto()
    LOCATIONS = auto()
    INDICATORS = auto()
    PROCESS = auto()
    CAREER = auto()
    COMPENSATION = auto()
    INTRODUCTION = auto()
    BOILERPLATE = auto()
    OTHER = auto()


LISTS = frozenset({Kind.RESPONSIBILITIES, Kind.REQUIREMENTS, Kind.BOTH, Kind.PREFERRED})
PAGE_WIDE = frozenset(
    {Kind.SPECIALTIES, Kind.LOCATIONS, Kind.INDICATORS, Kind.PROCESS, Kind.CAREER, Kind.COMPENSATION, Kind.BOILERPLATE}
)

_DUTIES = r"(?:res?pons[aei]?b\w*|reponsib\w*|responsiblit\w*|accountabilit(?:y|ies)|duties)"
_NEEDS = r"(?:requi\w*ments?|requriements?|qualifications?|must[- ]haves?)"
_WORDS: dict[Kind, tuple[str, ...]] = {
    Kind.PROCESS: (
        (
            r".*\b(?:hiring|interview(?:ing)?|recruit(?:ing|ment)|selection|application) "
            r"(?:process|stages|steps|plan|rounds|details)\b.*"
        ),
        r"(?:interview |hiring )?(?:stages|rounds)",
        r"interviews?|interviewing",
    ),
    Kind.INDICATORS: (
        r".*\b(?:performance|success) (?:indicators?|metrics|measures)\b.*",
        r".*\bkpis?(?:\b.*)?",
        r"(?:key |success )?metrics(?: .*)?",
        r"how (?:you|success|performance)\b.*\bmeasured.*",
        r"(?:measures|definition) of success|what success looks like.*",
    ),
    Kind.LOCATIONS: (
        r".*\b(?:location|country|region)[- ]specific\b.*",
        r"locations?|location requirements?",
        r"(?:additional |regional )?(?:location|country) (?:needs|requirements)(?: .*)?",
    ),
    Kind.CAREER: (
        r".*\bcareer (?:ladders?|paths?|progressions?|development|growth|opportunities)\b.*",
        r"next (?:steps?|roles?|career steps?)|promotions?(?: paths?)?",
        r"how you(?:['’]?ll| will) grow.*|what(?:['’]s| is) next.*",
    ),
    Kind.COMPENSATION: (
        (
            r"(?:total )?(?:compensation|pay|salary|remuneration)"
            r"(?: (?:calculator|plan|details|information|range)| (?:and|&) (?:benefits|incentives|commission))?"
        ),
        r"on[- ]target earnings|ote",
    ),
    Kind.GRADE: (
        r".*\b(?:job|pay|salary|role) grades?(?:\b.*)?",
        r"(?:.* )?grades?|grade levels?|grade:? .*",
    ),
    Kind.MATRIX: (r".*\bmatrix",),
    Kind.PREFERRED: (
        r"(?:[^:]* )?(?:nice|good)[- ]to[- ]haves?(?: [^:]*)?|bonus(?: [^:]*)?|extra credit",
        rf"(?:preferred|desired|desirable|optional)(?: (?:{_NEEDS}|skills|experience|knowledge)(?: .*)?)?",
        rf"(?:.* )?(?:{_NEEDS}|skills|experience)[ ,(–-]+(?:preferred|desired|desirable|optional|a plus)\)?",
        r"(?:it )?would be (?:nice|great)\b.*",
    ),
    Kind.BOTH: (
        rf".*\b{_DUTIES}\b.*(?:\band\b|&|/|\+).*\b(?:{_NEEDS}|skills)\b.*",
        rf".*\b(?:{_NEEDS}|skills)\b.*(?:\band\b|&|/|\+).*\b{_DUTIES}\b.*",
    ),
    Kind.RESPONSIBILITIES: (
        rf"(?:.* )?{_DUTIES}(?: (?:for|of|as|in|at|across|by|include|to)\b.*)?",
        r"what (?:you|they|an? .*)(?:['’]?ll| will| can)? (?:do|does|be doing|expect|work on)\b.*",
        r"(?:in this role,? |as an? .*,? )?you(?:['’]?ll| will)(?: be)?(?: .*doing)?",
        r"(?:your |the )?day[- ]to[- ]day(?: .*)?|what the (?:role|job) (?:is|entails|involves).*",
        r"(?:key |core |main )?(?:tasks|activities|duties|objectives)|expectations(?: (?:for|of) .*)?",
    ),
    Kind.REQUIREMENTS: (
        rf"(?:.* )?{_NEEDS}(?: (?:for|of|as|in|at|across|by|to)\b.*)?",
        r"about you|who you are|what we(?:['’]?re| are)? look(?:ing)? for.*|(?:ideal|successful) candidates?.*",
        r"you (?:have|should|might|may|must|need|bring|are)\b.*|you(?:['’]?ve| have) got\b.*|you(?:['’]?re| are)\b.*",
        r"you(?:['’]?ll| will) (?:need|have|bring|be able|thrive)\b.*",
        r"what you(?:['’]?ll| will)? (?:need|bring|have)\b.*",
        (
            r"(?:(?:technical|general|additional|professional|relevant|required|soft|key|core|work|your|minimum|basic"
            r"|essential|language|leadership|desired|other) )*(?:skills|knowledge|experience|education)"
            r"(?:(?:,| and| &|/) .*|(?: and)? (?:required|needed))?"
        ),
    ),
    Kind.SPECIALTIES: (
        r"(?:.* )?speciali?(?:ty|ties|[sz]ations?)(?: (?:for|of|within|in|at|by)\b.*| roles?| areas?| options?)?",
    ),
    Kind.LEVELS: (
        r"(?:.* )?(?:levels?|level definitions)(?: (?:of|for|in|within|at|and)\b.*)?",
        r"(?:job |role |our |available )?(?:titles|roles|positions)",
    ),
    Kind.INTRODUCTION: (
        r"(?:about|overview of) (?:the|this) (?:role|job|position|team|department|family|job family).*",
        r"(?:role |job |position |team )?(?:overview|summary|description|purpose|mission|introduction)",
        r"intro|background|(?:the )?(?:role|job|team|position)|job family|reporting(?: (?:structure|lines?))?",
    ),
    Kind.BOILERPLATE: (
        r"about (?:us|the company|our company|\w+)|why (?:work|join|us)\b.*|(?:top \d+ )?reasons to (?:work|join)\b.*",
        r"what it(?:['’]?s| is) like\b.*|equal opportunity.*|how to apply|contacts?|references|see also",
        (
            r"(?:relevant|related|useful|helpful|additional|further) "
            r"(?:links?|pages?|resources?|reading|information|details)"
        ),
        r"links?|resources|benefits|on this page|(?:table of )?contents|toc|learn more.*|location of .*|faq.*",
        r"(?:our )?(?:company )?(?:values|culture|benefits)|remote[- ].*|other",
    ),
}
_KINDS = tuple((kind, re.compile("|".join(words), re.IGNORECASE)) for kind, words in _WORDS.items())
_LONGEST = 150
_RANKS = (
    r"junior|jr\.?|senior|sr\.?|staff|principal|distinguished|fellow|intern(?:ship)?|associate|lead(?:er)?|manager"
    r"|director|vice president|vp|avp|svp|evp|chief|head of|head|intermediate|mid[- ]level|expert|executive|president"
    r"|c[a-z]o|(?:level )?(?:i{1,3}|iv|v|\d)|[pmle]\d|ic\d|team|acting|interim|entry[- ]level|mid|regional|group|of"
)
_BARE_RANK = re.compile(rf"(?:(?:{_RANKS})[\s,/&-]*)+(?:\((?:[^()]*)\))?", re.IGNORECASE)
_RANK = re.compile(
    r"\b(?:junior|jr|senior|sr|staff|principal|distinguished|fellow|intern|associate|lead|leader|manager|director"
    r"|president|vp|avp|svp|evp|chief|head|intermediate|executive|[pml]\d|ic\d|i{2,3}|iv)\b|\bc[a-z]o\b",
    re.IGNORECASE,
)
_ROLE_NOUN = re.compile(
    r"\b\w*(?:engineer|developer|designer|writer|editor|analyst|architect|specialist|manager|director|coordinator|assistant"
    r"|representative|recruiter|researcher|scientist|administrator|accountant|controller|counsel|paralegal|consultant"
    r"|partner|advisor|adviser|advocate|evangelist|strategist|planner|producer|buyer|officer|sourcer|trainer|owner|fellow"
    r"|operator|technician|executive|president|intern|associate|lead|leader|auditor|marketer|agent|expert|instructor"
    r"|chief|head|staff|baker)s?\b(?:\s*\([^()]*\))?",
    re.IGNORECASE,
)
_ENDS_AS_ROLE = re.compile(rf"(?:.*\s)?{_ROLE_NOUN.pattern}", re.IGNORECASE)
_BEGINS_AS_ROLE = re.compile(
    r"(?:(?:senior|sr\.?|associate|area|regional|group|executive|acting) )*"
    r"(?:manager|director|vice president|vp|avp|head|chief|lead|fellow|counsel)(?:,| of| -|:) .+",
    re.IGNORECASE,
)
_SPEAKS = re.compile(r"(?:I|We|You|They)(?:['’]\w+)?\s+[a-z]")
_GROUP = re.compile(
    r".*\b(?:roles?|positions?|jobs|job (?:family|families)|team|department|responsibilities)(?: (?:at|in|within) .*)?",
    re.IGNORECASE,
)
_OWNER = re.compile(
    rf"(.*?)[\s:–-]*\b(?:job grades?|grades?|(?:general|key|core|main|additional)?\s*(?:{_DUTIES}|{_NEEDS}))\b.*",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def kind_of_heading(text: str) -> Kind:
    """What a heading announces. One that ends in the name of a profession announces no list, whatever else it says."""
    words = text[:_LONGEST].strip().strip(":.*_–- ").strip()
    for kind, form in _KINDS:
        if form.fullmatch(words):
            is_role = kind not in {Kind.PROCESS, Kind.PREFERRED} and _is_name_of_a_role(words)
            return Kind.OTHER if is_role else kind
    return Kind.OTHER


def _is_name_of_a_role(words: str) -> bool:
    return bool(_ENDS_AS_ROLE.fullmatch(words)) and not re.match(r"(?:as|what|about|you|in|how|why)\b", words, re.I)


def is_bare_rank(text: str) -> bool:
    """Whether a heading is a rank only, such as "Senior" or "Manager", so that the role has to be told otherwise."""
    return bool(_BARE_RANK.fullmatch(text.strip()[:_LONGEST]))


def sounds_like_a_title(text: str) -> bool:
    """Whether the words are those of a job title: a rank, or a profession."""
    return len(text) <= _LONGEST and bool(_RANK.search(text) or _ROLE_NOUN.search(text))


def is_name_of_a_title(text: str) -> bool:
    """Whether the words are the name of a job title and nothing else: "Senior Baker", "Manager, Bakeries", "Lead"."""
    words = text[:_LONGEST].strip(" .:*")
    if _SPEAKS.match(words):
        return False
    return is_bare_rank(words) or bool(_ENDS_AS_ROLE.fullmatch(words) or _BEGINS_AS_ROLE.fullmatch(words))


def ranks_of(text: str) -> frozenset[str]:
    """The words of a title that tell how senior it is, written out."""
    return frozenset({"sr": "senior", "jr": "junior"}.get(word, word) for word in _RANK.findall(text.lower()))


def names_a_group(text: str) -> bool:
    """Whether a heading speaks of several roles, so that it is the page's and no title's."""
    return bool(_GROUP.fullmatch(text[:_LONGEST].strip()))


def owner_of(text: str) -> str:
    """The title that a heading such as "Senior Baker Responsibilities" is about; "" when it names none."""
    found = _OWNER.fullmatch(text[:_LONGEST].strip())
    return found[1].strip() if found else ""
