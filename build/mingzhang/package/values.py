"""Values as the text of a CSV cell: exact, masked, without anything that breaks a line or an encoder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from mingzhang.package.dictionary import Field
from mingzhang.text.masking import mask_personal

SEPARATOR = " | "
_BREAKS = re.compile(r"\r\n?|[\u0085\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def render(field: Field, value: object) -> str:
    """The cell of ``field`` that holds ``value``; None is the empty cell.

    TypeError when the value is not of the field's type: an amount that is not a Decimal is a fault of ours, never data.
    """
    if value is None:
        return ""
    if field.separator:
        return _join(field, value)
    match field.type, value:
        case "boolean", bool():
            return "true" if value else "false"
        case "integer" | "number", int() if not isinstance(value, bool):
            return str(value)
        case "number", Decimal() if value.is_finite():
            return f"{value:f}"
        case "date", date():
            return value.isoformat()
        case "string", str():
            return clean(value) if field.identifier else mask_personal(clean(value), field.title)
    raise TypeError(f"{field.name}: {value!r} is no {field.type}")


def clean(text: str) -> str:
    """``text`` without control and direction characters, line breaks as ``\\n``, lone surrogates as U+FFFD."""
    return _SURROGATE.sub("\ufffd", _CONTROL.sub("", _BREAKS.sub("\n", text)))


def points(value: float) -> Decimal:
    """A place on the page in points, to the hundredth."""
    return Decimal(str(value)).quantize(Decimal("0.01"))


def _join(field: Field, value: object) -> str:
    if isinstance(value, str):
        value = (value,) if value else ()
    if not isinstance(value, Sequence):
        raise TypeError(f"{field.name}: {value!r} is no list")
    parts = [clean(str(part)).replace(SEPARATOR, "|") for part in value]
    return SEPARATOR.join(parts if field.identifier else [mask_personal(part) for part in parts])
