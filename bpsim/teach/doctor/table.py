"""All checks in the order in which they are worth reading; a new one is a function and a row."""

from collections.abc import Callable, Iterator

import numpy as np

from bpsim.core.document import Document
from bpsim.teach.doctor.data import constant_columns, unequal_inputs
from bpsim.teach.doctor.finding import Finding, Patient
from bpsim.teach.doctor.settings import (
    penalty_too_strong,
    rate_too_large,
    softmax_with_other_cost,
)
from bpsim.teach.doctor.targets import TARGET_CHECKS
from bpsim.teach.doctor.units import saturated, silent, twins

CHECKS: tuple[Callable[[Patient], Iterator[Finding]], ...] = (
    *TARGET_CHECKS,
    twins,
    silent,
    saturated,
    rate_too_large,
    penalty_too_strong,
    unequal_inputs,
    constant_columns,
    softmax_with_other_cost,
)


def examined(document: Document) -> tuple[Finding, ...]:
    """Everything that may keep the network of ``document`` from learning.

    Nothing is found where there is no example.
    """
    if not len(document.examples):
        return ()
    patient = Patient(document)
    with np.errstate(all="ignore"):  # what overflows is what is looked for
        return tuple(finding for check in CHECKS for finding in check(patient))
