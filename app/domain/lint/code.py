"""What one code of the linter stands for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """What a finding of it means, in one sentence, and what to do about it, in another."""

    means: str
    advice: str
