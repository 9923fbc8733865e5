"""The table drawn and told."""

from __future__ import annotations

import re
from dataclasses import replace

from dument.procedure import diagram
from dument.procedure.packs.l125 import PACK
from dument.procedure.states import CLOSED, Act, State


def arrows(drawing: str) -> set[tuple[str, str, str]]:
    """Return the arrows of a drawing that carry a label."""
    return set(re.findall(r"^    (\w+) --> (\w+) : (.+)$", drawing, flags=re.MULTILINE))


def test_every_move_of_the_table_is_drawn_once() -> None:
    drawn = [*arrows(diagram.road(PACK)), *arrows(diagram.exits(PACK))]
    expected = {
        (str(source), str(row.target), row.label)
        for row in PACK.values()
        if row.target
        for source in row.sources
    }
    assert len(drawn) == len(set(drawn))
    assert set(drawn) == expected


def test_the_road_starts_and_ends() -> None:
    road = diagram.road(PACK)
    assert "    [*] --> draft" in road
    ends = set(re.findall(r"(\w+) --> \[\*\]", road))
    assert ends == CLOSED - {State.WITHDRAWN, State.ENDED}


def test_a_drawing_without_the_draft_has_no_start() -> None:
    pack = {Act.ISSUE_TITLE: PACK[Act.ISSUE_TITLE]}
    assert "[*] --> " not in diagram.road(pack)
    assert diagram.exits(pack) == "stateDiagram-v2"


def test_every_act_is_told_with_its_guards() -> None:
    lines = diagram.lines(PACK)
    assert [line.act for line in lines] == list(PACK)
    assert all(says.endswith(".") for line in lines for _, says in line.guards)
    told = {line.act: line for line in lines}
    assert told["answer_accept"].target == "="
    assert told["note_expiry"].sources == ("invited", "participating", "proposed")
    assert dict(told["note_expiry"].guards)["month_over"].startswith("The month is over")
    assert told["submit"].tolerant and told["correct"].ordinary


def test_a_guard_without_docstring_is_told_by_its_name_alone() -> None:
    def silent(*_: object) -> tuple[()]:
        return ()

    row = PACK[Act.DECLINE]
    changed = type(row)(
        act=row.act,
        label=row.label,
        actors=row.actors,
        sources=row.sources,
        target=row.target,
        article=row.article,
        guards=(silent,),
    )
    assert diagram.lines({Act.DECLINE: changed})[0].guards == (("silent", ""),)


def test_actors_are_named_in_french() -> None:
    assert diagram.who(("officer", "carrier")) == "le commissaire de justice, le transporteur"


def test_an_act_is_told_whole() -> None:
    (told,) = [line for line in diagram.lines(PACK) if line.act == "record_dispatch"]
    assert told == diagram.ActLine(
        act="record_dispatch",
        label="Enregistrer l'envoi",
        actors=("officer", "carrier"),
        sources=("prepared",),
        target="invited",
        article="CPCE L125-1 al. 2",
        guards=(("dispatch_day", told.guards[0][1]), ("letter_number", told.guards[1][1])),
        documents=(),
        effects=("tell_creditor",),
        tolerant=False,
        ordinary=False,
    )
    (noted,) = [line for line in diagram.lines(PACK) if line.act == "note_acceptance"]
    assert (noted.documents, noted.effects) == (("acceptance_record",), ("tell_creditor", "tell_debtor"))


def test_a_guard_is_told_by_its_first_line() -> None:
    def long(*_: object) -> tuple[()]:
        """The month is over.

        Its last day counts.
        """
        return ()

    (told,) = diagram.lines({Act.DECLINE: replace(PACK[Act.DECLINE], guards=(long,))})
    assert told.guards == (("long", "The month is over."),)
