"""Help > Help: the pages at the left, the one being read at the right, and a search through all."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QImage,
    QKeySequence,
    QPalette,
    QShortcut,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from bpsim.base.bundled import in_own_language
from bpsim.base.words import tr
from bpsim.gui.dialogs.help.pages import Page
from bpsim.gui.dialogs.help.what_is_this import ask_what_is_this
from bpsim.gui.kit.controls.label import Label
from bpsim.gui.kit.controls.on_screen import resize_on_screen
from bpsim.gui.kit.controls.room import keep_together, together
from bpsim.gui.kit.controls.row import column_in

LINE = 36
"""Lines of text are meant to be so many letter heights long."""
MARKDOWN = QTextDocument.ResourceType.MarkdownResource


class HelpWindow(QDialog):
    """A window of its own that can stay beside the one it helps with; Escape closes it."""

    def __init__(self, found: Sequence[Page], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Help"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._pages = {page.file.resolve(): page for page in found}
        self.words = QLineEdit()
        self.words.setPlaceholderText(tr("Search all pages"))
        self.words.setAccessibleName(tr("Search all pages"))
        self.words.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Pages"))
        self.list.setAccessibleDescription(tr("The pages of the help: choose one to read it"))
        for page in found:
            item = QListWidgetItem(page.title, self.list)
            item.setData(Qt.ItemDataRole.UserRole, str(page.file.resolve()))
        self.list.setWordWrap(True)
        # So that a title over two lines is not taken for two pages.
        self.list.setSpacing(self.fontMetrics().height() // 6)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text = _Text()
        self.text.setAccessibleName(tr("Page"))
        self.text.setAccessibleDescription(tr("The page being read, with links to others"))
        self.text.setOpenLinks(False)
        self.back = QPushButton(tr("&Back"))
        self.back.setToolTip(tr("To the page that was read before (Alt+Left)"))
        self.next = QPushButton(tr("Find &next"))
        self.next.setToolTip(tr("To the next place on this page with the first word (F3)"))
        self.none = Label(tr("No page has these words."))
        self.none.setWordWrap(True)
        self.none.hide()
        self._lay_out()
        self.words.textChanged.connect(self._search)
        self.words.returnPressed.connect(self.find_next)
        self.list.currentItemChanged.connect(lambda item, _before: self._show_item(item))
        self.text.anchorClicked.connect(self._follow)
        self.text.backwardAvailable.connect(self.back.setEnabled)
        self.text.sourceChanged.connect(self._arrived)
        self.back.clicked.connect(self.text.backward)
        self.next.clicked.connect(self.find_next)
        for keys, slot in (
            ("Alt+Left", self.text.backward), ("Alt+Right", self.text.forward),
            ("Ctrl+F", self._to_search), ("F3", self.find_next),
            ("Shift+F1", partial(ask_what_is_this, self)),
            ("Ctrl++", self.text.zoomIn), ("Ctrl+-", self.text.zoomOut),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        self._search("")
        self.show_page(found[0].file)

    def show_page(self, file: Path, heading: str = "") -> None:
        """Turn to a page, and to one of its headings."""
        self.text.setSource(QUrl.fromLocalFile(str(file)), MARKDOWN)
        if heading:
            self.text.setTextCursor(_heading(self.text.document(), heading))
            self.text.ensureCursorVisible()
            bar = self.text.verticalScrollBar()
            bar.setValue(bar.value() + self.text.cursorRect().top())

    @property
    def page(self) -> Path:
        """The page being read."""
        return Path(self.text.source().toLocalFile()).resolve()

    def find_next(self) -> None:
        """The next place with the first of the words; after the last one the first again."""
        words = self.words.text().split()
        if not words:
            return
        if not self.text.find(words[0]):
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.text.find(words[0])

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        column_in(left, self.words, self.none, self.list)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch()
        buttons.addWidget(self.next)
        reading = QVBoxLayout(right)
        reading.setContentsMargins(0, 0, 0, 0)
        reading.addLayout(buttons)
        reading.addWidget(self.text)
        for button in (self.back, self.next):
            button.setAutoDefault(False)  # Enter belongs to the search line
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        whole.addWidget(splitter)
        em = self.fontMetrics().height()
        self.text.document().setDocumentMargin(em)
        asked = self.words.fontMetrics().horizontalAdvance(self.words.placeholderText())
        self.words.setMinimumWidth(asked + em)
        splitter.setSizes([em * 14, em * 44])
        resize_on_screen(self, em * 60, em * 44)

    def _search(self, words: str) -> None:
        fitting = 0
        items = [self.list.item(row) for row in range(self.list.count())]
        for item in items:
            fits = self._pages[_file(item)].has(words)
            item.setHidden(not fits)
            fitting += fits
        self.none.setVisible(not fitting)
        self.next.setEnabled(bool(words.split()))
        if fitting and self.list.currentRow() >= 0 and self.list.currentItem().isHidden():
            self.list.setCurrentItem(next(item for item in items if not item.isHidden()))
        self._mark()

    def _mark(self) -> None:
        """Every place of the page that has one of the words, in the colours of a selection."""
        palette, marks = self.text.palette(), []
        for word in self.words.text().split():
            cursor = QTextCursor(self.text.document())
            while not (cursor := self.text.document().find(word, cursor)).isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor = cursor
                mark.format.setBackground(palette.color(QPalette.ColorRole.Highlight))
                mark.format.setForeground(palette.color(QPalette.ColorRole.HighlightedText))
                marks.append(mark)
        self.text.setExtraSelections(marks)

    def _show_item(self, item: QListWidgetItem | None) -> None:
        if item is not None and _file(item) != self.page:
            self.show_page(_file(item))

    def _arrived(self, source: QUrl) -> None:
        """Choose the page in the list; the text still names the one before as its source."""
        here = Path(source.toLocalFile()).resolve()
        with QSignalBlocker(self.list):
            self.list.setCurrentRow(list(self._pages).index(here))
        self._mark()

    def _follow(self, link: QUrl) -> None:
        """A page within the window, anything else in the program that the system has for it."""
        target = self.text.source().resolved(link)
        file = in_own_language(Path(target.toLocalFile()).resolve())
        if target.isLocalFile() and file in self._pages:
            self.show_page(file)
        else:
            QDesktopServices.openUrl(target)

    def _to_search(self) -> None:
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()


class _Text(QTextBrowser):
    """A page: Markdown that comes with the program, never a text of the user's."""

    def doSetSource(
        self,
        name: QUrl | str,
        type: QTextDocument.ResourceType = QTextDocument.ResourceType.UnknownResource,
    ) -> None:
        super().doSetSource(name, type)
        keep_together(self.document())

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Pictures are made no wider than the page."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        image = QImage(self.source().resolved(QUrl(name)).toLocalFile())
        margin = 2 * round(self.document().documentMargin())
        margin += self.verticalScrollBar().sizeHint().width()
        most = max(self.viewport().width() - margin, LINE * self.fontMetrics().height())
        smooth = Qt.TransformationMode.SmoothTransformation
        return image.scaledToWidth(most, smooth) if image.width() > most else image


def _file(item: QListWidgetItem) -> Path:
    return Path(item.data(Qt.ItemDataRole.UserRole))


def _heading(document: QTextDocument, title: str) -> QTextCursor:
    """Where that heading begins; the beginning of the page if it has none."""
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel() and block.text() == together(title):
            return QTextCursor(block)
        block = block.next()
    return QTextCursor(document)
