"""An index of printed amounts, in small files that the search fetches only when an amount is looked for."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

from mingzhang.collection.survey import read_rows

FOLDER = "amounts"
_COLUMNS = ("disclosure", "id", "table_id", "label", "amount", "measure")


def write_amounts(folder: Path, data: Path) -> None:
    """``amounts/<shard>.json`` in ``data``, from ``figures.csv`` of the collection in ``folder``.

    Each file holds ``ids``, disclosures, and ``amounts``: amount → [number in ``ids``, table id, figure id, label].
    Zeros are left out, and what is no amount of money.
    """
    shards: dict[str, dict[str, list[list[object]]]] = defaultdict(lambda: defaultdict(list))
    ids: dict[str, dict[str, int]] = defaultdict(dict)
    for row in read_rows(folder / "figures.csv", _COLUMNS):
        amount = canonical(row["amount"])
        if amount != "0" and row["measure"] == "amount":
            shard = shard_of(amount)
            number = ids[shard].setdefault(row["disclosure"], len(ids[shard]))
            shards[shard][amount].append([number, row["table_id"], row["id"], row["label"]])
    target = data / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    for shard, amounts in sorted(shards.items()):
        text = json.dumps({"ids": list(ids[shard]), "amounts": amounts}, ensure_ascii=False, separators=(",", ":"))
        (target / f"{shard}.json").write_text(text, encoding="utf-8", newline="\n")


def canonical(amount: str) -> str:
    """An amount without sign, separators and needless zeros: -1,224.50 → 1224.5. The search does the same."""
    whole, _, part = amount.replace(",", "").lstrip("-").partition(".")
    whole, part = whole.lstrip("0") or "0", part.rstrip("0")
    return f"{whole}.{part}" if part else whole


def shard_of(amount: str) -> str:
    """The file of a canonical amount: its first two digits and how many stand before the point."""
    digits = amount.replace(".", "")
    return f"{len(amount.partition('.')[0])}-{digits[:2]}"
