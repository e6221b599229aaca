"""What a message may be."""

import pytest

from app.domain.errors import BadData
from app.domain.messages import LONGEST, checked


def test_a_message_is_kept_with_plain_line_ends():
    assert checked("  Hello\r\nthere\r ") == "Hello\nthere"


@pytest.mark.parametrize("text", ["", " \r\n ", "\x00", "x" * (LONGEST + 1)])
def test_a_message_has_something_in_it_and_not_too_much(text: str):
    with pytest.raises(BadData) as refused:
        checked(text)

    assert refused.value.field == "text"
