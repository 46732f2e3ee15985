"""Streams of drawing commands that are whole: pdfminer reads what is left of a broken one, and half a stream may end in half a number."""

import zlib
from collections.abc import Sequence

from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import LITERALS_ASCII85_DECODE, LITERALS_ASCIIHEX_DECODE, LITERALS_FLATE_DECODE, PDFStream, resolve1

_HEAD, _CHECKSUM = 2, 4
"""Bytes before and after the data in the zlib format (RFC 1950)."""
_AT_ONCE = 1 << 20
"""Bytes unpacked at once: what comes out is not kept."""


class DamagedStreamError(Exception):
    """A stream of drawing commands is cut off or its bytes were changed."""


class Interpreter(PDFPageInterpreter):
    """Draws pages, and forms on them, of which every stream is whole."""

    def execute(self, streams: Sequence[object]) -> None:
        """Draw what streams say.

        Raises:
            DamagedStreamError: one of them is not whole.

        """
        if not all(_is_whole(resolve1(stream)) for stream in streams):
            raise DamagedStreamError
        super().execute(streams)


def _is_whole(stream: object) -> bool:
    if not isinstance(stream, PDFStream):  # what the file says is not there
        return False
    if stream.data is not None or stream.rawdata is None:  # unpacked already, so it was whole
        return True
    data = stream.rawdata
    if stream.decipher is not None and stream.objid is not None and stream.genno is not None:
        data = stream.decipher(stream.objid, stream.genno, data, stream.attrs)
    for name, _ in stream.get_filters():
        if name in LITERALS_ASCII85_DECODE:
            data = ascii85decode(data)
        elif name in LITERALS_ASCIIHEX_DECODE:
            data = asciihexdecode(data)
        else:
            return name not in LITERALS_FLATE_DECODE or _unpacks(data)
    return True


def _unpacks(data: bytes) -> bool:
    """Whether packed data is all there; bytes after it, or a checksum that is cut off, are no damage."""
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    checksum = 1
    waiting = data[_HEAD:]
    try:
        while not unpacking.eof:
            found = unpacking.decompress(waiting, _AT_ONCE)
            waiting = unpacking.unconsumed_tail
            checksum = zlib.adler32(found, checksum)
            if not found and not waiting and not unpacking.eof:
                return False
    except zlib.error:
        return False
    told = unpacking.unused_data[:_CHECKSUM]
    return len(told) < _CHECKSUM or int.from_bytes(told, "big") == checksum
