"""The rules that keep transactions, loading and order in one hand."""

import ast

from tests.architecture.source import Function, Source, python

LISTS = {"list", "tuple", "Sequence", "Iterable", "Iterator"}
ORDERING = {"order_by", "sorted", "sort"}


def test_only_the_database_module_commits():
    committing = [
        f"{source.name}:{call.lineno}"
        for source in python("app", "forms", "wsgi.py")
        if source.name != "app/database.py"
        for call in source.calls("commit")
        if isinstance(call.func, ast.Attribute)
    ]

    assert committing == []


def _is_never_lazy(call: ast.Call) -> bool:
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    lazy = given.get("lazy")
    return isinstance(lazy, ast.Constant) and lazy.value == "raise" and "backref" not in given


def test_no_relationship_loads_by_itself():
    lazy = [
        f"{source.name}:{call.lineno}"
        for source in python("app")
        for call in source.calls("relationship")
        if not _is_never_lazy(call)
    ]

    assert lazy == []


def _returns_a_list(function: Function) -> bool:
    returns = function.returns
    if not isinstance(returns, ast.Subscript) or getattr(returns.value, "id", None) not in LISTS:
        return False
    if "Column" in ast.unparse(returns.slice):  # parts of a statement, not its rows
        return False
    if getattr(returns.value, "id", None) != "tuple":
        return True
    # tuple[Row, ...] is a list; tuple[Row, int] is a pair.
    return isinstance(returns.slice, ast.Tuple) and getattr(returns.slice.elts[-1], "value", None) is ...


def _names_called(function: Function) -> set[str]:
    calls = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    return {name for call in calls if (name := getattr(call, "id", None) or getattr(call, "attr", None))}


def _unordered(source: Source) -> list[str]:
    return [
        f"{source.name}:{function.lineno} {function.name}"
        for function in source.functions()
        if _returns_a_list(function)
        if "select" in (called := _names_called(function)) and not called & ORDERING
    ]


def test_every_list_that_is_asked_for_has_an_order():
    assert [place for source in python("app/queries") for place in _unordered(source)] == []
