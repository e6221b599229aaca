"""Measures the level recommendation on invented worlds: python -m benchmarks.level --help."""

import argparse
import json
import multiprocessing
import os
from dataclasses import asdict
from pathlib import Path

from benchmarks.level.figures import Figures, Task, measured
from benchmarks.level.keeping import Keep
from benchmarks.level.report import markdown, summed_up
from benchmarks.level.worlds import STRESS, VARIANTS, WORLDS

# Seeds 1 to 20 are for whoever tunes the recommendation; figures are reported on others.
FIRST_SEED = 101
PROCESSES = 2
GROUPS = {"all": tuple(WORLDS), "stress": tuple(STRESS), "variants": tuple(VARIANTS)}


def main() -> None:
    """Read the arguments, measure with two processes, print a report."""
    arguments = _arguments()
    worlds = GROUPS.get(arguments.world, (arguments.world,))
    keep = Keep(arguments.keep)
    tasks = [
        Task(world, arguments.first_seed + number, arguments.finalists, keep, arguments.without_product)
        for world in worlds
        for number in range(arguments.seeds)
    ]
    figures: dict[str, list[Figures]] = {world: [] for world in worlds}
    for task, found in zip(tasks, _measured(tasks), strict=True):
        figures[task.world].append(found)
    summaries = summed_up(figures)
    if arguments.json:
        flat = {world: {name: asdict(spread) for name, spread in rows.items()} for world, rows in summaries.items()}
        print(json.dumps({"summaries": flat, "seeds": figures}, indent=1))
    else:
        print(markdown(summaries))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.level", description=__doc__)
    parser.add_argument("--seeds", type=int, default=5, help="how many seeds (default: 5)")
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED, help=f"the first seed (default: {FIRST_SEED})")
    parser.add_argument("--finalists", type=int, default=1800, help="finalists per seed (default: 1800)")
    parser.add_argument("--world", choices=[*GROUPS, *WORLDS], default="default", help="one world or a group of them")
    parser.add_argument("--keep", type=Path, help="a folder that keeps the limits between runs")
    parser.add_argument("--without-product", action="store_true", help="only the limit and the simple readers")
    parser.add_argument("--json", action="store_true", help="print every seed's figures instead of tables")
    return parser.parse_args()


def _measured(tasks: list[Task]) -> list[Figures]:
    """One thread in each process: the processes already use the cores."""
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        return pool.map(measured, tasks, chunksize=1)


if __name__ == "__main__":
    main()
