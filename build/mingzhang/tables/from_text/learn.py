"""``python -m mingzhang.tables.from_text.learn FILE.pdf …``: the headers of ruled tables, as headers.yml wants them.

The way to teach a new form: read a PDF in which it is ruled, add what is printed here.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from mingzhang.reading import read_source
from mingzhang.tables.from_text.headers import Heading, heading_of, load_headings, write_heading
from mingzhang.tables.recognise import recognise_tables

_YEAR = re.compile(r"20\d\d")


def learn(paths: Iterable[Path]) -> Iterator[str]:
    """The line of each header that is of a known form and not yet known, once."""
    known = {sign(heading) for heading in load_headings()}
    for path in paths:
        for table in recognise_tables(read_source(path), path.name):
            heading = heading_of(table) if table.form and table.form != "performance-targets" else None
            if heading and sign(heading) not in known:
                known.add(sign(heading))
                yield write_heading(heading)


def sign(heading: Heading) -> tuple[object, ...]:
    """By what a header is known as the same, whatever its years."""
    return frozenset(heading.letters.items()), tuple(_YEAR.sub("", heading.leaf(j)) for j in range(len(heading.roles)))


def main() -> None:
    """Prints the headers of the files named."""
    for line in learn(Path(name) for name in sys.argv[1:]):
        print(f"  - {line}")


if __name__ == "__main__":
    main()
