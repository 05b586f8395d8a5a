"""What belongs to a person and what to a function: mailboxes, telephone numbers, and text that may hold a name."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from rapidfuzz.distance import OSA

from netmap.schema import INZET_STATUSSEN, MONTHS, ROLLEN, WAARDEN, ZEKERHEDEN, fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_AT: Final = (
    r"(?:[\s(\[{<]{0,3}@[\s)\]}>]{0,3}|\s?[(\[{<]\s?(?:at|a|ap(?:en?)?staart(?:je)?)\s?[)\]}>]\s?|"
    r"\s?\bap(?:en?)?staart(?:je)?\b\s?|\sat\s(?=\S+\s(?:dot|punt)\s))"
)
_DOT: Final = r"(?:\s?[.,]\s?|\s?[(\[{<]?\b(?:dot|punt)\b[)\]}>]?\s?)"
_EMAIL: Final = rf"[\w+.\"'\u2019\u201d-]{_AT}[\w-]+{_DOT}\w"
_GAP: Final = r"[\s().\-\u2010-\u2015\u2212]{0,5}"
_PHONE: Final = (
    rf"(?<!\d)(?<!\d[/.-])(?:(?:\+\s?31|00\s?31|[0o]){_GAP}(?:0{_GAP})?[1-9](?:{_GAP}\d){{8}}|"
    r"(?:31\s?|[0o])6(?:[\W_]{0,3}\d){8}|\b6[\s-]?(?:\d{8}|\d{2}(?:[\s-]\d{2}){3})|"
    rf"(?:\+|00)(?!\s?31)[1-9]\d{{0,2}}(?:{_GAP}\d){{7,12}})(?!\d)"
)
"""A Dutch number in any spelling, a mobile one whose zero a spreadsheet took, or one of abroad."""
_PROFILE: Final = r"\b(?:wa\.me|t\.me|linkedin\.com/(?:in|pub))/[^\s/]"
"""A page that is a person's: it has a number or a name in its address."""
_PERSONAL: Final = re.compile(f"{_EMAIL}|{_PHONE}|{_PROFILE}", re.IGNORECASE)
_WHOLE: Final = re.compile(
    f"(?<![^\\s'\"])[^\\s'\"@]*{_AT}[^\\s'\"]*|{_PHONE}|[^\\s'\"]*{_PROFILE}[^\\s'\"]*", re.IGNORECASE
)
_WEB_ADDRESS: Final = re.compile(r"https?://\S+", re.IGNORECASE)
_IN_WEB_ADDRESS: Final = re.compile(
    rf"{_EMAIL}|{_PROFILE}|(?<![a-z])(?:tel|phone|bel|mobiel|gsm|whatsapp)[^\w/]{{1,3}}\d{{9,13}}(?!\d)|"
    r"(?<![\d/-])06-\d{8}(?!\d)",
    re.IGNORECASE,
)
"""What of a web address is a person's; other digits in it are those of a page."""
_PERSON: Final = re.compile(
    r"(?i:(?<!\w)(?:mw|mevr|dhr|mevrouw|meneer|de heer)\b\.?)\s?(?:(?i:drs|mr|dr|ir|ing|prof)\.?\s)*[A-Z]|"
    r"^(?:[A-Z]\.\s?)+(?:[a-z']+\s){0,3}[A-Z][\w-]+(?:\s*[(,/;].*)?$"
)
"""How a person is called: by a word as ``mevrouw``, or by initials and one name and nothing behind it."""
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
    Say whether a text seems to hold an e-mail address, a telephone number or the page of a person.

    Parameters
    ----------
    text
        What a cell of free text holds.

    Returns
    -------
    personal
        True when in doubt; the digits of a web address are no telephone number.
    """
    plain = _plain(text)
    found = any(map(_IN_WEB_ADDRESS.search, _WEB_ADDRESS.findall(plain)))
    return found or bool(_PERSONAL.search(_WEB_ADDRESS.sub(" ", plain)))


def _plain(text: str) -> str:
    """Write signs and figures as a keyboard has them, also those that a web page or an address writes in code."""
    plain = unquote(html.unescape(text))
    if plain.isascii():  # nearly every cell, and nothing to rewrite
        return plain
    plain = unicodedata.normalize("NFKC", plain)
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in plain)


def names_person(text: str) -> bool:
    """Say whether a text calls a person by name, such as ``mw. J. Jansen``; not every name is seen."""
    return bool(_PERSON.search(text))


def tells_of_person(text: str) -> bool:
    """Say whether words that everybody reads have a person in them: an address, a number or a name that is seen."""
    return is_personal(text) or names_person(text)


def hide_personal(text: str) -> str:
    """
    Leave e-mail addresses, telephone numbers and pages of persons out of a sentence.

    Parameters
    ----------
    text
        A message that may repeat what a cell holds, also when cells were shifted.

    Returns
    -------
    text
        The same with ``…`` in their place.
    """
    return _WHOLE.sub("…", _plain(text)) if is_personal(text) else text


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
