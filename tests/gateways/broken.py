"""A small sound file to break, and what is said of a broken one."""

from pathlib import Path

import pytest

from app.gateways.ladder_files import read_directory, read_file
from app.gateways.ladder_findings import LadderFileError

SCALE = """\
kind: scale
key: small
name: Small
best: lowest
basis: stated
source:
  document: paper
  at: top
marks: {good: 1}
points:
  - {value: 1, key: good, name: Good, short: Good, meaning: It works.}
  - {value: 2, key: bad, name: Bad, short: Bad, meaning: It does not.}
"""


def findings(path: Path) -> list[str]:
    """What is said of a file or directory, with paths as seen from `path`."""
    with pytest.raises(LadderFileError) as refusal:
        read_directory(path) if path.is_dir() else read_file(path)
    prefix = f"{path if path.is_dir() else path.parent}/"
    return [str(finding).replace(prefix, "") for finding in refusal.value.findings]
