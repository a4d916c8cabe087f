"""Bundles: their files by their names, and one line for those that are damaged, locked, or made to do harm."""

from __future__ import annotations

import binascii
import io
import struct
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from mingzhang.disclosures.bundles import is_bundle, libarchive_of, unpack
from mingzhang.errors import UnreadableSource

NAMES = {"2024年部门预算/预算公开.txt": b"a", "附件1.txt": b"b"}


def write_zip(path: Path, files: Mapping[str, bytes], change: Callable[[zipfile.ZipInfo], None] | None = None) -> Path:
    """A ZIP of these files, its entries changed before they are written."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo("x")
            info.filename, info.compress_type = name, zipfile.ZIP_DEFLATED
            if change:
                change(info)
            archive.writestr(info, data)
    return path


def write_rar(path: Path, files: Mapping[str, bytes], flags: int = 0) -> Path:
    """A RAR (version 4) of these files, stored as they are."""
    made = b"Rar!\x1a\x07\x00" + _rar_head(0x73, 0, b"\0" * 6)
    for name, data in files.items():
        raw = name.encode("utf-8")
        whole = (len(data), len(data), 2, binascii.crc32(data), 0, 29, 0x30, len(raw), 0o100644)
        made += _rar_head(0x74, 0x8000 | flags, struct.pack("<2IB2I2BHI", *whole) + raw) + data
    path.write_bytes(made + _rar_head(0x7B, 0x4000, b""))
    return path


def _rar_head(kind: int, flags: int, rest: bytes) -> bytes:
    body = struct.pack("<BHH", kind, flags, 7 + len(rest)) + rest
    return struct.pack("<H", binascii.crc32(body) & 0xFFFF) + body


def write_7z(path: Path, files: Mapping[str, bytes]) -> Path:
    """A 7z of these files."""
    with libarchive_of(path).file_writer(str(path), "7zip") as archive:
        for name, data in files.items():
            archive.add_file_from_memory(name, len(data), data)
    return path


def unpacked(path: Path) -> dict[str, bytes]:
    """The files of a bundle."""
    return {m.name: m.path.read_bytes() for m in unpack(path, path.parent / f"{path.name}-out")}


def refused(path: Path) -> str:
    """The line in which a bundle is refused."""
    with pytest.raises(UnreadableSource) as caught:
        unpack(path, Path(tempfile.mkdtemp(dir=path.parent)) / "out")
    assert "\n" not in str(caught.value)
    assert caught.value.where == str(path)
    return str(caught.value)


def test_names_are_read_in_every_code_they_are_written_in(tmp_path: Path) -> None:
    assert unpacked(write_zip(tmp_path / "utf.zip", NAMES)) == NAMES
    assert is_bundle(tmp_path / "utf.zip")
    for code in ("gbk", "utf-8"):
        assert unpacked(_unmarked(tmp_path / f"{code}.zip", code)) == NAMES


def _unmarked(path: Path, code: str) -> Path:
    """A ZIP whose names are in this code, without the mark that says in which."""
    stands_for = {f"{n:02d}".ljust(len(name.encode(code)), "x"): name.encode(code) for n, name in enumerate(NAMES)}
    write_zip(path, dict(zip(stands_for, NAMES.values(), strict=True)))
    data = path.read_bytes()
    for plain, name in stands_for.items():
        data = data.replace(plain.encode("ascii"), name)
    path.write_bytes(data)
    return path


def test_rar_and_7z_are_opened(tmp_path: Path) -> None:
    assert unpacked(write_rar(tmp_path / "a.rar", {"budget/a.txt": b"stored", "b.txt": b""})) == {
        "budget/a.txt": b"stored",
        "b.txt": b"",
    }
    assert unpacked(write_7z(tmp_path / "a.7z", NAMES)) == NAMES


def test_a_bundle_within_a_bundle_is_opened_too_and_no_deeper_than_it_may(tmp_path: Path) -> None:
    inner = write_zip(tmp_path / "inner.zip", {"a.txt": b"a"}).read_bytes()
    path = write_zip(tmp_path / "outer.zip", {"各单位.zip": inner, "b.txt": b"b"})
    assert unpacked(path) == {"各单位.zip/a.txt": b"a", "b.txt": b"b"}
    for _ in range(3):
        inner = write_zip(tmp_path / "inner.zip", {"x.zip": inner}).read_bytes()
    assert "nested" in refused(write_zip(tmp_path / "deep.zip", {"x.zip": inner}))


def test_what_systems_leave_in_bundles_is_passed_over(tmp_path: Path) -> None:
    files = {"__MACOSX/._a.txt": b"x", ".DS_Store": b"x", "a/Thumbs.db": b"x", "a.txt": b"a"}
    assert unpacked(write_zip(tmp_path / "a.zip", files)) == {"a.txt": b"a"}


@pytest.mark.parametrize("name", ["../a.txt", "a/../../b.txt", "/etc/a.txt", "C:\\a.txt", "..\\a.txt"])
def test_a_name_that_leads_out_refuses_the_bundle(tmp_path: Path, name: str) -> None:
    assert "leads out of it" in refused(write_zip(tmp_path / "a.zip", {"ok.txt": b"a", name: b"b"}))
    assert "leads out of it" in refused(write_rar(tmp_path / "a.rar", {"ok.txt": b"a", name: b"b"}))
    assert [p for p in tmp_path.rglob("*") if p.name in ("a.txt", "b.txt")] == []


def test_bombs_are_refused_before_and_while_they_unfold(tmp_path: Path) -> None:
    bomb = write_zip(tmp_path / "a.zip", {"a.txt": bytes(64 << 20)})
    assert "unfolds to 67108864 bytes" in refused(bomb)
    data = bytearray(bomb.read_bytes())
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 1000)  # it says that it is small
    bomb.write_bytes(data)
    said = refused(bomb)
    assert "unfolds" in said or "cannot be unpacked" in said
    assert "more than 2000 files" in refused(write_zip(tmp_path / "b.zip", {f"{n}.txt": b"" for n in range(2001)}))


def test_locked_ones_and_links_are_refused(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", {"a.txt": b"secret"})
    data = path.read_bytes()
    locked = bytearray(data)
    locked[6] |= 1
    locked[locked.rfind(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(locked)
    assert "encrypted" in refused(path)

    def link(info: zipfile.ZipInfo) -> None:
        info.create_system, info.external_attr = 3, 0o120777 << 16

    assert "a link" in refused(write_zip(tmp_path / "b.zip", {"a.txt": b"/etc/passwd"}, link))
    assert "encrypted" in refused(write_rar(tmp_path / "a.rar", {"a.txt": b"secret"}, flags=0x04))


def test_damaged_ones_are_refused_in_one_line(tmp_path: Path) -> None:
    for name, made in (("a.zip", write_zip), ("a.rar", write_rar), ("a.7z", write_7z)):
        path = made(tmp_path / name, {"a.txt": b"x" * 3000})
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
        if is_bundle(path):
            assert "cannot be unpacked" in refused(path)


def test_office_files_are_no_bundles(tmp_path: Path) -> None:
    for name in ("word/document.xml", "OFD.xml", "ppt/presentation.xml", "[Content_Types].xml"):
        assert not is_bundle(write_zip(tmp_path / "a.zip", {name: b"x"}))
    assert not is_bundle(tmp_path / "none")
    (tmp_path / "a.zip").write_bytes(io.BytesIO(b"PK\x03\x04junk").getvalue())
    assert not is_bundle(tmp_path / "a.zip")


def test_without_the_library_one_line_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "libarchive", None)
    assert "install mingzhang[bundles]" in refused(write_rar(tmp_path / "a.rar", {"a.txt": b"a"}))
