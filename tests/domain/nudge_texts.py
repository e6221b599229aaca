"""Labelled texts for nudges: judgements and observations, private matters and what only looks like one."""

from collections.abc import Iterator

from ruamel.yaml import YAML

from app.config import ROOT
from app.domain.do_not_ask import Topic


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield " ".join(value.split())
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def _demo_texts() -> Iterator[str]:
    for path in sorted((ROOT / "ladder_data" / "demo" / "evidence").glob("*.yaml")):
        yield from _strings(YAML(typ="safe").load(path))


DEMO_TEXTS = tuple(_demo_texts())

IMPRESSIONS = (
    "Great energy.",
    "Very smart",
    "Good fit",
    "Strong culture fit, would love to work with them",
    "Impressive.",
    "weak",
    "Nice person, very likeable",
    "Really strong on results",
    "Seemed nervous and a bit shallow",
    "Solid candidate overall, no concerns",
    "Not very convincing here",
    "Excellent communicator with great presence",
    "Poor at building trust",
    "They are sharp and articulate",
    "I liked the attitude, good person",
    "Okay, but not outstanding",
    "Clearly talented and motivated",
    "Gut feeling: not a fit",
    "Good at explaining things",
    "A natural. Amazing.",
    "Fine",
    "Underwhelming answers",
    "Very professional and well prepared",
    "Best candidate so far",
    "Mediocre, somewhat vague",
    "He was brilliant and quick",
    "Awesome rapport with the room",
    "Bit sloppy",
)

OBSERVED = (
    "Explained branches and merge conflicts correctly when asked.",
    "Asked good questions about the budget holder.",
    "Said the forecast was weak and why.",
    "Closed 104 % of target in a weak year.",
    "“I lost that deal because I asked too late.” Honest.",
    "Drew the customer's approval chain on the board, very clear",
    "Gave two strong examples from the rail deal",
    "Great: named three customers and their renewal dates",
    "Did not answer the pricing question, shaky on terms",
    "Walked us through a smart discovery call",
    "Wrote the summary on the board, nice and short",
    "Interrupted the buyer twice; poor listening",
    "Tells who decided what. Solid.",
    "Named no figure when asked, vague",
    "Strong: won back a lost account by calling its auditor",
    "Told a great story about the port deal",
    "Quoted the customer: 'it saved us a week'. Impressive",
    "Agreed an agenda first, good",
    "Apologised to the panel for being late, nice",
    "Compared two offers line by line, very thorough",
    "Good fit for the rail customer: ran two such deals",
    "Raised the weak point of the offer unasked",
    "Could not name the economic buyer",
    "The plan had owners and dates",
    "Live demo of a merge request in the second half",
    "No open question in the first ten minutes",
    "A good plan is one that the customer signs, and the one shown here had the customer's own dates in it",
    "Half of the talk was the customer's",
)

OTHER_LANGUAGES = (
    "Sehr intelligent, nett und smart",
    "Guter Kandidat, wirkt sehr kompetent und fit",
    "Sehr gut, sehr smart",
    "Excellent candidat, tres positive",
    "Très bon contact, excellent niveau",
    "Muy inteligente y super dinamico",
    "Bra kandidat, smart",
    "Hij is smart en professional",
    "Brillante e molto positivo",
    "とても優秀で、話が分かりやすい",
    "Очень сильный кандидат",
    "很聪明",
    "Çok iyi, smart biri",
    "Candidato fantastico, super positivo",
)

PRIVATE = (
    ("She is in her fifties and set in her ways.", Topic.AGE),
    ("He is too old for this territory", Topic.AGE),
    ("Candidate is about 60 years old.", Topic.AGE),
    ("Close to retirement, I think.", Topic.AGE),
    ("Seems young to lead that many people; he looks too young for the role.", Topic.AGE),
    ("She has two small children, so travel may be hard.", Topic.FAMILY),
    ("Visibly pregnant.", Topic.FAMILY),
    ("He's married with three kids", Topic.FAMILY),
    ("Single mother, so evenings are out.", Topic.FAMILY),
    ("Her husband works for a competitor.", Topic.FAMILY),
    ("Wants to have children soon.", Topic.FAMILY),
    ("Back from maternity leave since May.", Topic.FAMILY),
    ("Hard to follow because of a strong accent.", Topic.ORIGIN),
    ("Not a native speaker, but clear.", Topic.ORIGIN),
    ("He is originally from Brazil.", Topic.ORIGIN),
    ("Asked about her nationality.", Topic.ORIGIN),
    ("She is black and would widen the team.", Topic.ORIGIN),
    ("They are a practising Muslim.", Topic.RELIGION),
    ("Wears a headscarf.", Topic.RELIGION),
    ("He goes to church with one of our buyers.", Topic.RELIGION),
    ("Mentioned that she has had depression.", Topic.HEALTH),
    ("He uses a wheelchair.", Topic.HEALTH),
    ("Asked about his health, nothing serious.", Topic.HEALTH),
    ("She has diabetes.", Topic.HEALTH),
    ("Often off sick at the last employer.", Topic.HEALTH),
    ("He’s gay and open about it.", Topic.ORIENTATION),
    ("An attractive woman, customers will like that.", Topic.ORIENTATION),
    ("She is a member of a trade union.", Topic.CONVICTIONS),
    ("He votes for the left.", Topic.CONVICTIONS),
    ("Her current salary is 90K.", Topic.PAY),
    ("Candidate earns $120K a year today.", Topic.PAY),
    ("Told me the previous salary without being asked.", Topic.PAY),
    ("He was once arrested at a protest.", Topic.RECORD),
)

LEFT_ALONE = (
    "Sold to a health sector customer with nine hospitals.",
    "Replaced the salary tool vendor within a quarter.",
    "The parent company had to sign as well.",
    "Explained how a child process inherits its environment.",
    "Took over a middle-aged codebase and its team.",
    "The customer has two children companies in Kenya.",
    "The system is 12 years old and nobody dares to touch it.",
    "Married the two plans into one page.",
    "Wanted a baby step first: one plant, one release.",
    "Negotiated with the union of the customer's dockers.",
    "Opened an account at the European Union's patent office.",
    "Sold to a credit union and to a children's hospital.",
    "Old pipeline converted at 12 %, referrals at 31 %.",
    "They were single-handed in the first year of the region.",
    "The company is too young for an audit, they said.",
    "Used the accent colour of the customer in the deck.",
    "Priced the pay run for 40,000 employees.",
    "The mental model was a tree with a parent and children.",
    "Kept faith in the forecast and gave the reasons.",
    "The race to the fiscal year end was lost by a week.",
    "Spoke with the head of the church's purchasing department.",
    "They are blind to what the plant manager decides, and said so.",
    "She is ill prepared for pricing questions: no figure named.",
    "The Catholic hospital chain renewed for three years.",
    "Said that the deal was born in a workshop with the auditors.",
    "The native app was asked for; they chose the web instead.",
    "A black box for the customer, so a trial was agreed.",
    "Closed accounts by age of the oldest open ticket.",
    "Christian Möller of the customer signed the order.",
    "Medical device maker, four plants, one validation team.",
    "The disability insurer wanted an audit trail.",
    "He was paid 30 % of the fee only after the go-live.",
    "Asked what a conviction rate means for a fraud team at the customer.",
)
