"""What a ladder's cells say of territories: which accounts, how many, and of how many employees."""

import re
from collections.abc import Mapping
from typing import Any

from app.domain.importing.keys import key_of

_PROFILE = re.compile(r"[\"“]([^\"”\n]{2,40})[\"”]")
_BAND = re.compile(r"(\d{1,4}(?:\.\d{1,3})?)\s?(k?)\s?(?:[-–—]|to)\s?(\d{1,4}(?:\.\d{1,3})?)\s?(k)\b", re.I)
_OPEN_BAND = re.compile(r"(\d{1,4}(?:\.\d{1,3})?)\s?(k)\s?\+", re.I)
_SHARES = (
    ("exceptions", re.compile(r"\bexceptions?\b", re.I)),
    ("nearly_all", re.compile(r"\bnearly all\b|\balmost all\b", re.I)),
    ("fewest", re.compile(r"\bfewest\b", re.I)),
    ("fewer", re.compile(r"\bfewer\b", re.I)),
    ("none", re.compile(r"^\s*no\b", re.I)),
    ("some", re.compile(r"\bsome\b", re.I)),
    ("most", re.compile(r"\bmost\b", re.I)),
)
_RANK = re.compile(r"^\s*(second |third |fourth )?(most|fewest)\b[^\n\"“]{0,40}\baccounts\b", re.I)
_PLACES = {"": 1, "second ": 2, "third ": 3, "fourth ": 4}


def territories_of(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The territory of each level whose cell gives its place in the number of accounts and at least one profile."""
    rows = [row for row in content["rows"] if "territor" in row["name"].lower()]
    codes = [level["code"] for level in content["levels"]]
    found = []
    for row in rows[:1]:
        valued = [code for code in codes if row["cells"][code]["state"] == "value"]
        for code in valued:
            text = row["cells"][code]["text"]
            rank = _RANK.match(text)
            accounts = _accounts(text)
            if rank and accounts:
                place = _PLACES[(rank[1] or "").lower()]
                at = f"row {row['name']}, column {code}"
                ranked = place if rank[2].lower() == "most" else len(valued) + 1 - place
                source = {"document": content["document"], "at": at}
                found.append({"level": code, "accounts_rank": ranked, "accounts": accounts, "source": source})
    return found


def _accounts(text: str) -> list[dict[str, Any]]:
    accounts = []
    for sentence in text.split("\n"):
        share = next((word for word, pattern in _SHARES if pattern.search(sentence)), None)
        for profile in _PROFILE.finditer(sentence) if share else ():
            lowest, highest = _edges(sentence)
            accounts.append(
                {
                    "profile": key_of(profile[1], default="profile"),
                    "share": share,
                    "employees_from": lowest,
                    "employees_to": highest,
                }
            )
    return accounts


def _edges(sentence: str) -> tuple[int | None, int | None]:
    band = _BAND.search(sentence)
    if band:
        return _employees(band[1], band[2] or band[4]), _employees(band[3], band[4])
    above = _OPEN_BAND.search(sentence)
    return (_employees(above[1], above[2]), None) if above else (None, None)


def _employees(number: str, thousands: str) -> int:
    return round(float(number) * (1000 if thousands else 1))
