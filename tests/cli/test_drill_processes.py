"""A forked process of a drill ends, says and dies as a fresh one does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ENDINGS = {
    "well": "print('dit', flush=True)",
    "given": "import os, sys; print(sys.argv[1:], os.environ['GIVEN'], 'HOME' in os.environ)",
    "status": "import sys; sys.exit(3)",
    "sentence": "import sys; sys.exit('refusé')",
    "broken": "raise KeyError('x')",
    "killed": "import os, signal; print('avant', flush=True); os.kill(os.getpid(), signal.SIGKILL)",
}
PLAY = """
import json, sys, tempfile
from dument.cli.drills import processes
if sys.argv[1] == "forked":
    processes.fork_from_now_on()
for name in sys.argv[2:]:
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
        env = {"PYTHONPATH": sys.path[1], "GIVEN": "donné"}
        status = processes.begin(name, ["un", "deux"], env, out, errors).wait(60)
        out.seek(0), errors.seek(0)
        print(json.dumps([name, status, out.read(), errors.read().splitlines()[-1:]]), flush=True)
"""


def test_forked_and_fresh_are_alike(tmp_path: Path) -> None:
    for name, code in ENDINGS.items():
        (tmp_path / f"ending_{name}.py").write_text(code)
    told = {}
    for how in ("fresh", "forked"):
        done = subprocess.run(
            [sys.executable, "-c", PLAY, how, *(f"ending_{name}" for name in ENDINGS)],
            env=os.environ | {"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        told[how] = [json.loads(line) for line in done.stdout.splitlines()]
    assert told["forked"] == told["fresh"]
    assert [status for _, status, _, _ in told["forked"]] == [0, 0, 3, 1, 1, -9]
