"""How long the importer takes for large pages of awkward shapes, and how much memory: `python -m benchmarks.importing`.

Each shape is read in a process of its own, so that its memory can be told. `--size 5000000` takes the largest pages
that are accepted; names of shapes choose some of them. Answers 1 when a page takes longer or more than was promised.
"""

import argparse
import resource
import subprocess
import sys
import time

from app.domain.importing.areas import AreaNames
from app.domain.importing.pages import imported
from tests.domain.importing.shapes import SHAPES, page_of

SECONDS = {1_000_000: 2.0, 5_000_000: 15.0}
# What is promised of memory is promised of pages up to this size.
MEGABYTES, SMALL = 300, 1_000_000


def main() -> int:
    """Read the shapes that the command line names and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shapes", nargs="*", choices=[[], *SHAPES], help="all of them without a name")
    parser.add_argument("--size", type=int, default=1_000_000, help="how many bytes a page has")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.inside:
        print(measured(asked.shapes[0], asked.size))
        return 0
    too_much = 0
    for name in asked.shapes or SHAPES:
        command = [sys.executable, "-m", "benchmarks.importing", name, "--size", str(asked.size), "--inside"]
        line = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
        seconds, megabytes = (float(figure) for figure in line.split()[:2])
        is_small = asked.size <= SMALL
        is_kept = seconds <= SECONDS.get(asked.size, SECONDS[5_000_000]) and (megabytes <= MEGABYTES or not is_small)
        too_much += not is_kept
        print(f"{name:14} {seconds:6.2f} s  {megabytes:5.0f} MB{'' if is_kept else '  too much'}", flush=True)
    return 1 if too_much else 0


def measured(name: str, size: int) -> str:
    """Seconds of processor time and megabytes at most, for one page with its report."""
    text = page_of(name, size)
    began = time.process_time()
    imported(text, page=f"{name}.md", areas=AreaNames.empty()).report.to_data()
    seconds = time.process_time() - began
    return f"{seconds:.3f} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}"


if __name__ == "__main__":
    sys.exit(main())
