import io

import segno


def qr_svg(address: str) -> str:
    """A drawing of the address, dark on white, with its quiet zone of four modules; a tenth of it may be damaged."""
    buffer = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        buffer, kind="svg", xmldecl=False, svgns=True, border=4, light="#fff"
    )
    return buffer.getvalue().decode()
