"""Files as PyTorch writes them, made without it: stand-ins of its classes go through pickle."""

from __future__ import annotations

import io
import pickle
import struct
import sys
import zipfile
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import numpy as np

STORAGES = {
    "<u2": "BFloat16Storage",
    "<f4": "FloatStorage",
    "<f8": "DoubleStorage",
    "<f2": "HalfStorage",
    "<i8": "LongStorage",
}
MAGIC = 0x1950A86A20F9469CFC6C


class Tensor:
    """A tensor: a view of a storage, which may be shared; ``parameter`` wraps it as torch does."""

    def __init__(
        self,
        storage: np.ndarray,
        size: tuple[int, ...] | None = None,
        stride: tuple[int, ...] | None = None,
        offset: int = 0,
        parameter: bool = False,
    ) -> None:
        self.storage = storage
        self.size = storage.shape if size is None else size
        steps = tuple(int(step // storage.itemsize) for step in storage.strides)
        self.stride = steps if stride is None else stride
        self.offset, self.parameter = offset, parameter

    def bare(self) -> Tensor:
        return Tensor(self.storage, self.size, self.stride, self.offset)

    def __reduce_ex__(self, protocol: Any) -> Any:
        utils = sys.modules["torch._utils"]
        if self.parameter:
            return utils._rebuild_parameter, (self.bare(), True, OrderedDict())
        where = Held(self.storage)
        return utils._rebuild_tensor_v2, (
            where, self.offset, self.size, self.stride, False, OrderedDict(),
        )  # fmt: skip


class Held:
    """A storage, which stands outside the pickle."""

    def __init__(self, array: np.ndarray) -> None:
        self.array = array


class _Pickler(pickle.Pickler):
    def __init__(self, file: io.BytesIO, *, legacy: bool = False) -> None:
        super().__init__(file, protocol=2)
        self.storages: dict[int, tuple[str, np.ndarray]] = {}
        self.legacy = legacy

    def persistent_id(self, value: Any) -> Any:
        if not isinstance(value, Held):
            return None
        array = value.array
        key = self.storages.setdefault(id(array), (str(len(self.storages)), array))[0]
        kind = getattr(sys.modules["torch"], STORAGES[array.dtype.str])
        told = ("storage", kind, key, "cpu", array.size)
        return (*told, None) if self.legacy else told


@contextmanager
def stand_ins(**classes: str) -> Iterator[dict[str, type]]:
    """Classes called like torch's for as long as it takes to pickle; ``name="module"`` more."""
    wanted = {name: "torch" for name in STORAGES.values()}
    wanted |= {
        "_rebuild_tensor_v2": "torch._utils",
        "_rebuild_parameter": "torch._utils",
        **classes,
    }
    made: dict[str, type] = {}
    for name, module in wanted.items():
        made[name] = type(name, (), {"__module__": module, "__qualname__": name})
    before = {module: sys.modules.get(module) for module in wanted.values()}
    parents = {module.rpartition(".")[0] for module in wanted.values()} - {""}
    before |= {module: sys.modules.get(module) for module in parents}
    for module in before:
        sys.modules[module] = ModuleType(module)
    for name, module in wanted.items():
        setattr(sys.modules[module], name, made[name])
    try:
        yield made
    finally:
        for module, old in before.items():
            if old is None:
                del sys.modules[module]
            else:
                sys.modules[module] = old


def zipped(value: Any, compression: int = zipfile.ZIP_STORED, folder: str = "archive") -> bytes:
    """``value`` as torch.save writes it since 1.6; within :func:`stand_ins`."""
    stream = io.BytesIO()
    pickler = _Pickler(stream)
    pickler.dump(value)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        archive.writestr(f"{folder}/data.pkl", stream.getvalue())
        for key, array in pickler.storages.values():
            archive.writestr(f"{folder}/data/{key}", array.tobytes("A"))
        archive.writestr(f"{folder}/version", b"3\n")
    return out.getvalue()


def legacy(value: Any) -> bytes:
    """``value`` as torch.save wrote it before 1.6; within :func:`stand_ins`."""
    out = io.BytesIO()
    pickle.dump(MAGIC, out, protocol=2)
    pickle.dump(1001, out, protocol=2)
    pickle.dump({"protocol_version": 1001, "little_endian": True}, out, protocol=2)
    pickler = _Pickler(out, legacy=True)
    pickler.dump(value)
    arrays = dict(sorted(pickler.storages.values()))
    pickle.dump(list(arrays), out, protocol=2)
    for array in arrays.values():
        out.write(struct.pack("<q", array.size) + array.tobytes("A"))
    return out.getvalue()


def module(cls: type, *, parameters: Any = (), modules: Any = (), **more: Any) -> Any:
    """An object with what torch.nn.Module keeps in each."""
    made = cls()
    made.training = True
    made._parameters = OrderedDict(parameters)
    made._buffers = OrderedDict()
    made._forward_hooks = OrderedDict()
    made._modules = OrderedDict(modules)
    made.__dict__.update(more)
    return made
