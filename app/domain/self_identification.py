"""What applicants may say about themselves of their own free will: questions, categories, what was answered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.errors import BadData
from app.domain.places import SelfIdSet
from app.domain.say import translatable

DECLINED = "declined"
# Every question ends with it: an answer like the others, of the same size and in the same place.
NO_ANSWER = translatable("I do not want to answer")
UNKNOWN = translatable("Choose one of the answers, or leave the question out.")
RACE, SEX, VETERAN, DISABILITY, ETHNIC_GROUP = "race", "sex", "veteran", "disability", "ethnic_group"
Answers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """One question: what is asked, what is meant, and the categories; not answering is always one of them.

    `name` is what the report calls it, in a word or two.
    """

    key: str
    name: str
    text: str
    meaning: str
    categories: Mapping[str, str]

    @property
    def choices(self) -> dict[str, str]:
        """Every answer there is, not answering included."""
        return {**self.categories, DECLINED: NO_ANSWER}


_RACE = Question(
    RACE,
    "Race or ethnicity",
    translatable("Which of these do you identify with?"),
    translatable("The categories are those of the EEO-1 report that US employers file."),
    {
        "hispanic": translatable("Hispanic or Latino"),
        "white": translatable("White (Not Hispanic or Latino)"),
        "black": translatable("Black or African American (Not Hispanic or Latino)"),
        "pacific": translatable("Native Hawaiian or Other Pacific Islander (Not Hispanic or Latino)"),
        "asian": translatable("Asian (Not Hispanic or Latino)"),
        "native": translatable("American Indian or Alaska Native (Not Hispanic or Latino)"),
        "two_or_more": translatable("Two or More Races (Not Hispanic or Latino)"),
    },
)
_SEX = Question(
    SEX,
    "Sex",
    translatable("What is your sex?"),
    translatable("The report that employers have to file knows these two categories."),
    {"female": translatable("Female"), "male": translatable("Male")},
)
_VETERAN = Question(
    VETERAN,
    "Protected veterans",
    translatable("Are you a protected veteran?"),
    translatable(
        "The law of the United States (VEVRAA) protects disabled veterans, recently separated veterans, active duty "
        "wartime or campaign badge veterans, and Armed Forces service medal veterans."
    ),
    {
        "protected": translatable("I identify as one or more of the classifications of protected veteran"),
        "not_protected": translatable("I am not a protected veteran"),
    },
)
_US_DISABILITY = Question(
    DISABILITY,
    "Disability",
    translatable("Do you have a disability, or have you had one?"),
    translatable(
        "You are considered to have one if a physical or mental impairment or condition substantially limits a major "
        "life activity, or if you have a history of one. The categories are those of form CC-305."
    ),
    {
        "yes": translatable("Yes, I have a disability, or have had one in the past"),
        "no": translatable("No, I do not have a disability and have not had one in the past"),
    },
)
_ETHNIC_GROUP = Question(
    ETHNIC_GROUP,
    "Ethnic group",
    translatable("What is your ethnic group?"),
    translatable("These are the five groups of the census of England and Wales. We don’t ask any finer."),
    {
        "asian": translatable("Asian, Asian British or Asian Welsh"),
        "black": translatable("Black, Black British, Black Welsh, Caribbean or African"),
        "mixed": translatable("Mixed or Multiple ethnic groups"),
        "white": translatable("White"),
        "other": translatable("Other ethnic group"),
    },
)
_UK_SEX = Question(SEX, "Sex", _SEX.text, translatable("The census asks it with these two answers."), _SEX.categories)
_UK_DISABILITY = Question(
    DISABILITY,
    "Disability",
    translatable("Are you disabled as the Equality Act 2010 means it?"),
    translatable(
        "It means a physical or mental condition that has lasted, or is expected to last, for twelve months or more "
        "and makes everyday activities substantially harder."
    ),
    {"yes": translatable("Yes"), "no": translatable("No")},
)
QUESTIONS: Mapping[SelfIdSet, tuple[Question, ...]] = {
    SelfIdSet.NONE: (),
    SelfIdSet.US: (_SEX, _RACE, _VETERAN, _US_DISABILITY),
    SelfIdSet.UK: (_UK_SEX, _ETHNIC_GROUP, _UK_DISABILITY),
}


@dataclass(frozen=True, slots=True)
class Told:
    """Question and answer in words, as the person who gave it reads it."""

    question: str
    answer: str


def checked(asked: SelfIdSet, answers: Answers) -> dict[str, str]:
    """The answers that are kept: those to a question of the set; what was left out counts as not wanting to answer.

    Args:
        asked: the set of questions that the place has.
        answers: the key of an answer by that of its question; nothing or "" where none was chosen.

    Raises:
        BadData: for an answer that the question does not have, naming the question.
    """
    found = {}
    for question in QUESTIONS[asked]:
        answer = answers.get(question.key) or DECLINED
        if answer not in question.choices:
            raise BadData(UNKNOWN, field=question.key)
        found[question.key] = answer
    return found


def in_words(asked: SelfIdSet, answers: Answers) -> Iterator[Told]:
    """What was answered, in the order of the questions."""
    for question in QUESTIONS[asked]:
        yield Told(question.text, question.choices.get(answers.get(question.key, ""), NO_ANSWER))
