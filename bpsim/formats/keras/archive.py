"""Keras .keras files: a zip with the configuration in JSON and the weights in HDF5."""

from bpsim.base.words import tr
from bpsim.formats.archive import Archive
from bpsim.formats.checks import an_object
from bpsim.formats.content import Content
from bpsim.formats.errors import PlaceError
from bpsim.formats.json_text import parse
from bpsim.formats.keras.config import entries_of
from bpsim.formats.keras.hdf5 import tree_of
from bpsim.formats.keras.layers import content_of
from bpsim.formats.keras.variables import Variables

CONFIG, WEIGHTS, METADATA = "config.json", "model.weights.h5", "metadata.json"
_MEMBERS = (CONFIG.encode(), WEIGHTS.encode(), METADATA.encode(), b"assets/")


def match(head: bytes, name: str) -> bool:
    """A zip whose first member is one of those that Keras writes."""
    length = int.from_bytes(head[26:28], "little")
    return head.startswith(b"PK\x03\x04") and head[30 : 30 + length] in _MEMBERS


def read(data: bytes, name: str) -> Content:
    """The layers; raises PlaceError naming the layer that is no Dense one."""
    archive = Archive(data, packed=True)
    for each in (CONFIG, WEIGHTS):
        if each not in archive.names:
            raise PlaceError(tr("it is no Keras model: there is no {each} in it", each=each))
    config = an_object(parse(archive.read(CONFIG)), CONFIG)
    entries = entries_of(config)
    version = "3"
    if METADATA in archive.names:
        version = str(an_object(parse(archive.read(METADATA)), METADATA).get("keras_version", "3"))
    with tree_of(archive.read(WEIGHTS)) as tree:
        return content_of(entries, Variables(tree).of_layer, config.get("compile_config"), version)
