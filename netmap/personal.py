"""What belongs to a person and what to a function: mailboxes, telephone numbers, and text that may hold a name."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import OSA

from netmap.schema import INZET_STATUSSEN, MONTHS, ROLLEN, WAARDEN, ZEKERHEDEN, fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_AT: Final = r"\s?(?:@|[(\[]at[)\]]|\bapenstaart(?:je)?\b)\s?"
_EMAIL: Final = rf"[\w+-]{_AT}[\w-]+\.\w"
_GAP: Final = r"[\s().\-\u2010-\u2015\u2212]{0,3}"
_PHONE: Final = (
    rf"(?<![\d/-])(?<!\d\.)(?:(?:\+31|0031|0){_GAP}(?:0{_GAP})?[1-9](?:{_GAP}\d){{8}}|(?:31|0)6(?:[\W_]{{0,3}}\d){{8}}|"
    rf"\+(?!31)[1-9]\d{{0,2}}(?:{_GAP}\d){{7,12}})(?!\d)"
)
"""A Dutch number in any spelling, or one of abroad with a plus."""
_PERSONAL: Final = re.compile(f"{_EMAIL}|{_PHONE}", re.IGNORECASE)
_WHOLE: Final = re.compile(f"(?<![^\\s'\"])[^\\s'\"@]*{_AT}[^\\s'\"]*|{_PHONE}", re.IGNORECASE)
_WEB_ADDRESS: Final = re.compile(r"https?://\S+")
_ADDRESS: Final = re.compile(r"([a-z0-9._-]+)@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE)
_FUNCTION_WORD: Final = re.compile(
    "aandachtsfunctionaris|algemeen|backoffice|bestuurssecretariaat|bureau|centrum|contact|coordinatie|"
    "coordinator|en|expertisecentrum|frontoffice|gemeente|helpdesk|info|informatie|jeugdprostitutie|"
    "kenniscentrum|ketenregie|ketenregisseur|klantcontact|loket|mail|melding|meldpunt|meldpuntmensenhandel|"
    "mensenhandel|openbareorde|post|postbus|prostitutie|receptie|regio|secretariaat|signalen|signalentafel|team|"
    "teammensenhandel|uitbuiting|veilig|veiligheid|veiligheidshuis|veiligthuis|zorg|zorgcoordinatie|"
    "zorgcoordinatiemensenhandel|zorgcoordinator|zorgcoordinatoren"
)
"""A whole word of a mailbox that stands for a function; any other may be somebody's name."""
_SWITCHBOARD: Final = re.compile(
    r"(?:(?:\+31|0031)(?:0)?|0)(?:[1-57]\d{8}|8[58]\d{7})|0?[89]00\d{4}(?:\d{3})?|14\d{3,4}"
)
"""A landline, a number of an organisation or a gemeente, without spaces: no mobile and no personal number."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_CODE: Final = re.compile(r"\b\d*[a-z]{1,2}\d+\b")
_SLIP: Final = 0.8
"""How much of a word of five letters or more is left after one slip."""
_MEASURES: Final = frozenset({*MONTHS, *(month[:3] for month in MONTHS), "mrt", "uur", "fte", "sinds", "jaar"})
"""Words that may stand with a number; without one Jan is a name."""
_LISTED: Final = frozenset(_WORD.findall(" ".join((*ROLLEN, *INZET_STATUSSEN, *WAARDEN, *ZEKERHEDEN, "regio"))))


def is_personal(text: str) -> bool:
    """
    Say whether a text seems to hold an e-mail address or telephone number.

    Parameters
    ----------
    text
        What a cell of free text holds.

    Returns
    -------
    personal
        True when in doubt; the digits of a web address are no telephone number.
    """
    plain = unicodedata.normalize("NFKC", text)
    return bool(re.search(_EMAIL, plain) if _WEB_ADDRESS.fullmatch(plain) else _PERSONAL.search(plain))


def hide_personal(text: str) -> str:
    """
    Leave e-mail addresses and telephone numbers out of a sentence.

    Parameters
    ----------
    text
        A message that may repeat what a cell holds, also when cells were shifted.

    Returns
    -------
    text
        The same with ``…`` in their place.
    """
    plain = unicodedata.normalize("NFKC", text)
    return _WHOLE.sub("…", plain) if _PERSONAL.search(plain) else text


def is_functional(mail: str, organisatie: str = "") -> bool:
    """
    Say whether a text is one e-mail address, and that of a function and not of a person.

    Parameters
    ----------
    mail
        The whole cell, possibly empty.
    organisatie
        The organisation that the row states: its full name may stand in the mailbox beside a word for a function.

    Returns
    -------
    functional
        True only when every word before the ``@`` stands for a function or together they name the organisation;
        when in doubt False.
    """
    address = _ADDRESS.fullmatch(mail)
    words = re.split(r"[._-]", address[1].casefold()) if address else []
    others = [word for word in words if not _FUNCTION_WORD.fullmatch(word)]
    stated = [word for word in fold(organisatie).split() if not _FUNCTION_WORD.fullmatch(word)]
    return all(words) and len(others) < len(words) and "".join(others) in {"", "".join(stated)}


def is_switchboard(number: str) -> bool:
    """
    Say whether a text is one telephone number, and one that an organisation may have for everybody.

    Parameters
    ----------
    number
        The whole cell, possibly empty.

    Returns
    -------
    switchboard
        False for a mobile number, for a second one and for any other text.
    """
    return bool(_SWITCHBOARD.fullmatch(re.sub(r"[\s().-]", "", number)))


def is_harmless(text: str, known: str) -> bool:
    """
    Say whether a message may repeat a text, which is a person's name when cells were shifted.

    Parameters
    ----------
    text
        What was read.
    known
        Words that can stand there or that the message says anyway.

    Returns
    -------
    harmless
        True for numbers, dates and codes, and when every word is a known one with at most a slip.
    """
    plain = fold(text)
    words = _WORD.findall(_CODE.sub(" ", plain))
    said = _LISTED.union(_WORD.findall(fold(known)), _MEASURES if re.search(r"\d", plain) else ())
    return all(word in said or any(OSA.normalized_similarity(word, one) >= _SLIP for one in said) for word in words)


def discreet(melding: str, cells: Iterable[str]) -> str:
    """
    Leave out of a message what it quotes from a row and may be a person's name or contact details.

    Parameters
    ----------
    melding
        A sentence that quotes a cell, or a part of it between ``;`` and ``:``, as ``repr`` does.
    cells
        All cells of the row.

    Returns
    -------
    melding
        The same with ``deze tekst`` in place of what is not harmless.
    """
    parts = {part.strip() for cell in cells for part in (cell, *re.split(r"[;:]", cell))}
    parts |= {part.removeprefix("-").strip() for part in parts}
    quoted = sorted((repr(part) for part in parts if part and repr(part) in melding), key=len, reverse=True)
    said = melding
    for one in quoted:
        said = said.replace(one, " ")
    for one in quoted:
        if not is_harmless(one, said):
            melding = melding.replace(one, "deze tekst")
    return hide_personal(melding)
