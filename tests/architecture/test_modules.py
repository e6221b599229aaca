"""What every module owes its reader, and what stands nowhere in the project."""

import ast
import re

from tests.architecture.source import ROOT, python, texts

VAGUE_NAMES = {"common", "helper", "helpers", "misc", "miscellaneous", "util", "utilities", "utils"}
UNFINISHED = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME")) + r")\b")
# In pieces, so that this file does not break its own rule.
REGISTRY_HOSTS = [host + "." + end for host, end in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"))]
REGISTRY_HOSTS += [host + "." + end for host, end in (("npmjs", "com"), ("debian", "org/debian"), ("jsdelivr", "net"))]


def test_every_module_says_first_what_it_is_for():
    silent = [
        source.name
        for source in python("app", "forms", "wsgi.py", "tests", "tools", "benchmarks")
        if source.lines and not ast.get_docstring(source.tree)
    ]

    assert silent == []


def test_no_module_is_a_drawer_for_odds_and_ends():
    drawers = [s.name for s in python() if VAGUE_NAMES & {s.path.stem, *s.path.relative_to(ROOT).parts[:-1]}]

    assert drawers == []


def test_the_package_itself_imports_nothing():
    assert [source.imports() for source in python("app/__init__.py")] == [set()]


def test_the_server_entry_imports_only_the_factory():
    assert all(source.imports() == {"app.factory"} for source in python("wsgi.py"))


def test_nothing_is_left_unfinished_in_a_comment():
    left = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in texts()
        if "ladder_data" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if UNFINISHED.search(line)
    ]

    assert left == []


def test_no_file_names_a_package_registry():
    named = [
        f"{path.relative_to(ROOT)}: {host}"
        for path in texts()
        for host in REGISTRY_HOSTS
        if host in path.read_text(encoding="utf-8")
    ]

    assert named == []
