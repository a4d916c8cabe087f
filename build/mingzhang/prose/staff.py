"""Staff: established posts and persons, from the sentences that count them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from mingzhang.knowledge.body_kinds import kind_of
from mingzhang.prose.ids import unique_id
from mingzhang.prose.outline import Passage
from mingzhang.prose.periods import as_of
from mingzhang.prose.records import Staff
from mingzhang.text.half_width import wide
from mingzhang.text.normalise import normalise
from mingzhang.text.units import MONEY

_CATEGORIES = (
    ("retired-li", r"离休(?:人员|干部)?"),
    (
        "other",
        r"离退休(?:人员|干部)?|遗属|编外(?:人员)?|(?:长期)?聘用(?:人员)?|临时(?:人员|工)|雇员|劳务派遣(?:人员)?|其他(?:人员|从业人员)|学生(?:人数)?",
    ),
    ("retired", r"退休(?:人员|干部|职工)?"),
    ("establishment", r"(?:行政|事业|工勤|机关|政法专项|后勤服务|参公|全额|差额|核定|总)*编制"),
    (
        "total",
        r"(?:年末|现有|实有|在册)?(?:实有|现有|总)(?:人数|人员)?|(?:人员)?总数"
        r"|(?:行政和?)?(?:事业)?编制人员(?:以及|和|及)其他人员等?",
    ),
    (
        "in-post",
        r"(?:年末)?(?:实有)?(?:在职|在编|在岗)(?:在编|在岗|在职)?(?:人员|职工|人数|干部职工)?|现有(?:在职)?人员",
    ),
)
_WORD = "|".join(f"(?P<c{i}>{pattern})" for i, (_, pattern) in enumerate(_CATEGORIES))
_NUMBER = r"(?P<n>\d{1,3}(?:[,，]\d{3})++(?!\d)|\d++(?![,，]\d{3}))"
_COUNT = re.compile(
    rf"(?:{_WORD})(?:数|人数|人员|总数|控制数)?(?:为|共计|共有|共|有|是|：)?{_NUMBER}(?:人|名|个)?+(?!年|月|万|元|百分|[.%])"
)
_KIND = re.compile(
    r"(?<=[，、：；。（(中])"
    r"(?P<label>(?:参照公务员法?管理|参公|行政|事业|工勤|机关|公务员|专业技术)(?:单位)?(?:在编|在职|编制|管理)?(?:人员|干部)?)"
    rf"(?:为|共|有)?{_NUMBER}(?:人|名)"
)
"""Persons by kind, 其中行政51人、事业8人: parts of the persons counted before them."""
_CHANGE = re.compile(
    rf"，?(?:[比较与]上年(?:度|末)?(?:相比)?，?)?(?:(?P<up>增加|增)|(?P<down>减少|减)){_NUMBER}(?:人|名)"
)
_BODY = re.compile(
    r"(?:^|(?<=[，；、：]))(?:其中[：，]?)?(?P<body>[^，；、：。\d]{4,30}?)"
    r"(?=(?:核定)?(?:人员|事业|行政|参公|工勤)?(?:编制|在职|在编|实有|现有|共有|退休))"
)
"""A name right before what is counted of it."""
_ELSEWHERE = ("staff", "organisation", "duties", "running", "")


def read_staff(passages: Sequence[Passage], source: str, year: int | None = None) -> tuple[Staff, ...]:
    """Every count of posts and persons, in the order printed."""
    found: list[Staff] = []
    seen: dict[str, int] = {}
    for passage in passages:
        if _counts_persons(passage):
            for paragraph in passage.paragraphs:
                if re.search("编制|在职|退休|实有", paragraph.text):
                    found.extend(_read(wide(paragraph.text), passage, paragraph.page, source, seen, year))
    return tuple(found)


def _counts_persons(passage: Passage) -> bool:
    """Whether a passage counts staff: by its topic, or because posts are counted in it and no money."""
    if passage.kind in ("preamble", "signature"):
        return False
    posts = any(re.search(r"编制\d+(?:人|名)", p.text) and not re.search(MONEY, p.text) for p in passage.paragraphs)
    return passage.topic in _ELSEWHERE or posts


def _body_before(text: str, at: int) -> str:
    """The body whose count ends at ``at``: the nearest that its sentence names; empty for 本部门 and none."""
    sentence = text[text.rfind("。", 0, at) + 1 : at]
    for name in reversed(_BODY.findall(sentence)):
        if kind_of(name):
            return str(name)
    return ""


def _counts(text: str) -> list[tuple[re.Match[str], str, str]]:
    """(Match, category, label) of every count in a text, in the order printed."""
    named = [
        (match, next((c, match[f"c{i}"]) for i, (c, _) in enumerate(_CATEGORIES) if match[f"c{i}"]))
        for match in _COUNT.finditer(text)
    ]
    taken = [match.span() for match, _ in named]
    kinds = [m for m in _KIND.finditer(text) if not any(a <= m.start() < b for a, b in taken)]
    counts = [(m, *what) for m, what in named] + [(m, "in-post-kind", m["label"]) for m in kinds]
    return sorted(counts, key=lambda count: count[0].start())


def staff_category(label: str) -> str:
    """The category that a header or a row counts, 在职人数 → in-post; empty when it is no name of posts or persons."""
    plain = re.sub(r"(?:人数|数)?(?:[（(](?:人|名|个)[）)])?$", "", normalise(label))
    found = [c for c, pattern in _CATEGORIES if re.fullmatch(f"{pattern}(?:人员|数|人数)?", plain)]
    return found[0] if found else ""


def _int(printed: str) -> int:
    return int(re.sub("[,，]", "", printed))


def _read(text: str, passage: Passage, page: int, source: str, seen: dict[str, int], year: int | None) -> list[Staff]:
    day: date | None = as_of(text, year)
    found = []
    for match, category, label in _counts(text):
        change = _CHANGE.match(text, match.end())
        amount = None if change is None else _int(change["n"]) if change["up"] else -_int(change["n"])
        printed = match.group() + (change.group() if change else "")
        id_ = unique_id(seen, "st", category, label)
        body = _body_before(text, match.end())
        found.append(
            Staff(id_, category, label, body, _int(match["n"]), amount, day, printed, passage.id, page, source)
        )
    return found
