"""The book of a page: nothing counts as placed whose words are not in the result."""

from app.domain.importing.blocks import Heading, Item, Paragraph
from app.domain.importing.ledger import Ledger
from app.domain.importing.report import Unplaced

HEADING, ITEM, PROSE = Heading(1, 2, "Bakers"), Item(2, "Knead it"), Paragraph(3, "About us")


def test_what_nobody_placed_is_left_over():
    ledger = Ledger((HEADING, ITEM, PROSE))

    ledger.understand(HEADING)
    ledger.place(ITEM)
    ledger.set_aside(PROSE)
    ledger.settle({"titles": [{"text": "Knead it"}]})

    report = ledger.report((), {})
    assert report.unplaced == (Unplaced(3, "About us", is_boilerplate=True),)
    assert (report.placed_characters, report.page_characters) == (13, 20)


def test_a_claim_that_the_result_does_not_bear_out_is_taken_back():
    ledger = Ledger((ITEM,))

    ledger.place(ITEM)
    ledger.settle({"titles": [{"text": "Bake it"}]})

    assert ledger.report((), {}).unplaced == (Unplaced(2, "Knead it"),)


def test_equal_texts_on_one_line_are_two_texts():
    twins = (Item(2, "Knead it"), Item(2, "Knead it"))
    ledger = Ledger(twins)

    ledger.understand(twins[0])

    assert len(ledger.report((), {}).unplaced) == 1
