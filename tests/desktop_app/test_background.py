from __future__ import annotations

import threading
import time

from PySide6.QtCore import QTimer

from desktop_app.background import Background


def test_the_result_arrives_in_the_windows_thread(qtbot):
    background, seen = Background(), []
    operation_threads = []

    def operation() -> int:
        operation_threads.append(threading.current_thread())
        return 7

    background.run("t", operation, lambda result: seen.append((result, threading.current_thread())), seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(7, threading.main_thread())]
    assert operation_threads[0] is not threading.main_thread()


def test_a_failure_arrives_as_its_exception(qtbot):
    background, seen = Background(), []

    def operation() -> None:
        raise ValueError("the disk is full")

    background.run("t", operation, lambda _: seen.append("success"), lambda error: seen.append(str(error)))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["the disk is full"]


def test_a_result_made_stale_by_a_newer_one_is_dropped(qtbot):
    background, seen, started = Background(), [], threading.Event()
    go_on = threading.Event()

    def slow() -> str:
        started.set()
        go_on.wait(5)
        return "old"

    background.run("score", slow, seen.append, seen.append)
    started.wait(5)
    background.run("score", lambda: "skipped", seen.append, seen.append)
    background.run("score", lambda: "new", seen.append, seen.append)
    go_on.set()
    qtbot.waitUntil(lambda: bool(seen))
    background.finish()
    qtbot.wait(20)
    assert seen == ["new"]


def test_a_cancelled_task_delivers_nothing_and_another_task_is_untouched(qtbot):
    background, seen = Background(), []
    background.run("a", lambda: "a", seen.append, seen.append)
    background.run("b", lambda: "b", seen.append, seen.append)
    background.cancel("a")
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["b"]
    assert not background.is_busy("b")


def test_the_window_goes_on_while_something_is_worked_out(qtbot):
    background, ticks, done = Background(), [], []
    timer = QTimer(interval=10)
    timer.timeout.connect(lambda: ticks.append(time.monotonic()))
    timer.start()
    background.run("t", lambda: time.sleep(0.3), done.append, done.append)
    qtbot.waitUntil(lambda: bool(done))
    timer.stop()
    assert len(ticks) > 10


def test_once_finished_nothing_more_is_begun(qtbot):
    background = Background()
    background.finish()
    begun = []
    background.run("late", lambda: begun.append("late"), begun.append, begun.append)
    qtbot.wait(50)
    assert begun == []
    assert not background.is_busy("late")
