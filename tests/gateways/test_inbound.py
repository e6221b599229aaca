"""Mail that comes in: what of it concerns us, whoever wrote it, and that nothing in it breaks the reading."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import BadData
from app.gateways.calendar import read_reply
from app.gateways.inbound import MOST_BYTES, WHY_LIMIT, Inbound, read_message
from tests.gateways import sent_mails

UID = "WzEsMSwzXQ.Zm9yZ2VkLXNpZ25hdHVyZS1vZi1hLWNlcnRhaW4tbGVuZ3Ro@rung"
OURS = "<17.65e0a1b2.c2lnbmVk@rung.example.org>"


def attempt(raw: bytes) -> Inbound:
    """What is read, or nothing where it is refused with the one sentence."""
    try:
        return read_message(raw)
    except BadData as error:
        return Inbound() if error.message == "This can't be read as a mail." else pytest.fail(error.message)


@pytest.mark.parametrize(
    ("mail", "said"),
    [
        (sent_mails.from_google, "accepted"),
        (sent_mails.from_outlook, "declined"),
        (sent_mails.from_apple, "tentative"),
    ],
)
def test_the_answer_is_read_as_each_calendar_writes_it(mail, said):
    found = read_message(mail(UID, sequence=4))

    answer = read_reply(found.calendars[0])
    assert (answer.uid, answer.answer, answer.sequence) == (UID, said, 4)


@pytest.mark.parametrize("mail", [sent_mails.from_postfix, sent_mails.from_exchange])
def test_what_came_back_names_the_message_and_the_reason(mail):
    found = read_message(mail(OURS))

    assert found.bounce is not None
    assert found.bounce.message_id == OURS
    assert found.bounce.why.startswith("550 5.1.1")


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", ""])
def test_what_is_only_late_did_not_come_back(action):
    assert read_message(sent_mails.from_postfix(OURS, action=action)) == Inbound()


def test_the_reason_is_one_line_of_words():
    hostile = sent_mails.from_postfix(OURS).replace(b"rejected: User unknown", b"<script>\x07 " + b"x" * 2000)

    found = read_message(hostile)

    assert found.bounce is not None
    assert found.bounce.why.isprintable()
    assert len(found.bounce.why) <= WHY_LIMIT


def test_a_letter_of_a_person_concerns_nobody():
    assert read_message(b"From: a@example.org\r\nSubject: Hello\r\n\r\nWhen do we meet?\r\n") == Inbound()


def test_a_mail_that_is_too_large_is_not_read():
    with pytest.raises(BadData, match="larger than"):
        read_message(b"x" * (MOST_BYTES + 1))


def test_another_charset_than_ours_is_understood():
    text = sent_mails.reply(UID, "ACCEPTED").encode("utf-16")
    head = b'Content-Type: text/calendar; charset="utf-16"; method=REPLY\r\nContent-Transfer-Encoding: binary\r\n\r\n'

    found = read_message(head + text)

    assert len(found.calendars) == 1


@pytest.mark.parametrize("charset", ["nonsense", "idna", "rot13", "utf-8\x00", "zip"])
def test_a_charset_that_nobody_knows_breaks_nothing(charset):
    head = f"Content-Type: text/calendar; charset={charset}\r\n\r\n".encode()

    assert len(read_message(head + sent_mails.reply(UID, "ACCEPTED").encode()).calendars) == 1


@pytest.mark.parametrize("charset", ["punycode", "idna"])
def test_a_charset_made_for_names_is_not_read_for_minutes(charset):
    text = b"a" * 45_000 + b"-" + b"a" * 45_000
    mail = b"Content-Type: text/calendar; charset=" + charset.encode() + b"\r\n\r\n" + text

    assert read_message(mail).calendars == (text,)


def test_a_calendar_longer_than_any_answer_is_left_alone():
    mail = b"Content-Type: text/calendar; charset=utf-7\r\n\r\n" + b"x" * 100_001

    assert read_message(mail).calendars == ()


def test_hundreds_of_parts_one_inside_the_other_are_refused_before_they_are_read():
    inside = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (i, i) for i in range(300))

    with pytest.raises(BadData, match="read as a mail"):
        read_message(inside + b"\r\n" * 400_000)


def test_a_mail_in_a_mail_in_a_mail_ends():
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000))

    assert attempt(deep) == Inbound()


def test_thousands_of_parts_are_not_all_looked_at():
    parts = b"--b\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\n" * 9000
    mail = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + parts

    assert len(read_message(mail).calendars) < 100


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 2500), st.sampled_from(["google", "outlook", "apple", "postfix"]))
def test_a_mail_with_anything_in_its_middle_is_read_or_refused_with_a_sentence(noise, place, maker):
    whole = sent_mails.from_postfix(OURS) if maker == "postfix" else getattr(sent_mails, f"from_{maker}")(UID)

    found = attempt(whole[:place] + noise + whole[place:])

    assert all(found.calendars)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=2000))
def test_no_bytes_at_all_raise_anything_but_a_sentence(raw):
    found = attempt(b"Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\n" + raw)

    assert found.calendars == ()
