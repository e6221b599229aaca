"""What an organisation says of itself on candidates' pages, and whom people write to there."""

from dataclasses import dataclass

from app.domain.errors import BadData
from app.domain.people import normal_email

LONGEST_ABOUT = 4000


@dataclass(frozen=True, slots=True)
class SiteWords:
    """`about` is paragraphs with an empty line between them; `writes_to` is an e-mail address or nothing."""

    about: str = ""
    about_ja: str = ""
    writes_to: str = ""
    asks_surveys: bool = True

    def check(self) -> None:
        """Refuse what is too long, and what is no address.

        Raises:
            BadData: naming the field.
        """
        for field, text in (("about", self.about), ("about_ja", self.about_ja)):
            if len(text) > LONGEST_ABOUT:
                raise BadData(f"Say it in at most {LONGEST_ABOUT:,} characters.", field=field)
        if self.writes_to:
            try:
                normal_email(self.writes_to)
            except BadData as error:
                raise BadData(error.message, field="writes_to") from error
