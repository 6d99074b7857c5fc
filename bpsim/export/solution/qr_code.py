"""The QR code of a sheet, which names its seed and variant."""

Cells = list[list[bool]]
"""A code row by row, True where it is dark; empty where there is none."""


def qr_cells(text: str) -> Cells:
    """The code of ``text``; none without a text, or without segno, as a sheet needs no code."""
    try:
        import segno
    except ImportError:
        return []
    if not text:
        return []
    return [[bool(cell) for cell in row] for row in segno.make(text, error="m", micro=False).matrix]
