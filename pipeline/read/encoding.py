"""Bytes to text: the encoding is found, mojibake is repaired and noted, binaries are refused."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

import charset_normalizer
import ftfy

from pipeline.errors import ReadError
from pipeline.records import Severity

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = {
    b"PK\x03\x04": "een zip- of Office-bestand",
    b"%PDF": "een pdf",
    b"\x89PNG": "een afbeelding",
    b"\xff\xd8\xff": "een afbeelding",
    b"GIF8": "een afbeelding",
    b"\xd0\xcf\x11\xe0": "een oud Office-bestand",
    b"{\\rtf": "een rtf-bestand",
    b"\x1f\x8b": "een ingepakt bestand",
    b"\x7fELF": "een programma",
}
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# Bytes above 0x7f that Dutch and names in Dutch texts have in Windows-1252.
_EXPECTED = re.compile(
    "[éèêëïîíìáàâäãåóòôöõøúùûüýÿçñßæœÉÈËÏÖÜÁÀÄÓÇÑšŠžŽŒÆØÅ€‘’“”„‚–—…•«»°²³½¼©®™§·\xa0\xad´¨¹×±µ]"
)
_MOJIBAKE = re.compile(
    "[ÃÂâÅÄ][\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|ï»¿"
)
_SAMPLE = 200_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without byte-order mark, the encoding it had, and what was noticed (Dutch)."""

    text: str
    encoding: str
    notes: tuple[tuple[Severity, str], ...] = ()


def decode(data: bytes) -> Decoded:
    """Decode the bytes of a text file; line ends stay as they are.

    Order: byte-order mark, UTF-16 without one (recognised by its zero bytes), UTF-8, mostly UTF-8
    with a few broken bytes, Windows-1252 when its accents are plausible in Dutch, else what
    charset-normalizer finds.

    Raises:
        ReadError: the bytes are no text (Dutch message).
    """
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            raise ReadError(
                f"is {kind}, geen tekst; bewaar het als .txt of geef het de juiste extensie"
            )
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _repaired(*_lossy(data[len(bom) :], encoding))
    encoding_16 = _utf16_without_bom(data)
    if encoding_16:
        return _repaired(*_lossy(data, encoding_16))
    if len(_CONTROL.findall(data[:_SAMPLE])) > 0.002 * min(len(data), _SAMPLE):
        raise ReadError("bevat geen leesbare tekst (binair bestand); bewaar het als .txt in UTF-8")
    try:
        return _repaired(data.decode("utf-8"), "utf-8", ())
    except UnicodeDecodeError:
        return _repaired(*_not_utf8(data))


def repair(text: str) -> tuple[str, int]:
    """Repair mojibake ("Ã©" for "é") line by line.

    Returns:
        The text and the number of lines that changed.
    """
    if not _MOJIBAKE.search(text):
        return text, 0
    lines = text.splitlines(keepends=True)
    fixed = [ftfy.fix_encoding(line) if _MOJIBAKE.search(line) else line for line in lines]
    return "".join(fixed), sum(a != b for a, b in zip(lines, fixed, strict=True))


_Notes = tuple[tuple[Severity, str], ...]


def _lossy(data: bytes, encoding: str) -> tuple[str, str, _Notes]:
    text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    if not lost:
        return text, encoding, ()
    note = f"{lost} teken(s) waren niet te lezen en staan als � in de tekst; bewaar als UTF-8"
    return text, encoding, (("warning", note),)


def _utf16_without_bom(data: bytes) -> str | None:
    sample = data[:_SAMPLE]
    if len(sample) < 8 or len(data) % 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _not_utf8(data: bytes) -> tuple[str, str, _Notes]:
    text, _, notes = _lossy(data, "utf-8")
    valid = sum(ord(c) > 127 for c in text[:_SAMPLE]) - text[:_SAMPLE].count("\ufffd")
    if valid > 10 * text[:_SAMPLE].count("\ufffd"):
        return text, "utf-8", notes
    encoding = _legacy_encoding(data)
    text = data.decode(encoding, errors="replace")
    note = f"tekst was {encoding} in plaats van UTF-8 en is omgezet"
    return text, encoding, (("info", note),)


def _legacy_encoding(data: bytes) -> str:
    high = [c for c in data[:_SAMPLE].decode("cp1252", errors="replace") if ord(c) > 127]
    if sum(bool(_EXPECTED.match(c)) for c in high) >= 0.9 * len(high):
        return "cp1252"
    best = charset_normalizer.from_bytes(data[:_SAMPLE]).best()
    return best.encoding if best else "cp1252"


def _repaired(text: str, encoding: str, notes: _Notes) -> Decoded:
    text, changed = repair(text.removeprefix("\ufeff"))
    if changed:
        note = f"verminkte letters (zoals Ã© voor é) hersteld in {changed} regel(s)"
        notes = (*notes, ("warning", note))
    return Decoded(text, encoding, notes)
