"""A broken file by itself: each refusal says where, what was met, what is allowed and the nearest right word."""

import re
from collections.abc import Iterator
from typing import get_args

import pytest
from pydantic import BaseModel

from app.domain.scale import Scale
from app.gateways.ladder_files import read_file, shipped_directory
from app.gateways.ladder_findings import LadderFileError
from app.gateways.ladder_shapes import FILE_KINDS
from tests.gateways.broken import SCALE, findings

KINDS = "scale, ladder, family, competency, questions, crosswalk, model, deck, phrases, accepted"
POINT_KEYS = "value, key, name, short, meaning, ladder_word"
SCALE_NEEDS = "required are key, name, best, points, source, basis"
PLAIN = "one mapping of keys and values"


def test_a_sound_file_is_read(tmp_path):
    (tmp_path / "small.yaml").write_text(SCALE)

    scale = read_file(tmp_path / "small.yaml")

    assert isinstance(scale, Scale)
    assert scale.mark("good") == 1


def test_a_byte_order_mark_is_no_mistake(tmp_path):
    (tmp_path / "small.yaml").write_bytes(b"\xef\xbb\xbf" + SCALE.encode())

    assert isinstance(read_file(tmp_path / "small.yaml"), Scale)


NOT_PLAIN_YAML = {
    "nothing": ("", "1:1: an empty file; allowed: a mapping of keys and values, with `kind` first"),
    "list": ("- a\n", "1:1: a list; allowed: a mapping of keys and values, with `kind` first"),
    "word": ("hello\n", "1:1: 'hello'; allowed: a mapping of keys and values, with `kind` first"),
    "tab": (
        "kind: scale\n\tkey: a\n",
        (
            "2:1: this is not YAML: while scanning for the next token, "
            f"found character '\\t' that cannot start any token; allowed: {PLAIN}"
        ),
    ),
    "open list": (
        "kind: scale\nname: [a\n",
        (
            "3:1: this is not YAML: while parsing a flow sequence, "
            f"expected ',' or ']', but got '<stream end>'; allowed: {PLAIN}"
        ),
    ),
    "colon": (
        "kind: scale\nname: a: b\n",
        f"2:8: this is not YAML: mapping values are not allowed here; allowed: {PLAIN}",
    ),
    "key twice": (
        "kind: scale\nkey: a\nkey: b\n",
        "3:1: a second key 'key'; the first is on line 2; allowed: each key once",
    ),
    "anchor": ("kind: &a scale\n", "1:7: an anchor (&a); allowed: content without anchors"),
    "tag": ("kind: !!str scale\n", "1:7: a tag (!!str); allowed: content without tags"),
    "own tag": ("kind: scale\nname: !run {a: b}\n", "2:7: a tag (!run); allowed: content without tags"),
    "merge": ("kind: scale\n<<: {key: a}\n", "2:1: a merge key (<<); allowed: the keys themselves, written out"),
    "directive": ("%YAML 1.1\n---\nkind: scale\n", "1:1: a directive (%); allowed: plain YAML without directives"),
    "two documents": (
        "kind: scale\n---\nkind: scale\n",
        "2:1: a second document (---); allowed: one document per file",
    ),
    "depth": ("kind: " + "[" * 30 + "]" * 30, "1:26: content nested too deeply; allowed: at most 20 levels"),
    "key of a list": ("kind: scale\n? [a]\n: b\n", "2:3: a key that is no word; allowed: a word"),
    "control character": ("kind: scale\nname: a\x07b\n", "2:8: a control character; allowed: printable characters"),
    "escaped NUL": ('kind: scale\nname: "a\\0"\n', "2:7: a control character; allowed: printable characters"),
    "half a character": ('kind: scale\nname: "\\ud800"\n', "2:7: a control character; allowed: printable characters"),
    "no kind": ("key: a\n", f"1:1: 'kind' is missing; allowed: {KINDS}"),
    "unknown kind": ("kind: lader\n", f"1:7: kind is 'lader'; allowed: {KINDS}; did you mean 'ladder'?"),
    "kind of a list": ("kind: [scale]\n", f"1:7: kind is a list; allowed: {KINDS}"),
}


@pytest.mark.parametrize("case", NOT_PLAIN_YAML)
def test_only_plain_yaml_is_let_in(tmp_path, case):
    text, said = NOT_PLAIN_YAML[case]
    (tmp_path / "x.yaml").write_text(text)

    assert findings(tmp_path / "x.yaml") == [f"x.yaml:{said}"]


def test_an_anchor_and_its_alias_are_two_findings(tmp_path):
    (tmp_path / "x.yaml").write_text("kind: &a scale\nname: *a\n")

    assert findings(tmp_path / "x.yaml") == [
        "x.yaml:1:7: an anchor (&a); allowed: content without anchors",
        "x.yaml:2:7: an alias (*a); allowed: the text itself, written out",
    ]


def test_bytes_that_are_not_utf8_are_found_by_line_and_column(tmp_path):
    (tmp_path / "x.yaml").write_bytes("kind: scale\nname: é".encode() + b"\xff\n")

    assert findings(tmp_path / "x.yaml") == ["x.yaml:2:8: a byte that is not UTF-8 (0xff); allowed: UTF-8 text"]


def test_a_file_above_two_megabytes_is_not_even_parsed(tmp_path):
    (tmp_path / "x.yaml").write_bytes(b"[" * 2_000_001)

    assert findings(tmp_path / "x.yaml") == ["x.yaml:1:1: a file of more than 2 MB; allowed: at most 2 MB"]


def test_endless_nesting_is_given_up_at_once(tmp_path):
    (tmp_path / "x.yaml").write_text("[" * 1_000_000)

    assert findings(tmp_path / "x.yaml") == ["x.yaml:1:21: content nested too deeply; allowed: at most 20 levels"]


def test_a_file_that_is_not_there_is_said_to_be_unreadable(tmp_path):
    said = findings(tmp_path / "x.yaml")

    assert said == ["x.yaml:1:1: the file can't be read (No such file or directory); allowed: a readable YAML file"]


MISFITS = {
    "misspelt key": (
        "meaning: It works.",
        "meening: It works.",
        f"11:52: 'meening' is no key here; allowed: {POINT_KEYS}; did you mean 'meaning'?",
    ),
    "strange key": (
        "basis: stated",
        "basis: stated\ncolour: red",
        "6:1: 'colour' is no key here; allowed: kind, key, name, best, points, marks, source, basis",
    ),
    "missing key": ("basis: stated\n", "", f"1:1: 'basis' is missing; allowed: {SCALE_NEEDS}"),
    "two missing keys": (
        "  document: paper\n  at: top\n",
        "  {}\n",
        "7:3: 'document', 'at' are missing; allowed: required are document, at",
    ),
    "word of a list": ("lowest", "lowset", "4:7: 'lowset'; allowed: lowest, highest; did you mean 'lowest'?"),
    "basis": (
        "basis: stated",
        "basis: house judgment",
        "5:8: 'house judgment'; allowed: stated, public, house judgement; did you mean 'house judgement'?",
    ),
    "spelling of a key": (
        "key: small",
        "key: Small Scale",
        (
            "2:6: 'Small Scale'; allowed: small letters, digits and _, beginning with a letter; "
            "did you mean 'small_scale'?"
        ),
    ),
    "spelling of a document": (
        "document: paper",
        "document: The Paper",
        (
            "7:13: 'The Paper'; allowed: small letters, digits, - and _, beginning with a letter; "
            "did you mean 'the_paper'?"
        ),
    ),
    "key of a mapping": (
        "{good: 1}",
        "{Good: 1}",
        "9:9: 'Good'; allowed: small letters, digits and _, beginning with a letter; did you mean 'good'?",
    ),
    "text for a number": ("{good: 1}", "{good: one}", "9:15: 'one'; allowed: a whole number"),
    "quoted number": ("value: 2", "value: '2'", "12:13: '2'; allowed: a whole number"),
    "fraction": ("value: 2", "value: 2.5", "12:13: the number 2.5; allowed: a whole number"),
    "number for text": (
        "name: Small",
        "name: 3",
        "3:7: the number 3; allowed: text (in quotes if it looks like a number or like true)",
    ),
    "truth for text": (
        "name: Small",
        "name: true",
        "3:7: the word true; allowed: text (in quotes if it looks like a number or like true)",
    ),
    "nothing for text": (
        "name: Small",
        "name:",
        "3:1: nothing; allowed: text (in quotes if it looks like a number or like true)",
    ),
    "empty text": ("name: Small", "name: ''", "3:7: ''; allowed: at least 1 character"),
    "endless text": ("name: Small", f"name: {'x' * 4001}", f"3:7: '{'x' * 57}...'; allowed: at most 4000 characters"),
    "list for a mapping": ("{good: 1}", "[good]", "9:8: a list; allowed: a mapping of keys and values"),
    "text for a shape": (
        "source:\n  document: paper\n  at: top",
        "source: paper",
        "6:9: 'paper'; allowed: a mapping of keys and values",
    ),
    "mark of no point": (
        "{good: 1}",
        "{good: 7}",
        "9:15: mark 'good' names 7, which is no point of this scale; allowed: 1, 2",
    ),
    "points out of order": (
        "value: 2",
        "value: 0",
        "11:3: the points have the values 1, 0; they must be two or more, distinct, and listed from best to worst",
    ),
    "point twice": ("key: bad", "key: good", "12:21: a second point has the key 'good'"),
}


@pytest.mark.parametrize("case", MISFITS)
def test_what_does_not_fit_is_found_where_it_stands(tmp_path, case):
    right, wrong, said = MISFITS[case]
    assert right in SCALE
    (tmp_path / "x.yaml").write_text(SCALE.replace(right, wrong, 1))

    assert findings(tmp_path / "x.yaml") == [f"x.yaml:{said}"]


def test_all_mistakes_of_a_file_are_told_at_once_in_their_order(tmp_path):
    (tmp_path / "x.yaml").write_text(SCALE.replace("lowest", "lowset").replace("value: 2", "value: two"))

    assert findings(tmp_path / "x.yaml") == [
        "x.yaml:4:7: 'lowset'; allowed: lowest, highest; did you mean 'lowest'?",
        "x.yaml:12:13: 'two'; allowed: a whole number",
    ]


def test_the_error_itself_lists_everything(tmp_path):
    (tmp_path / "x.yaml").write_text("kind: lader\n")

    with pytest.raises(LadderFileError) as refusal:
        read_file(tmp_path / "x.yaml")

    assert refusal.value.message.startswith("The ladder data has one thing to put right first:\n")
    assert "did you mean 'ladder'?" in refusal.value.message


def shapes_in(annotation: object) -> Iterator[type[BaseModel]]:
    """Every shape that a field's type mentions, however deep."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for info in annotation.model_fields.values():
            yield from shapes_in(info.annotation)
    for part in get_args(annotation):
        yield from shapes_in(part)


def test_the_readme_explains_every_key_of_every_file():
    explained = set(re.findall(r"`([a-z_]+)", (shipped_directory() / "README.md").read_text()))

    keys = {name for kind in FILE_KINDS.values() for shape in shapes_in(kind) for name in shape.model_fields}
    assert sorted(keys - explained) == []
