"""The side of the child process: works off one job and ends; ends also when the window is gone."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from importlib import import_module
from typing import Any

JOBS = ("credentials", "look", "measuring", "tail_kit", "training", "watermark")
_LEAST_PAUSE = 0.1
"""Seconds between two messages of progress."""


def main() -> int:
    """Read one job from standard input and write lines of JSON: ``progress``, then ``result`` or ``problem``."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # whatever a library prints must not stand between our lines
    asked = os.fdopen(0, "rb", closefd=False)
    order = json.loads(asked.readline())
    threading.Thread(target=_end_with_the_window, args=(asked.fileno(),), daemon=True).start()
    said = 0.0

    def write(message: dict[str, Any]) -> None:
        answers.write(json.dumps(message).encode("ascii") + b"\n")

    def tell(doing: str, done: int, wanted: int) -> None:
        nonlocal said
        now = time.monotonic()
        if now - said >= _LEAST_PAUSE or done == 0:
            said = now
            write({"progress": [doing, done, wanted]})

    write(_worked_off(order, tell))
    return 0


def _worked_off(order: dict[str, Any], tell: Any) -> dict[str, Any]:
    name = order["job"]
    if name not in JOBS:
        raise ValueError(f"there is no job {name}")
    module = import_module(f"desktop_app.child_process.{name}")
    try:
        found = module.work(module.JOB.request.validate_python(order["request"], strict=False), tell)
    except ValueError as problem:  # ours are one sentence for the person who asked
        return {"problem": str(problem)}
    except (OSError, MemoryError, ImportError) as problem:
        return {"problem": f"The work broke off: {problem or type(problem).__name__}."}
    return {"result": module.JOB.result.dump_python(found, mode="json")}


def _end_with_the_window(descriptor: int) -> None:
    while os.read(descriptor, 4096):
        pass
    os._exit(3)


if __name__ == "__main__":
    sys.exit(main())
