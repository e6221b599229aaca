"""What an organisation has switched on: whether levels are computed, and whether strictness is adjusted for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Switches:
    """Both are on until somebody turns them off."""

    computes_levels: bool = True
    adjusts_severity: bool = True

    def differing(self, other: "Switches") -> dict[str, str]:
        """What stands otherwise here than there, each as "on" or "off", for the audit trail."""
        mine = {"computes_levels": self.computes_levels, "adjusts_severity": self.adjusts_severity}
        theirs = {"computes_levels": other.computes_levels, "adjusts_severity": other.adjusts_severity}
        return {name: "on" if is_on else "off" for name, is_on in mine.items() if is_on != theirs[name]}

    @property
    def says(self) -> str:
        """What holds now, in one sentence."""
        if not self.computes_levels:
            return "No level is computed: the decision page shows the matrix and the proof."
        if not self.adjusts_severity:
            return "Levels are computed, and every rating counts as it was given."
        return "Levels are computed, and the strictness of interviewers is adjusted for."
