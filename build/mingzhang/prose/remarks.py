"""Notes to the reader: what was promised and not found, withheld, named differently, or adds up oddly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from mingzhang.prose.outline import Passage
from mingzhang.prose.records import Note, Project, Prose, Target
from mingzhang.prose.wordings import says_nothing, wording

_NAMES = {
    "glossary": ("名词解释", "glossary entries"),
    "procurement": ("政府采购数额", "amounts of procurement"),
    "assets": ("国有资产", "assets"),
    "staff": ("人员数", "numbers of staff"),
    "claims": ("金额说明", "statements about amounts"),
}


def remark(prose: Prose, passages: Sequence[Passage]) -> tuple[Note, ...]:
    """All notes of one document."""
    found = {
        "claims": {c.section for c in prose.claims},
        "staff": {s.section for s in prose.staff},
        "assets": {a.section for a in prose.assets},
        "procurement": {p.section for p in prose.procurement},
        "glossary": {g.section for g in prose.glossary},
    }
    return (*promised(passages, found), *of_projects(prose.projects), *of_weights(prose.targets))


def promised(passages: Sequence[Passage], found: Mapping[str, set[str]]) -> Iterator[Note]:
    """A note for each heading whose promised records neither it nor a subsection gave, unless it says there are none.

    ``found`` maps each resource to the ids of the passages that gave a record.
    """
    for passage in passages:
        for resource in wording()["promises"].get(passage.topic, []):
            family = [p for p in passages if p.id == passage.id or p.id.startswith(passage.id + "-")]
            family += [p for p in passages if p.title == passage.title and p.topic == passage.topic]
            given = any(p.id in found.get(resource, set()) for p in family)
            if given or _is_within(passage, passages) or any(says_nothing(p.text) for p in family):
                continue
            zh, en = _NAMES[resource]
            yield Note(
                "promised-not-found",
                resource,
                passage.title,
                f"标题“{passage.title}”之下没有读到{zh}。",
                f"No {en} were found below the heading “{passage.title}”.",
                passage.id,
                passage.page,
            )


def _is_within(passage: Passage, passages: Sequence[Passage]) -> bool:
    """Whether the heading above is of the same topic and speaks for it."""
    return any(p.id == passage.parent_id and p.topic == passage.topic for p in passages)


def of_projects(projects: Sequence[Project]) -> Iterator[Note]:
    """Names that differ, and targets that the document says it withholds."""
    for project in projects:
        if project.difference:
            yield Note(
                "name-difference",
                "projects",
                project.name,
                f"“{project.name}”各处所印不一致：{project.difference}。",
                f"“{project.name}” is printed differently in its places: {_places(project)}.",
                project.section,
                project.page,
                ids=(project.id,),
            )
    withheld = [p for p in projects if p.targets_state == "withheld"]
    if withheld:
        names = "、".join(p.name for p in withheld)
        total = sum((p.amount or Decimal(0) for p in withheld), Decimal(0))
        yield Note(
            "withheld",
            "targets",
            names,
            f"文件说明以下项目的绩效目标表不予公开：{names}，合计 {total} {withheld[0].unit}。",
            f"The document says that the target tables of these projects are not disclosed: {names};"
            f" together {total} {withheld[0].unit}.",
            withheld[0].section,
            withheld[0].page,
            total,
            tuple(p.id for p in withheld),
        )


def _places(project: Project) -> str:
    places = (
        ("project table", project.table_name, project.table_amount),
        ("project notes", project.prose_name, project.prose_amount),
        ("target table", project.target_name, project.target_amount),
    )
    return "; ".join(f"{place}: “{name}”, {amount} {project.unit}" for place, name, amount in places if name)


def of_weights(targets: Sequence[Target]) -> Iterator[Note]:
    """What the weights of each target table add up to, where that is not 100; why, the document does not say."""
    for key in dict.fromkeys(t.target_table for t in targets):
        rows = [t for t in targets if t.target_table == key]
        if any(t.weight is None for t in rows):
            continue
        total = sum((t.weight or Decimal(0) for t in rows), Decimal(0))
        if total != 100:
            name = rows[0].project or rows[0].table_title
            yield Note(
                "weights",
                "targets",
                name,
                f"“{name}”绩效目标表的分值权重合计为 {total}，不是 100。",
                f"The weights in the target table of “{name}” add up to {total}, not 100.",
                rows[0].section,
                rows[0].page,
                total,
                tuple(t.id for t in rows),
            )
