"""What goes wrong is said as what it is: a full disk, scarce memory, a foreign encoding, and without needless work."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import mingzhang
from mingzhang.disclosures.adding import add_all, find_candidates
from mingzhang.errors import UnreadableSource, is_scarce
from mingzhang.reading import read_source
from mingzhang.reading.encodings import decode
from mingzhang.reading.isolated import _report
from mingzhang.running.runner import unexpected
from mingzhang.running.worker import Worker
from tests.commands.conftest import Run, one_line, runner
from tests.reading import pdfs

KOREAN = "대한민국 정부 예산 보고서 일반회계 세입 세출 총괄표 서울특별시 교육청 기관 운영비 "
JAPANESE = "予算書 令和六年度 一般会計 歳入歳出予算の概要について、次のとおりである。カタカナ テスト "
FRENCH = "Résumé général du budget : dépenses prévues à l'année, déjà votées. "
ENV = {"PYTHONPATH": str(Path(mingzhang.__file__).parent.parent), "PATH": "/usr/bin:/bin"}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a command in an empty folder."""
    return runner(tmp_path)


@pytest.fixture(scope="module")
def text(founding: Path) -> str:
    """The founding disclosure's text."""
    return (founding / "source.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_chinese_is_read_in_every_encoding_it_is_written_in(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert decode(data) == text
    assert decode(data[:1027], whole=False) is not None


@pytest.mark.parametrize(
    ("other", "encoding"),
    [(JAPANESE, "shift_jis"), (JAPANESE, "euc_jp"), (FRENCH, "latin-1"), (FRENCH, "cp1252"), (KOREAN, "euc_kr"),
     (JAPANESE, "iso2022_jp")],
)  # fmt: skip
def test_another_encoding_is_named_and_nothing_is_read(other: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((other * 9).encode(encoding, "replace"))
    with pytest.raises(UnreadableSource) as caught:
        read_source(path)
    assert encoding == "iso2022_jp" or "none of the encodings UTF-8, GB 18030 and UTF-16" in str(caught.value)


def test_a_utf_16_text_is_read_like_any_other(text: str, tmp_path: Path) -> None:
    documents = []
    for encoding in ("utf-8", "utf-16"):
        (tmp_path / encoding).write_bytes(text.encode(encoding))
        documents.append(read_source(tmp_path / encoding))
    assert documents[0].blocks == documents[1].blocks


@pytest.mark.parametrize("start", [b"budget 2024\n" * 100, b"%PDF-1.7\n"])
def test_the_size_is_looked_at_first(start: bytes, tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.write(start)
        file.truncate(1 << 30)
    before = _bytes_read()
    with pytest.raises(UnreadableSource, match="1073741824 bytes"):
        read_source(path)
    assert _bytes_read() - before < 1 << 26


def _bytes_read() -> int:
    """How much this process has read from files."""
    return int(Path("/proc/self/io").read_text().split()[1])


def test_a_pdf_without_pages_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdfs.write({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[]/Count 0>>"}))
    with pytest.raises(UnreadableSource, match="it has no page"):
        read_source(path)


def test_a_full_disk_is_no_fault_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("某市某局2024年部门预算\n")
    command = [sys.executable, "-m", "mingzhang.reading", "--reports", str(tmp_path / "a.txt")]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, env=ENV, timeout=60)
    assert done.returncode == 3
    reported = _report(done.stderr.splitlines()[-1])
    assert isinstance(reported, OSError)
    assert "No space left" in str(reported)


@pytest.mark.parametrize("kilobytes", [100_000, 250_000, 400_000])
def test_scarce_memory_is_one_line(kilobytes: int, text: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    command = f"ulimit -v {kilobytes}; exec {sys.executable} -m mingzhang read a.txt -o p"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False, cwd=tmp_path, env=ENV)
    assert done.returncode in (2, 3)
    assert "memory" in one_line(done)
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_scarce_memory_is_known_in_all_its_forms() -> None:
    unloaded = ImportError("libx.so: failed to map segment from shared object: Cannot allocate memory")
    wrapped = RuntimeError("MemoryError: ")
    unsaid = SystemError("error return without exception set")
    for error in (MemoryError(), unloaded, wrapped, unsaid):
        assert is_scarce(error)
        assert "memory" in str(unexpected("a.pdf", "read_source", error))
    for error in (ImportError("No module named x"), RuntimeError("no"), SystemError("bad argument")):
        assert not is_scarce(error)


def test_junk_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a process for any of it."""
    monkeypatch.setattr(Worker, "_start", lambda self: pytest.fail("a process was started"))
    for number in range(30):
        (tmp_path / f"{number}.pdf").write_bytes(b"OLD1\x00\x02" if number % 2 else b"\x00\x01junk")
    done = list(add_all(find_candidates(tmp_path), tmp_path / "datasets"))
    assert [added.error and added.error.exit_code for added in done] == [3] * 30


def test_add_tells_of_each_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "found").mkdir()
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / "found" / name).write_bytes(b"<html>404</html>")
    told = run("add", "found").stderr.splitlines()
    assert ["a.pdf" in told[0], "b.pdf" in told[1], "2 refused" in told[2]] == [True] * 3
