"""What one thing noted for erasure cannot do does not stop the others; what failed is noted still, and told."""

from __future__ import annotations

import pytest

from dument.actions import discarding
from dument.ports.errors import TryAgain
from dument.records.keeping.models import Discarded
from tests import fakes

SILENT, HEARD = "dossier/1/silencieux", "dossier/2/entendu"


@pytest.fixture
def half_silent(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two things hidden and noted for erasure, the first of which the store does not answer about."""
    destroy = fakes.MemoryStore.destroy

    def answered(self: fakes.MemoryStore, name: str) -> None:
        if name == SILENT:
            raise TryAgain("Le magasin se tait.")
        destroy(self, name)

    monkeypatch.setattr(fakes.MemoryStore, "destroy", answered)
    for name in (SILENT, HEARD):
        fakes.MemoryStore().hide(name, b"un pli")
    discarding.discard_hidden([SILENT, HEARD])


def left() -> list[str]:
    return [name for name in (SILENT, HEARD) if name in fakes.MemoryStore.hidden]


@pytest.mark.usefixtures("half_silent")
def test_all_are_tried_then_the_first_failure_is_told() -> None:
    with pytest.raises(TryAgain, match="se tait"):
        discarding.erase_discarded()
    assert left() == [SILENT]
    assert [row.name for row in Discarded.objects.all()] == [SILENT], "asked again another day"


@pytest.mark.usefixtures("half_silent")
def test_after_an_act_nothing_is_raised() -> None:
    discarding.erase_at_once([SILENT, HEARD])
    assert left() == [SILENT]
    assert [row.name for row in Discarded.objects.all()] == [SILENT]
