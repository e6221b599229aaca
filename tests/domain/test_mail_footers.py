"""Below every message stands why its reader gets it, in the language of the message."""

from itertools import combinations

import pytest

from app.domain.mail_footers import how_to_stop, why
from app.domain.mail_kinds import MailKind, Reader


def kind_for(reader: Reader) -> MailKind:
    return MailKind("news", "News", reader, (), ())


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("reader", Reader)
def test_every_reader_is_told_at_which_organisation_they_get_the_message(reader: Reader, language: str) -> None:
    says = why(kind_for(reader), organisation="Tern & Co", language=language)

    assert says.count("Tern & Co") == 1
    assert says.endswith("." if language == "en" else "。")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_readers_of_different_kinds_get_a_message_for_different_reasons(language: str) -> None:
    reasons = [why(kind_for(reader), organisation="Tern", language=language) for reader in Reader]

    assert all(one != other for one, other in combinations(reasons, 2))


def test_a_candidate_is_told_that_they_applied() -> None:
    assert why(kind_for(Reader.CANDIDATE), organisation="Tern", language="en").endswith("because you applied at Tern.")


def test_the_way_to_stop_a_kind_of_message_is_told_in_both_languages() -> None:
    assert how_to_stop("en") == "You can do without messages of this kind:"
    assert how_to_stop("ja").isascii() is False
