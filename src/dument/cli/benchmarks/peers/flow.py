"""A life's twelve steps as a django-viewflow flow, each run by code in a transaction that locks its process.

The peer is given every advantage: no permission, no form, no paper, no chain, no message.
"""

from __future__ import annotations

from typing import Any

from viewflow import this
from viewflow.workflow import STATUS, flow, lock

from dument.cli.benchmarks.life import STEPS


def keep(activation: Any) -> Any:
    """Write what the step did, and return its process."""
    activation.process.data = {"done": str(activation.flow_task)}
    activation.process.save()
    return activation.process


class LifeFlow(flow.Flow):  # type: ignore[misc]
    """File, then eleven acts."""

    lock_impl = lock.select_for_update_lock

    start = flow.StartHandle(keep).Next(this.step2)
    step2 = flow.Handle(keep).Next(this.step3)
    step3 = flow.Handle(keep).Next(this.step4)
    step4 = flow.Handle(keep).Next(this.step5)
    step5 = flow.Handle(keep).Next(this.step6)
    step6 = flow.Handle(keep).Next(this.step7)
    step7 = flow.Handle(keep).Next(this.step8)
    step8 = flow.Handle(keep).Next(this.step9)
    step9 = flow.Handle(keep).Next(this.step10)
    step10 = flow.Handle(keep).Next(this.step11)
    step11 = flow.Handle(keep).Next(this.step12)
    step12 = flow.Handle(keep).Next(this.end)
    end = flow.End()


def live() -> None:
    """Take one process from its start to its end."""
    process = LifeFlow.start.run()
    for rank in range(2, STEPS + 1):
        node = getattr(LifeFlow, f"step{rank}")
        node.run(process.task_set.get(flow_task=node, status=STATUS.NEW))
