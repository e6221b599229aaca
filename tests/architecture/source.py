"""Reads the project's own files, as text and as syntax trees, for the tests of the house rules."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
SKIPPED_FOLDERS = {"instance", "node_modules", "__pycache__", "htmlcov", "test-results"}
TEXT_SUFFIXES = {"", ".cfg", ".css", ".html", ".in", ".ini", ".js", ".json", ".mako", ".md", ".py", ".sh"}
TEXT_SUFFIXES |= {".svg", ".toml", ".txt", ".yaml", ".yml"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file of the project."""

    path: Path

    @property
    def name(self) -> str:
        """The path from the project's root, as it is shown when a rule is broken."""
        return self.path.relative_to(ROOT).as_posix()

    @cached_property
    def lines(self) -> list[str]:
        """The file's lines, without their ends."""
        return self.path.read_text(encoding="utf-8").splitlines()

    @cached_property
    def tree(self) -> ast.Module:
        """The file's syntax tree."""
        return ast.parse("\n".join(self.lines), self.name)

    def functions(self) -> Iterator[Function]:
        """Every function and method, nested ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def calls(self, name: str) -> Iterator[ast.Call]:
        """Every call of a function or method of that name, whatever it is called on."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and name in (
                getattr(node.func, "id", None),
                getattr(node.func, "attr", None),
            ):
                yield node

    def imports(self) -> set[str]:
        """The modules that are imported anywhere in the file."""
        found: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add(node.module or "")
        return found


def files(*places: str) -> list[Path]:
    """Every file of these folders (default: the whole project) that is the project's own, in a fixed order."""
    found: list[Path] = []
    for place in places or (".",):
        start = ROOT / place
        if start.exists():
            found += [start] if start.is_file() else _walk(start)
    return sorted(set(found))


def python(*places: str) -> list[Source]:
    """Every Python file of these folders or files; a place that does not exist holds none."""
    return [Source(path) for path in files(*places) if path.suffix == ".py"]


def texts() -> list[Path]:
    """Every file of the project that people write and read as text; what tools leave behind starts with a dot."""
    return [path for path in files() if path.suffix in TEXT_SUFFIXES and not path.name.startswith(".")]


def _walk(folder: Path) -> Iterator[Path]:
    """Files below a folder, without entering what is not ours."""
    for path in folder.iterdir():
        if path.is_dir():
            if _is_ours(path / "a file"):
                yield from _walk(path)
        else:
            yield path


def _is_ours(path: Path) -> bool:
    folders = path.relative_to(ROOT).parts[:-1]
    return not any(folder in SKIPPED_FOLDERS or (folder.startswith(".") and folder != ".ci") for folder in folders)
