"""``python -m mingzhang.reading FILE``: one source → its Document as JSON on standard output.

The process binds itself to its limits before it opens the file. A refusal is one line on standard error and exit
code 3. With ``--reports`` standard error carries JSON lines instead, one for each page read and one for a refusal:
the seam to the parent.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import logging
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

from mingzhang.errors import UnreadableSource
from mingzhang.reading.limits import NO_ROOM, Limits


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0 with a Document on standard output, or 3 with nothing there."""
    options = _parse(arguments)
    limits = Limits(memory=options.memory, cpu=options.cpu, pages=options.pages, output=options.output)
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    try:
        text = _read(options.file, limits, _progress if options.reports else _silent, options.scanned)
        _write(text)
    except UnreadableSource as error:
        _say(error, options.reports)
        return 3
    except (OSError, ValueError) as error:  # the output is larger than its limit, or is no text
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            os.write(2, b'{"full":%d}\n' % error.errno)
            return 3
        found = f"what was read could not be handed on ({type(error).__name__})"
        _say(
            UnreadableSource(str(options.file), found, f"at most {limits.output} bytes", "split the file"),
            options.reports,
        )
        return 3
    return 0


def _read(path: Path, limits: Limits, progress: Callable[[int], None], scanned: Sequence[int]) -> str:
    # The libraries are trusted and load before the limits bind; the file is not and is opened after.
    from mingzhang.reading.clean import clean_document, has_text
    from mingzhang.reading.document import Picture, to_json
    from mingzhang.reading.formats.office.converting import readable
    from mingzhang.reading.media import reader_of, scan_reader
    from mingzhang.reading.refusals import refusal, without_text
    from mingzhang.reading.scanned import scanned_pages

    with readable(path) as (copy, kind):
        read = scan_reader(scanned) if scanned else reader_of(kind)
        limits.apply()
        try:
            document = clean_document(read(copy, limits.pages, progress))
            if not has_text(document) and not scanned and not scanned_pages(document):
                pictures = any(isinstance(block, Picture) for block in document.blocks)
                raise without_text(path, len(document.pages), pictures)
            return to_json(document)
        except (Exception, RecursionError, MemoryError) as error:
            raise refusal(path, error) from None


def _write(text: str) -> None:
    out = sys.stdout.buffer
    for start in range(0, len(text), 1 << 20):
        out.write(text[start : start + (1 << 20)].encode())
    out.write(b"\n")
    out.flush()


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(",")))


def _silent(page: int) -> None:
    pass


def _progress(page: int) -> None:
    os.write(2, b'{"page":%d}\n' % page)


def _say(error: UnreadableSource, reports: bool) -> None:
    fields = {name: getattr(error, name) for name in ("where", "found", "expected", "todo")}
    line = json.dumps({"refused": fields}) if reports else str(error)
    os.write(2, f"{line}\n".encode("utf-8", "replace"))


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m mingzhang.reading", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--reports", action="store_true", help="progress and refusal as JSON lines on standard error")
    parser.add_argument("--scanned", type=_numbers, default=(), help="recognise these pages of a PDF, and no others")
    defaults = Limits()
    for field in dataclasses.fields(Limits):
        if field.name in ("memory", "cpu", "pages", "output"):
            parser.add_argument(f"--{field.name}", type=int, default=getattr(defaults, field.name))
    return parser.parse_args(arguments)


if __name__ == "__main__":
    code = main()
    # Destructors of half-read native objects may crash; everything is written, so leave without them.
    os._exit(code)
