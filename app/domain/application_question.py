"""What a job family asks everybody who applies, to be answered in their own words."""

from app.domain.shapes import Key, Shape, Text

LONGEST_ANSWER = 3_000


class ApplicationQuestion(Shape):
    """One question. `hint` says what helps to answer it."""

    key: Key
    text: Text
    hint: Text
    is_required: bool = False
