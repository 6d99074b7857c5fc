"""How far a run of many iterations is, as a bar and in words."""

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from bpsim.base.words import tr
from bpsim.gui.kit.controls.live_text import LiveText
from bpsim.gui.kit.controls.painting import fill_rounded
from bpsim.gui.looks.theme import theme_in_use
from bpsim.session.progress import RunProgress, duration


def progress_words(progress: RunProgress) -> str:
    """ "340 of 1,000 · 4,200/s · 2 s left", or "until J < 0.01 · 340 done · … · about 9 s left"."""
    done, total, rate = progress.done, progress.total, progress.rate
    parts = [progress.purpose] if progress.purpose else []
    parts.append(
        tr("{done:,} done", done=done)
        if total is None
        else tr("{done:,} of {total:,}", done=done, total=total)
    )
    if rate > 0:
        parts.append(
            tr("{rate:,.0f}/s", rate=rate) if rate >= 10 else tr("{rate:.1f}/s", rate=rate)
        )
        if total is not None:
            parts.append(tr("{duration} left", duration=duration((total - done) / rate)))
    if total is None and progress.seconds_left is not None:
        parts.append(tr("about {duration} left", duration=duration(progress.seconds_left)))
    return " · ".join(parts)


class ProgressText(LiveText):
    """The progress in words, on a thin bar that fills."""

    def __init__(self) -> None:
        super().__init__(tr("8,888 of 8,888 · 8,888/s · 8\u00a0s left"), "muted")
        self._done = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_progress(self, progress: RunProgress) -> None:
        """In words, and as a bar that fills; without a number to count to it stays empty."""
        done, total = progress.done, progress.total
        self._done = min(1.0, done / total) if total else 0.0
        self.set_text(progress_words(progress))
        self.update()

    def share(self) -> float:
        """How much of the bar is filled, 0 … 1."""
        return self._done

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(0, 2 * self._bar_height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _text_rect(self) -> QRect:
        return self.rect().adjusted(0, 0, 0, -2 * self._bar_height())

    def _bar_height(self) -> int:
        return max(3, self.fontMetrics().height() // 5)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            height = self._bar_height()
            whole = QRectF(0, self.height() - height, self.width(), height)
            for name, share in (("line", 1.0), ("accent", self._done)):
                if share > 0:
                    whole.setWidth(max(self.width() * share, height))
                    fill_rounded(painter, whole, height / 2, theme_in_use().colour(name))
