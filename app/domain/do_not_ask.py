"""What an interviewer neither asks nor writes down: topic, reason, what to ask instead, and the law behind it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Topic(StrEnum):
    """A private matter that must not weigh in a decision to hire."""

    AGE = "age"
    FAMILY = "family"
    ORIGIN = "origin"
    RELIGION = "religion"
    HEALTH = "health"
    ORIENTATION = "orientation"
    CONVICTIONS = "convictions"
    PAY = "pay"
    RECORD = "record"


COUNTRIES: Mapping[str, str] = {
    "AU": "Australia",
    "DE": "Germany",
    "JP": "Japan",
    "UK": "United Kingdom",
    "US": "United States",
}


@dataclass(frozen=True, slots=True)
class DoNotAsk:
    """One topic. `notes` maps a key of COUNTRIES to what holds there beside `source`; none is legal advice."""

    topic: Topic
    name: str
    why: str
    instead: str
    source: str
    notes: Mapping[str, str]


_EEOC = "EEOC, pre-employment inquiries"
_JAPAN = "Notification 141 of 1999 to the Employment Security Act: not to be collected from applicants."

DO_NOT_ASK: tuple[DoNotAsk, ...] = (
    DoNotAsk(
        Topic.AGE,
        "Age",
        "Age tells nothing about how the work would be done, and noting it looks like a reason.",
        "Ask how they learned something new at work lately, and what they did with it.",
        f"{_EEOC}: age; Age Discrimination in Employment Act 1967",
        {
            "AU": "Age Discrimination Act 2004; Fair Work Act 2009, section 351.",
            "DE": "AGG, sections 1 and 7: age is protected.",
            "UK": "Equality Act 2010, sections 5 and 39.",
        },
    ),
    DoNotAsk(
        Topic.FAMILY,
        "Family, pregnancy and partners",
        "Plans for children, a pregnancy or a partner are private. They say nothing about how the work would be done.",
        "Say what travel and hours the role needs and ask everybody alike whether that works.",
        f"{_EEOC}: pregnancy, marital status and children; Pregnancy Discrimination Act 1978",
        {
            "AU": "Fair Work Act 2009, section 351: pregnancy, marital status, family or carer's responsibilities.",
            "DE": "Asking about a pregnancy is never allowed: Federal Labour Court, 6 February 2003, 2 AZR 621/01.",
            "JP": f"Family: {_JAPAN}",
            "UK": "Equality Act 2010, sections 8, 18 and 39.",
        },
    ),
    DoNotAsk(
        Topic.ORIGIN,
        "Nationality, ethnicity, accent",
        "Where somebody comes from or how they sound is not how they work.",
        "If a language or the right to work is a requirement of the opening, the recruiter asks everybody about it.",
        f"{_EEOC}: race and national origin; Civil Rights Act 1964, title VII",
        {
            "AU": "Racial Discrimination Act 1975; Fair Work Act 2009, section 351.",
            "DE": "AGG, sections 1 and 7: ethnic origin is protected.",
            "JP": f"Birthplace and registered domicile: {_JAPAN}",
            "UK": "Equality Act 2010, sections 9 and 39: race includes colour, nationality and origins.",
        },
    ),
    DoNotAsk(
        Topic.RELIGION,
        "Religion",
        "Faith, its holidays and its dress are private.",
        "Say which days the role works and ask everybody alike whether that works.",
        f"{_EEOC}: religious affiliation; Civil Rights Act 1964, title VII",
        {
            "AU": "Fair Work Act 2009, section 351.",
            "DE": "AGG, sections 1 and 7: religion and belief are protected.",
            "JP": f"Creed and beliefs: {_JAPAN}",
            "UK": "Equality Act 2010, sections 10 and 39.",
        },
    ),
    DoNotAsk(
        Topic.HEALTH,
        "Health and disability",
        "Before an offer, questions about health or disability are barred in several countries, and answers were "
        "found to end in rejections.",
        "Ask how they would do a task of the role. What they need for the interview, the recruiter arranges.",
        "Equality Act 2010, section 60; EEOC, disability-related questions: Americans with Disabilities Act 1990",
        {
            "AU": "Disability Discrimination Act 1992, section 30.",
            "DE": "AGG, sections 1 and 7: disability is protected.",
            "UK": "Equality Act 2010, section 60: no questions about health before an offer, with few exceptions.",
            "US": "42 U.S.C. 12112(d)(2): no questions about a disability before a conditional offer.",
        },
    ),
    DoNotAsk(
        Topic.ORIENTATION,
        "Sex, orientation, looks",
        "Sex, gender, whom somebody loves and how they look are not how they work.",
        "Write down what was said and done, without saying what the person looked like.",
        f"{_EEOC}: sex; Civil Rights Act 1964, title VII; Bostock v. Clayton County 2020",
        {
            "AU": "Sex Discrimination Act 1984, section 27.",
            "DE": "AGG, sections 1 and 7: sex and sexual identity are protected.",
            "JP": "Equal Employment Opportunity Act, article 5: equal opportunity in recruitment whatever the sex.",
            "UK": "Equality Act 2010, sections 7, 11, 12 and 39.",
        },
    ),
    DoNotAsk(
        Topic.CONVICTIONS,
        "Politics and unions",
        "A union, a party or a vote is nobody's business in an interview.",
        "Ask how they took up a disagreement at work and what came of it.",
        "National Labor Relations Act, section 8(a)(3)",
        {
            "AU": "Fair Work Act 2009, sections 346 and 351: industrial association and political opinion.",
            "DE": "Basic Law, article 9(3): union membership.",
            "JP": f"Beliefs and union membership: {_JAPAN}",
            "UK": "Trade Union and Labour Relations (Consolidation) Act 1992, section 137.",
        },
    ),
    DoNotAsk(
        Topic.PAY,
        "Earlier pay",
        "Pay that was unfair before would be carried on. What is offered follows from the role and the level.",
        "Leave pay to the recruiter, who names the range.",
        "Directive (EU) 2023/970, article 5(2); California Labor Code, section 432.3",
        {
            "DE": "Directive (EU) 2023/970, article 5(2): applicants are not asked what they earned.",
            "US": "No law for the whole country; several states bar it, such as California (Labor Code 432.3) and New "
            "York (Labor Law 194-a).",
        },
    ),
    DoNotAsk(
        Topic.RECORD,
        "Arrests and convictions",
        "An arrest proves nothing, and a conviction matters only where the law ties it to the work.",
        "Nothing. Where a role needs a check, it is made by the recruiter, after the decision.",
        "EEOC, guidance on arrest and conviction records, 2012",
        {
            "UK": "Rehabilitation of Offenders Act 1974: spent convictions need not be told.",
            "US": "Many states and cities bar the question before an offer.",
        },
    ),
)


def entry(topic: Topic) -> DoNotAsk:
    """What the list says about a topic."""
    return next(item for item in DO_NOT_ASK if item.topic is topic)
