"""Packages that not everybody has installed: one sentence where one of them is missing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bpsim.base.words import tr
from bpsim.core.errors import BpsimError


@contextmanager
def needed(
    package: str, kind: str, extra: str, refuse: Callable[[str], Exception] = BpsimError
) -> Iterator[None]:
    """Within this ``package`` is imported; raises what ``refuse`` makes of a sentence otherwise.

    ``kind`` is what needs it, ``extra`` the group of packages in which it is installed.
    """
    try:
        yield
    except ImportError as error:
        raise refuse(
            tr(
                "a {kind} needs the package {package}, which is not installed; "
                "this installs it: pip install 'bpsim[{extra}]'",
                kind=kind,
                package=package,
                extra=extra,
            )
        ) from error
