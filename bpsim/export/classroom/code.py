"""The QR code of a sheet, which names its seed and variant."""

import io


def qr_svg(text: str) -> str:
    """``text`` as an SVG element; empty where segno is not installed, as a sheet needs no code."""
    try:
        import segno
    except ImportError:
        return ""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", scale=3, xmldecl=False, svgns=True, title=text
    )
    return out.getvalue().decode("utf-8")
