"""What belongs to a person and what to a function: mailboxes, telephone numbers, and text that may hold one."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from netmap.schema import fold

_AT: Final = r"\s?(?:@|[(\[]at[)\]])\s?"
_EMAIL: Final = rf"[\w+-]{_AT}[\w-]+\.\w"
_GAP: Final = r"[\s().\-\u2010-\u2015\u2212]{0,3}"
_PHONE: Final = (
    rf"(?<![\d./-])(?:(?:\+31|0031|0){_GAP}(?:0{_GAP})?[1-9](?:{_GAP}\d){{8}}|06\s?/\s?\d{{8}}|"
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
