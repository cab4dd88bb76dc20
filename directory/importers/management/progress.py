"""Progress of a long command: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Self, TextIO

from tqdm import tqdm

#: Between two lines where no bar can be drawn.
STEP = 5000


class ProgressBar:
    """Shows how far each step is."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._bar: tqdm[None] | None = None
        self._step = ""
        self._told = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def __call__(self, step: str, done: int, total: int) -> None:
        """Show that so much of a step is done."""
        if not self._stream.isatty():
            self._tell(step, done, total)
            return
        if step != self._step or self._bar is None:
            if self._bar is not None:
                self._bar.close()
            self._bar, self._step = (
                tqdm(total=total, desc=step, file=self._stream, leave=False),
                step,
            )
        self._bar.update(done - self._bar.n)

    def write(self, line: str) -> None:
        """Write a line above the bar."""
        if self._bar is not None:
            self._bar.write(line, file=self._stream)
        else:
            self._stream.write(f"{line}\n")

    def _tell(self, step: str, done: int, total: int) -> None:
        if step != self._step:
            self._step, self._told = step, 0
        if step == "writing" and done - self._told >= STEP:
            self._told = done
            self._stream.write(f"{step}: {done:,} of {total:,}\n")
