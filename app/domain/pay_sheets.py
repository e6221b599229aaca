"""What a title pays in a segment and a country, as the organisation enters it; None and empty mean "not set"."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.domain.countries import COUNTRIES
from app.domain.errors import BadData
from app.domain.family import JobFamily

LARGEST = 2_000_000_000
MOST_RAMP_MONTHS = 24
QUARTERS = 4
TERMS_LENGTH = 4_000
SOURCE_LENGTH = 300


@dataclass(frozen=True, slots=True)
class PayPlace:
    """What a sheet is for. An empty specialty or country stands for all that have no sheet of their own."""

    family: str
    title: str
    specialty: str = ""
    country: str = ""

    def check(self, family: JobFamily) -> None:
        """Refuse what the family does not have.

        Raises:
            BadData: naming the field.
        """
        if self.title not in {item.key for item in family.titles}:
            raise BadData("Choose a title of the list.", field="title")
        if self.specialty and self.specialty not in {item.key for item in family.specialties}:
            raise BadData("Choose a specialty of the list, or all of them.", field="specialty")
        if self.country and self.country not in COUNTRIES:
            raise BadData("Choose a country of the list, or all of them.", field="country")

    def holds_for(self, wanted: "PayPlace") -> bool:
        """Whether a sheet of this place says something of an opening of that one."""
        return (
            (self.family, self.title) == (wanted.family, wanted.title)
            and self.specialty in {"", wanted.specialty}
            and self.country in {"", wanted.country}
        )


@dataclass(frozen=True, slots=True)
class PaySheet:
    """The figures, and where they come from.

    `on_target` and `on_target_top` are whole units of the currency in a year, the second where it is a range;
    `base_share` is the per cent of it that is fixed; `ramp` the per cent of a full quota that each of the first months
    asks for; `seasons` the per cent of a year's quota that falls into each quarter.
    """

    source: str
    as_of: date
    currency: str | None = None
    on_target: int | None = None
    on_target_top: int | None = None
    base_share: int | None = None
    ramp: tuple[int, ...] = ()
    seasons: tuple[int, ...] = ()
    terms: str = ""

    @property
    def base(self) -> tuple[int, int] | None:
        """The fixed part of a year, from and to, rounded; None where it is not set."""
        if self.on_target is None or self.base_share is None:
            return None
        return tuple((amount * self.base_share + 50) // 100 for amount in self.on_target_range)  # type: ignore[return-value]

    @property
    def on_target_range(self) -> tuple[int, int]:
        """From and to, equal where there is one figure; zeros where none is set."""
        lower = self.on_target or 0
        return lower, self.on_target_top or lower

    def check(self, *, currencies: Iterable[str], today: date) -> None:
        """Refuse what would tell candidates something wrong.

        Args:
            currencies: the codes that there are, by ISO 4217.
            today: the day on which it is entered.

        Raises:
            BadData: naming the field.
        """
        self._check_amounts(frozenset(currencies))
        self._check_shares()
        if not self.source.strip():
            raise BadData("Say where these figures come from, such as the pay plan and its year.", field="source")
        _at_most(self.source, SOURCE_LENGTH, "source")
        _at_most(self.terms, TERMS_LENGTH, "terms")
        if self.as_of > today:
            raise BadData(
                "This day is still to come. Enter the day on which the figures were last true.", field="as_of"
            )

    def _check_amounts(self, currencies: frozenset[str]) -> None:
        if self.currency is not None and self.currency not in currencies:
            raise BadData("Enter a currency by its three letters, such as EUR or JPY.", field="currency")
        if self.on_target is not None and self.currency is None:
            raise BadData("Say which currency the earnings are in.", field="currency")
        for name, amount in (("on_target", self.on_target), ("on_target_top", self.on_target_top)):
            if amount is not None and not 1 <= amount <= LARGEST:
                raise BadData(f"Enter a whole amount a year, from 1 to {LARGEST:,}.", field=name)
        if self.on_target_top is not None and (self.on_target is None or self.on_target_top <= self.on_target):
            raise BadData(
                "The upper end has to lie above the lower one. Leave it empty where there is one figure.",
                field="on_target_top",
            )

    def _check_shares(self) -> None:
        if self.base_share is not None and not 0 <= self.base_share <= 100:
            raise BadData("Enter the fixed share as a whole number from 0 to 100.", field="base_share")
        if len(self.ramp) > MOST_RAMP_MONTHS:
            raise BadData(f"Enter at most {MOST_RAMP_MONTHS} months of ramp.", field="ramp")
        if any(not 0 <= share <= 100 for share in self.ramp):
            raise BadData("Each month of the ramp is a share of the full quota from 0 to 100.", field="ramp")
        if any(later < earlier for earlier, later in zip(self.ramp, self.ramp[1:], strict=False)):
            raise BadData("A ramp rises: no month asks for less than the one before it.", field="ramp")
        if self.seasons and (
            len(self.seasons) != QUARTERS or sum(self.seasons) != 100 or any(share < 0 for share in self.seasons)
        ):
            raise BadData("Enter four shares, one for each quarter, that make 100 together.", field="seasons")


def _at_most(text: str, length: int, field: str) -> None:
    if len(text) > length:
        raise BadData(f"Keep this to {length:,} characters.", field=field)


def holding(places: Iterable[PayPlace], wanted: PayPlace) -> PayPlace | None:
    """The place whose sheet holds for an opening: the one that says most about it; None without any.

    Where one names the country and another the specialty, the country comes first: law and currency are its own.
    """
    fitting = [place for place in places if place.holds_for(wanted)]
    return max(fitting, key=lambda place: (place.country != "", place.specialty != ""), default=None)


def numbers(text: str, *, field: str) -> tuple[int, ...]:
    """Whole numbers that were typed one after the other, with commas, spaces or per cent signs between them.

    Raises:
        BadData: naming the field, for anything else.
    """
    words = text.replace(",", " ").replace("%", " ").replace(";", " ").split()
    if any(not (word.isascii() and word.isdigit() and len(word) <= 3) for word in words):
        raise BadData("Enter whole numbers with commas between them, such as 25, 50, 75, 100.", field=field)
    return tuple(int(word) for word in words)
