"""Keeps the limit of a world and seed in a folder, so that measuring again costs the recommendation's time only."""

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import numpy as np

from benchmarks.level.limit import Draws, limit
from benchmarks.level.loop import Floats
from benchmarks.level.worlds import Scene

# A limit is worked out anew as soon as anything changes that it rests on.
SOURCES = ("loop.py", "truth.py", "worlds.py", "model.py", "carelessness.py", "limit.py")


@dataclass(frozen=True)
class Keep:
    """Where limits are kept (nowhere if there is no folder), and with how many draws they are worked out."""

    folder: Path | None = None
    draws: Draws = field(default_factory=Draws)

    def limit(self, setting: Scene, seed: int) -> Floats:
        """The limit, as kept or worked out."""
        if self.folder is None:
            return limit(setting, seed, self.draws)
        path = self.folder / f"{self._digest(setting, seed)}.npy"
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            with path.with_suffix(f".{seed}.part").open("wb") as file:
                np.save(file, limit(setting, seed, self.draws))
            path.with_suffix(f".{seed}.part").replace(path)
        kept: Floats = np.load(path)
        return kept

    def _digest(self, setting: Scene, seed: int) -> str:
        parts = [repr((setting.world, seed, len(setting.finalists), self.draws)).encode()]
        parts += [(Path(__file__).parent / name).read_bytes() for name in SOURCES]
        return sha256(b"".join(parts)).hexdigest()[:24]
