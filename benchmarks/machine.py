"""The machine and the versions that figures come from."""

import importlib.metadata
import os
import platform
from pathlib import Path

PACKAGES = ("numpy", "PySide6-Essentials", "pyqtgraph", "torch", "scikit-learn")


def processor() -> str:
    """Its name as the system has it."""
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def version_of(package: str) -> str:
    """What is installed, or that it is not."""
    try:
        return f"{package} {importlib.metadata.version(package)}"
    except importlib.metadata.PackageNotFoundError:
        return f"no {package}"


def description() -> str:
    """Processor, cores, load, system, Python and packages in two lines."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{processor()}, {os.cpu_count()} cores{load}; {platform.system()} {platform.release()}; "
        f"Python {platform.python_version()};\n{', '.join(map(version_of, PACKAGES))}"
    )
