"""Objects that are nothing but a reference to another."""

from __future__ import annotations

from mingzhang.reading.formats.pdf.traps import refers_to_itself

_MANY = 60_000  # a chain that would take minutes, were each of its objects followed to the end


def _aliases(*pairs: tuple[int, int]) -> bytes:
    return b"\n".join(b"%d 0 obj %d 0 R endobj" % pair for pair in pairs)


def test_a_reference_that_leads_back_is_found() -> None:
    assert refers_to_itself(_aliases((5, 5)))
    assert refers_to_itself(_aliases((1, 2), (2, 3), (3, 2)))


def test_references_that_end_are_none() -> None:
    assert not refers_to_itself(_aliases((1, 2), (2, 3), (4, 2)))


def test_a_long_chain_takes_no_longer_than_its_length() -> None:
    assert not refers_to_itself(_aliases(*((n, n + 1) for n in range(_MANY))))
