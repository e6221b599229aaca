"""What importing the product costs, asked of a fresh interpreter."""

import json
import subprocess
import sys

from tests.architecture.source import ROOT, python

FRAMEWORKS = {"alembic", "flask", "flask_login", "flask_sqlalchemy", "flask_wtf", "jinja2", "sqlalchemy", "wtforms"}
HEAVY = {"alembic", "flask_migrate", "scipy"}
# Pydantic and numpy bring about 320 modules between them; anything far beyond came in by accident.
MODULES_OF_OTHERS = 360


def _loaded_after(*modules: str) -> set[str]:
    lines = ["import json, sys", *(f"import {module}" for module in modules), "print(json.dumps(list(sys.modules)))"]
    command = [sys.executable, "-c", "\n".join(lines)]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    return set(json.loads(answer.stdout))


def _modules(place: str) -> list[str]:
    return [source.name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for source in python(place)]


def test_the_domain_loads_no_framework_and_little_else():
    loaded = _loaded_after(*_modules("app/domain"))

    assert sorted(loaded & (FRAMEWORKS | HEAVY)) == []
    assert sum(1 for name in loaded if name.partition(".")[0] != "app") <= MODULES_OF_OTHERS


def test_starting_to_serve_loads_nothing_that_only_commands_need():
    loaded = _loaded_after(*_modules("app/factory.py"))

    assert sorted(loaded & HEAVY) == []
