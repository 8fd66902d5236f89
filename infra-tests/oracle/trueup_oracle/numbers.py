"""Numbers read from their text, exactly."""

import math
import re
import struct
from fractions import Fraction

LONGEST = 1_000
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d{1,9})?", re.ASCII)


def whole(text: str, bits: int) -> int | None:
    """A whole number of so many bits; None when it does not fit."""
    if len(text) > LONGEST:
        return None
    number = int(text)
    return number if -(2 ** (bits - 1)) <= number < 2 ** (bits - 1) else None


def double(text: str) -> float | None:
    """The nearest double; None when that is infinite."""
    number = float(text)
    return number + 0.0 if math.isfinite(number) else None


def single(text: str) -> float | None:
    """The nearest float of 32 bits; None when that is infinite."""
    near = float(text)
    if abs(near) < 2.0**-152:
        return 0.0
    if abs(near) > 2.0**129:
        return None
    # Rounding twice, by way of a double, may miss by one: so its neighbours are looked at.
    exact, bits = Fraction(text), _bits(abs(near))
    candidates = [(abs(abs(exact) - _of_bits(bit)), bit % 2, bit) for bit in range(max(bits - 1, 0), bits + 2)]
    best = min(candidates)[2]
    if best >= 0x7F800000:
        return None
    return math.copysign(float(_of_bits(best)), near) + 0.0


def _bits(number: float) -> int:
    try:
        return struct.unpack(">I", struct.pack(">f", number))[0]
    except OverflowError:
        return 0x7F800000


def _of_bits(bits: int) -> Fraction:
    if bits >= 0x7F800000:
        return Fraction(2) ** 128  # where infinity begins, as rounding sees it
    return Fraction(struct.unpack(">f", struct.pack(">I", bits))[0])


def decimal(text: str, precision: int, scale: int) -> Fraction | None:
    """A decimal of at most so many digits and places; None when the text is none or does not fit."""
    if len(text) > LONGEST or not _DECIMAL.fullmatch(text):
        return None
    mantissa, _, exponent = text.lower().partition("e")
    before, _, after = mantissa.lstrip("-").partition(".")
    digits = (before + after).lstrip("0")
    power = int(exponent or "0") - len(after) + len(digits)
    digits = digits.rstrip("0")
    power -= len(digits)
    if not digits:
        return Fraction(0)
    if -power > scale or len(digits) + power > precision - scale:
        return None
    number = Fraction(int(digits)) * Fraction(10) ** power
    return -number if text.startswith("-") else number
