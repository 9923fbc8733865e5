"""The Merkle tree against the recursive definition and the published vectors of RFC 6962."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dument.ports.merkle import inclusion_path, leaf_hash, node_hash, root, verify_inclusion

# The test vectors of Certificate Transparency's reference implementation.
RECORDS = [
    bytes.fromhex(record)
    for record in (
        *("", "00", "10", "2021", "3031", "40414243"),
        *("5051525354555657", "606162636465666768696a6b6c6d6e6f"),
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
leaves = st.lists(st.binary(max_size=8), min_size=1, max_size=40, unique=True)


def by_definition(records: Sequence[bytes]) -> bytes:
    """The root as RFC 6962 writes it: split at the largest power of two below n."""
    if len(records) == 1:
        return leaf_hash(records[0])
    split = 1 << (len(records) - 1).bit_length() - 1
    return node_hash(by_definition(records[:split]), by_definition(records[split:]))


@pytest.mark.parametrize("size", range(1, 9))
def test_root_of_the_published_records(size: int) -> None:
    assert root(RECORDS[:size]).hex() == ROOTS[size - 1]


def test_root_of_nothing() -> None:
    assert root([]) == sha256(b"").digest()


@given(leaves)
def test_root_follows_the_recursive_definition(records: list[bytes]) -> None:
    assert root(records) == by_definition(records)


@given(leaves, st.data())
def test_every_record_is_proven_and_only_in_its_place(records: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(records) - 1))
    path, top, size = inclusion_path(records, index), root(records), len(records)
    assert verify_inclusion(records[index], index, size, path, top)
    assert not verify_inclusion(records[index] + b"!", index, size, path, top)
    assert not verify_inclusion(records[index], index, size, [*path, top], top)
    assert not verify_inclusion(records[index], index, size, path, bytes(32))
    assert not verify_inclusion(records[index], size, size, path, top)
    assert not verify_inclusion(records[index], -1, size, path, top)
    if path:
        assert not verify_inclusion(records[index], index, size, path[:-1], top)
        assert not verify_inclusion(records[index], index ^ 1, size, path, top)


@given(leaves, st.data())
def test_a_changed_step_proves_nothing(records: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(records) - 1))
    path = inclusion_path(records, index)
    for step in range(len(path)):
        bent = [*path[:step], bytes([path[step][0] ^ 1]) + path[step][1:], *path[step + 1 :]]
        assert not verify_inclusion(records[index], index, len(records), bent, root(records))


@pytest.mark.parametrize("index", [-1, 3])
def test_no_path_outside_the_tree(index: int) -> None:
    with pytest.raises(IndexError):
        inclusion_path([b"a", b"b", b"c"], index)
