"""Numbers in sentences: the noun and the verb that go with them, and how a part of a whole is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netmap.schema import dutch_number

if TYPE_CHECKING:
    from collections.abc import Sequence

_BOTH: Final = 2


def agree(number: int, one: str, many: str) -> str:
    """
    Choose the noun or verb that goes with a number.

    Parameters
    ----------
    number
        The count; nobody is said as more than one: ``0 gemeenten zijn``.
    one, many
        The word in both forms.

    Returns
    -------
    word
        ``gemeente`` or ``gemeenten``, ``is`` or ``zijn``.
    """
    return one if number == 1 else many


def count(number: int, one: str, many: str) -> str:
    """
    Write a number with its noun.

    Parameters
    ----------
    number
        The count.
    one, many
        The noun in both forms.

    Returns
    -------
    text
        ``1 gemeente`` or ``18 gemeenten``.
    """
    return f"{dutch_number(number)} {agree(number, one, many)}"


def join(words: Sequence[str]) -> str:
    """Write words as one phrase: ``A, B en C``; nothing for none."""
    return " en ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def either(words: Sequence[str]) -> str:
    """Write words as a choice: ``A, B of C``."""
    return " of ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def capital(words: str) -> str:
    """Begin a sentence with some words: ``Alle 31 gemeenten``."""
    return words[:1].upper() + words[1:]


def small(words: str) -> str:
    """Write a label within a sentence: ``enkel gedekt``; an abbreviation stays, as in ``RNI-loket getraind``."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def part_of(part: int, whole: int, one: str = "gemeente", many: str = "gemeenten") -> str:
    """
    Write a part of a whole; the same words for nobody, one and all everywhere.

    Parameters
    ----------
    part, whole
        How many, and of how many.
    one, many
        The noun in both forms.

    Returns
    -------
    text
        ``geen enkele gemeente`` of one or none, ``geen van de 31 gemeenten``, ``15 van de 31 gemeenten``, ``de enige
        gemeente``, ``beide gemeenten`` or ``alle 31 gemeenten``. The verb that goes with it is that of ``agree_part``.

    Raises
    ------
    ValueError
        When the part is larger than the whole, or negative.
    """
    if not 0 <= part <= whole:
        msg = f"{part} is no part of {whole}"
        raise ValueError(msg)
    if whole <= 1:
        return f"de enige {one}" if part else f"geen enkele {one}"
    if part == whole:
        return f"beide {many}" if whole == _BOTH else f"alle {count(whole, one, many)}"
    return f"{dutch_number(part) if part else 'geen'} van de {count(whole, one, many)}"


def agree_part(part: int, one: str, many: str) -> str:
    """
    Choose the verb that goes with ``part_of``.

    Parameters
    ----------
    part
        How many.
    one, many
        The verb in both forms.

    Returns
    -------
    verb
        ``geen van de 31 is``, ``1 van de 31 is``, ``2 van de 31 zijn``.
    """
    return one if part <= 1 else many
