"""Sentences that are said in another language later."""

from datetime import UTC, date, datetime, time

import pytest

from app.domain import second_looks, slot_days, slots
from app.domain.errors import BadData
from app.domain.places import SelfIdSet
from app.domain.say import in_language, localised, say, translatable
from app.domain.self_identification import QUESTIONS, checked, in_words
from app.domain.site_words import LONGEST_ABOUT, SiteWords

JAPANESE = {"Write to {who}.": "{who}までご連絡ください。", "Nobody": "どなたも"}
NINE = datetime(2027, 3, 9, 0, tzinfo=UTC)


def _translate(text: str) -> str:
    return JAPANESE.get(text, text)


def test_a_sentence_is_english_until_somebody_else_reads_it():
    sentence = say("Write to {who}.", who=say("Nobody"))

    assert sentence == "Write to Nobody."
    assert in_language(sentence, "ja", _translate) == "どなたもまでご連絡ください。"


def test_what_makes_itself_is_asked_for_the_language():
    at = localised(lambda language: "九時" if language == "ja" else "nine")

    assert in_language(say("Write to {who}.", who=at), "ja", _translate) == "九時までご連絡ください。"
    assert in_language(translatable("Nobody"), "ja", _translate) == "どなたも"


@pytest.mark.parametrize(
    ("told", "japanese"),
    [
        (slots.point(NINE, zone="Asia/Tokyo"), "2027年3月9日09:00（東京時間）"),
        (slot_days.zone_words(NINE, "Asia/Tokyo"), "東京時間（UTC+9）"),
        (slot_days.zone_words(NINE, "UTC"), "UTC"),
        (slot_days.elsewhere(NINE, "Asia/Tokyo", ["America/New_York"])[0], "ニューヨークでは月曜日の19:00"),
    ],
)
def test_times_are_told_in_japanese(told: str, japanese: str):
    assert in_language(told, "ja", _translate) == japanese


@pytest.mark.parametrize(
    ("day", "at", "told"),
    [(date(2027, 3, 28), time(2, 30), "2027年3月28日02:30"), (date(2027, 10, 31), time(2, 30), "2027年10月31日02:30")],
)
def test_a_time_that_is_leapt_over_or_shown_twice_is_told_in_japanese(day: date, at: time, told: str):
    with pytest.raises(BadData) as refused:
        slots.instant(day, at, zone="Europe/Berlin")

    assert told in in_language(refused.value.message, "ja", _translate)
    assert "ベルリン" in in_language(refused.value.message, "ja", _translate)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (SiteWords(about="x" * (LONGEST_ABOUT + 1)), "about"),
        (SiteWords(about_ja="x" * (LONGEST_ABOUT + 1)), "about_ja"),
        (SiteWords(writes_to="nobody"), "writes_to"),
    ],
)
def test_what_an_organisation_says_of_itself_is_bounded(words: SiteWords, field: str):
    SiteWords("Who we are.", "私たちについて", "privacy@example.com").check()

    with pytest.raises(BadData) as refused:
        words.check()

    assert refused.value.field == field


@pytest.mark.parametrize("check", [second_looks.answer_text, second_looks.request_text])
@pytest.mark.parametrize("text", ["  ", "x" * (second_looks.LIMIT + 1)])
def test_a_second_look_is_asked_for_and_answered_in_words(check, text: str):
    assert check(" Please look again. ") == "Please look again."

    with pytest.raises(BadData):
        check(text)


def test_only_answers_that_a_question_has_are_kept():
    question = QUESTIONS[SelfIdSet.US][0]

    assert set(checked(SelfIdSet.US, {}).values()) == {"declined"}
    assert len(list(in_words(SelfIdSet.US, checked(SelfIdSet.US, {})))) == len(QUESTIONS[SelfIdSet.US])
    with pytest.raises(BadData) as refused:
        checked(SelfIdSet.US, {question.key: "nonsense"})
    assert refused.value.field == question.key
