"""A real browser without a window, to look at the pages that are handed on."""

import json
import os
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ONCE_LOADED = """
new Promise((done) => document.readyState === "complete" ? done() : addEventListener("load", done))
    .then(() => document.documentElement.outerHTML)
"""


class Browser:
    """One for all pages: to start one takes ten times as long as to look at a page.

    It is spoken to over two pipes, in the DevTools protocol: messages in JSON, each ended by a 0.
    """

    def __init__(self, program: str, profile: Path) -> None:
        heard, said = os.pipe()
        answers, answered = os.pipe()
        command = [
            program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--disable-breakpad", "--disable-crash-reporter", "--remote-debugging-pipe",
            f"--user-data-dir={profile}",
        ]  # fmt: skip
        # The protocol is read from the fourth file and written to the fifth.
        files = [
            (os.POSIX_SPAWN_DUP2, heard, 3),
            (os.POSIX_SPAWN_DUP2, answered, 4),
            (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
        ]
        self._process = os.posix_spawn(program, command, os.environ, file_actions=files)
        os.close(heard)
        os.close(answered)
        self._said, self._answers = os.fdopen(said, "wb"), os.fdopen(answers, "rb")
        self._count, self._rest = 0, b""
        self._tab: dict[str, Any] = {}
        page = self._ask("Target.createTarget", url="about:blank")
        tab = self._ask("Target.attachToTarget", **page, flatten=True)
        self._tab["sessionId"] = tab["sessionId"]

    def page(self, path: Path, place: str, width: int = 800) -> str:
        """The page as a browser so wide has it after its script has run."""
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self._ask("Emulation.setDeviceMetricsOverride", **size)
        self._ask("Page.navigate", url="about:blank")  # another place alone loads no page anew
        self._ask("Page.navigate", url=f"{path.as_uri()}#{place}")
        found = self._ask("Runtime.evaluate", expression=ONCE_LOADED, awaitPromise=True)
        return str(found["result"]["value"])

    def end(self) -> None:
        """Close it."""
        self._tab.clear()  # what follows is for the browser
        self._ask("Browser.close")
        os.waitpid(self._process, 0)
        self._said.close()
        self._answers.close()

    def _ask(self, method: str, **values: Any) -> dict[str, Any]:
        self._count += 1
        message = {"id": self._count, "method": method, "params": values, **self._tab}
        self._said.write(json.dumps(message).encode() + b"\0")
        self._said.flush()
        answer: dict[str, Any] = {}
        while answer.get("id") != self._count:  # else something that happened
            answer = json.loads(self._next())
        assert "error" not in answer, answer
        return dict(answer["result"])

    def _next(self) -> bytes:
        while b"\0" not in self._rest:
            more = self._answers.read1()
            assert more, "the browser has ended"
            self._rest += more
        first, _, self._rest = self._rest.partition(b"\0")
        return first
