"""The fault matrix: each drill breaks one thing on a fresh platform and looks at what is left.

A drill returns nothing; it raises Broken when something acknowledged was lost, done twice, or does not hold.
Given True, it goes through every point and rank instead of the few chosen ones. There is no drill of webhooks:
the platform receives none, it asks.
"""

from __future__ import annotations

from collections.abc import Mapping

from dument.cli.drills import failing, keeping, killed, racing
from dument.cli.drills.expecting import Drill

MATRIX: Mapping[str, Drill] = {
    drill.__name__: drill
    for drill in (
        killed.act_killed,
        killed.delivery_killed,
        killed.seal_killed,
        killed.worker_killed,
        killed.web_killed,
        killed.database_killed,
        keeping.purge_killed,
        keeping.digest_killed,
        keeping.backup_killed,
        keeping.restore_killed,
        failing.carrier_faults,
        failing.carrier_refuses,
        failing.carrier_lies,
        failing.stamps_down,
        failing.disk_full,
        failing.restored,
        racing.two_officers,
        racing.double_click,
        racing.sweeps_together,
        racing.clock_jumps,
    )
}
