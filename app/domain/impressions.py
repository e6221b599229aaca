"""Whether a short text only judges: English words of judgement, and the signs that something was observed."""

import re

FEWEST_WORDS = 12
# A text of fewer than twelve words is far shorter than this, so that a long one need not be counted.
_LONGEST = 400


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


JUDGEMENTS = _words(
    """
    adequate amazing annoying arrogant articulate assertive average awesome awful awkward bad below best better
    boring bright brilliant capable careless charismatic charming clever cold compelling competent confident
    convincing cool creative credible decent dependable diligent disappointing dull dynamic eager eloquent energetic
    engaging enjoyable enthusiastic excellent exceptional extraordinary fabulous fantastic fine flawless friendly
    genuine gifted good great hardworking helpful honest humble impressed impressive inadequate incompetent
    incredible inexperienced insecure insightful inspiring intelligent interesting introverted junior keen
    knowledgeable lacklustre lazy likable likeable lively lovely loyal magnificent mature mediocre meh motivated
    naive natural nervous nice ok okay outgoing outstanding passionate passive perfect personable pleasant polished
    polite poor positive proactive professional quick reliable remarkable respectful sensible shaky shallow sharp
    shy sincere skilful skilled skillful sloppy slow smart solid sound special spectacular star stellar strong
    stubborn stunning subpar suitable super superb superficial superior talented terrible terrific thorough
    thoughtful tough trustworthy unclear unconvincing underwhelming unimpressive unprepared unprofessional
    unremarkable unsuitable vague versatile warm weak well wise wonderful worst
    """
)
# The same letters in a language beside English: alone they do not show that a text is English.
_SHARED = _words(
    """
    adequate arrogant articulate assertive bad best bright brilliant capable charming clever competent confident
    cool decent dynamic excellent exceptional fantastic genuine humble intelligent junior keen mature natural
    nervous nice ok okay passive perfect positive professional sensible sincere slow smart solid special star super
    superb superior warm
    """
)
_PHRASES = re.compile(
    r"\b(?:(?:good|great|bad|poor|no|right|strong|culture|cultural|team|not a) fit|rock ?star|a natural|top notch|"
    r"no concerns?|no red flags|all good|thumbs up|nailed it|gut feeling|hire material|can do attitude)\b"
)
_ENGLISH = _words(
    """
    and answer answers candidate could did everything felt from have he here his lacks liked likes much my not quite
    rather really seemed she skills that the their there they this thought to very vibe was were who with would you
    """
)
# Common words of other languages that are none in English.
_FOREIGN = _words(
    """
    aber au auf avec bardzo bene boa bom candidat candidata candidato che con das dem den der des dobry ein eine
    einem einen el en es est et gute guter gutes het hij hyvin ich ikke il im inte ist iyi jest kandidaat kandidat
    kandidatin la las le les lo los maar mais mas meget mit molto muito muy mycket nicht niet og pas pero sehr tres
    trop um uma un una und une van veldig wirkt zeer zij zu
    """
)
_DONE = _words(
    """
    acts admits agrees argues arranges asks beat began bought bring brings broke brought built calculates calls
    cancels caught chose cites closes collects compares corrects couldn't counts cut decides defends describes did
    didn't draws drew drove explains fell fought found gave gives got grew handles heard held helps hid hit holds
    interrupted interrupts keeps kept knew laughs leads learnt led left listens lists lost made makes mentions met
    missed names opens owns paid picks prepares presents promises proposes put puts quotes ran read reads recalls
    refers refuses remembers repeats replaced replies reports runs said saw says sees sells sends sent set shown
    shows sold speaks spent spoke stood stops sums takes talks taught tells thought threw told took tries turned
    understood uses waits walks went withdrew won works wouldn't writes wrote
    """
)
# Words that end like a verb in the past and yet tell of no act: how somebody is, seemed, or was felt to be.
_STATES = _words(
    """
    appeared balanced bored confused dedicated detailed disappointed disorganised disorganized driven educated
    engaged enjoyed excited experienced feed focused focussed gifted grounded hated impressed indeed inexperienced
    informed interested introverted lacked liked limited loved mannered minded motivated needed nuanced organised
    organized overqualified overrated polished prepared qualified reasoned red relaxed reserved rounded rushed
    seasoned seemed skilled sophisticated spirited spoken stressed structured suited talented tired trained troubled
    uninspired uninterested unorganised unorganized unprepared unqualified unstructured versed wanted
    """
)
# The time that a line of notes begins with tells when it was written, and nothing of the candidate.
_STAMPS = re.compile(r"^\d\d:\d\d ", re.MULTILINE)
_SIGNS = re.compile(r"[\d\"“”«»„]|(?<!\w)['‘]\w")
_PARTS = re.compile(r"[a-z]+(?:'[a-z]+)?")


def is_impression(text: str) -> bool:
    """Whether a text is short, in English, says how something was judged, and holds no observation.

    An observation is a figure other than the time before a line, a quotation, or a verb of saying or doing. In doubt
    the answer is no: a nudge that is wrong teaches people to pass over the next one.

    Source: Smith and Kendall 1963; Latham and Wexley 1977; the words and the length are house judgement.
    """
    if len(text) > _LONGEST:
        return False
    said = _STAMPS.sub("", text)
    if not said or _SIGNS.search(said):
        return False
    plain = said.replace("’", "'").replace("–", " ").replace("—", " ").replace("…", " ").lower()
    if not plain.isascii():
        return False
    words = _PARTS.findall(plain)
    if not words or len(words) >= FEWEST_WORDS or any(_is_act(word) for word in words):
        return False
    judging = JUDGEMENTS.intersection(words)
    phrase = _PHRASES.search(" ".join(words))
    return bool(judging or phrase) and _is_english(words, sure=bool(judging - _SHARED or phrase))


def _is_act(word: str) -> bool:
    return word in _DONE or (len(word) > 4 and word.endswith("ed") and word not in _STATES)


def _is_english(words: list[str], *, sure: bool) -> bool:
    return _FOREIGN.isdisjoint(words) and (sure or not _ENGLISH.isdisjoint(words) or len(words) == 1)
