"""How large a module, function, route and conftest may become. In functions, docstrings and blank lines are free."""

import ast

from tests.architecture.source import Function, Source, python

MODULE_LINES = 400
FUNCTION_LINES = 40
ROUTE_LINES = 15
CONFTEST_LINES = 99
ROUTE_DECORATORS = {"route", "get", "post", "put", "patch", "delete"}


def _lines(source: Source, function: Function, *, body_only: bool) -> int:
    body = function.body
    if ast.get_docstring(function) is not None:
        body = body[1:]
    if not body:
        return 0
    head = 0 if body_only else function.body[0].lineno - function.lineno
    last = function.end_lineno or function.lineno
    return head + sum(1 for line in source.lines[body[0].lineno - 1 : last] if line.strip())


def _is_route(function: Function) -> bool:
    decorators = [node.func for node in function.decorator_list if isinstance(node, ast.Call)]
    return any(isinstance(node, ast.Attribute) and node.attr in ROUTE_DECORATORS for node in decorators)


def _too_long(sources: list[Source], *, limit: int, routes: bool) -> list[str]:
    return [
        f"{source.name}:{function.lineno} {function.name} has {length} lines, {limit} are allowed"
        for source in sources
        for function in source.functions()
        if _is_route(function) or not routes
        if (length := _lines(source, function, body_only=routes)) > limit
    ]


def test_no_module_outgrows_what_one_reads_in_a_sitting():
    sources = python("app", "forms", "wsgi.py", "tests", "tools", "benchmarks")

    assert [f"{s.name}: {len(s.lines)} lines" for s in sources if len(s.lines) > MODULE_LINES] == []


def test_no_function_outgrows_a_screen():
    sources = python("app", "forms", "wsgi.py", "tests", "tools", "benchmarks")

    assert _too_long(sources, limit=FUNCTION_LINES, routes=False) == []


def test_every_route_is_thin():
    assert _too_long(python("app/web", "app/api"), limit=ROUTE_LINES, routes=True) == []


def test_every_conftest_is_short():
    conftests = [source for source in python("tests") if source.path.name == "conftest.py"]

    assert [f"{s.name}: {len(s.lines)} lines" for s in conftests if len(s.lines) > CONFTEST_LINES] == []
