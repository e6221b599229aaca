"""The form of a card: text kept exactly, limits told in sentences, statements behind tokens."""

import pytest
from werkzeug.datastructures import MultiDict

from app.domain.amendment import parts_of
from forms.scorecards import AmendForm, Choose, ScorecardForm
from tests.factories.panels import card_fields, make_answers, sheet_for

ODD = [
    "",
    " ",
    "\n leading and trailing \n\n",
    "tab\tand\u00a0space",
    "lone \r return",
    "e\u0301 is not \u00e9",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467 family",
    "\u202eright to left\u202c שלום مرحبا",
    "日本語の文章。\u3000全角",
    "\ufeffmark \u2028 line \u2029 paragraph \x85 next",
    "<script>alert(1)</script> & &amp; \"quotes\" 'single' </textarea>",
    "{{ 7 * 7 }} %s {0} $x `y` \\n",
    "\x01\x1f\x7f control",
    "\U0010ffff last",
    "'; DROP TABLE scorecard; --",
    "x" * 20_000,
    "\U0001f600" * 20_000,
]


@pytest.fixture
def sheet():
    return sheet_for(1, 2)


@pytest.fixture
def posted(app, sheet):
    app_config = app.config.get("WTF_CSRF_ENABLED", True)
    app.config["WTF_CSRF_ENABLED"] = False

    def make(fields):
        with app.test_request_context(method="POST", data=MultiDict(fields)):
            form = ScorecardForm.for_sheet(sheet, sheet.blank(), version=0)
            form.validate_on_submit()
            return form

    yield make
    app.config["WTF_CSRF_ENABLED"] = app_config


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_any_text_is_kept_exactly(posted, sheet, text):
    form = posted(card_fields(sheet, text=text))

    assert not form.errors
    assert {area.evidence for area in form.answers().areas} == {text}
    assert form.answers().summary == text


def test_line_ends_of_a_browser_become_plain_ones(posted, sheet):
    form = posted(card_fields(sheet, text="one\r\ntwo\r\n"))

    assert form.answers().summary == "one\ntwo\n"


@pytest.mark.parametrize("text", ["x" * 20_001, "a\x00b"])
def test_text_that_cannot_be_kept_is_refused_beside_its_field_and_stays_there(posted, sheet, text):
    form = posted(card_fields(sheet) | {"evidence-efficiency": text})

    assert list(form.errors) == ["evidence-efficiency"]
    assert form["evidence-efficiency"].data == text
    assert form.status == 422


def test_a_choice_that_is_not_offered_is_refused_with_a_sentence(posted, sheet):
    form = posted(card_fields(sheet) | {"rating-efficiency": "6", "statement-techniques": "master", "vote": "maybe"})

    assert {name: errors[0] for name, errors in form.errors.items()} == {
        "rating-efficiency": "Efficiency: choose one of those shown.",
        "statement-techniques": "Selling technique: choose one of those shown.",
        "vote": "Vote: choose one of those shown.",
    }


def test_a_token_becomes_the_statement_that_it_stands_for(posted, sheet):
    token = sheet.signals[0].choice("master").token

    form = posted(card_fields(sheet) | {"statement-techniques": token})

    assert form.answers().signals[0].statement == "master"


def test_nothing_is_chosen_beforehand(posted, sheet, app):
    with app.test_request_context():
        form = ScorecardForm.for_sheet(sheet, sheet.blank(), version=0)

    assert not any(option.checked for field in form if isinstance(field, Choose) for option in field)


def test_a_kept_card_comes_back_as_it_was(app, sheet):
    answers = make_answers(sheet, point=None, note="Covered the port case.")

    with app.test_request_context():
        form = ScorecardForm.for_sheet(sheet, answers, version=4)

    assert form.answers() == answers
    assert form["version"].data == 4


def test_every_unfinished_part_gets_its_own_sentence(posted, sheet):
    form = posted({"rating-efficiency": "1"})

    assert form.refuse_incomplete()
    assert form.errors["evidence-efficiency"] == [
        "Efficiency: write what was said or done. Every point needs evidence."
    ]
    assert len(form.errors) == sheet.size


def test_an_amendment_holds_the_fields_of_its_part_only(app, sheet):
    part = next(item for item in parts_of(sheet) if item.code == "vote")

    with app.test_request_context():
        form = AmendForm.for_part(sheet, part, now={"vote": "yes"}, version=1)

    assert [field.name for field in form if field.name != "csrf_token"] == ["version", "vote", "reason"]
    assert form.after() == {"vote": "yes"}
