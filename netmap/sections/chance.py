"""How likely the cover is, when every statement may be wrong: the assumption first, then the weakest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from netmap.dutch import agree, count
from netmap.resilience.chance import compute_chances
from netmap.schema import dutch_number
from netmap.sections.phrases import GEMEENTEN, describe_kansen, headline, where
from netmap.table import Column, Section, Table

if TYPE_CHECKING:
    from netmap.layers import Stand
    from netmap.regio import Regio
    from netmap.settings import Settings

_COLUMNS: Final = (
    Column("kans", "Kans", "share", width=10),
    Column("organisaties", "Organisaties", width=50),
    Column("regels", "Regels", "whole", "page", "Waar de dekking op steunt.", width=10),
    Column("gemeenten", "Gemeenten", "whole", width=14),
    Column("inwoners", "Inwoners", "whole", width=16),
    Column("namen", "Welke gemeenten", form="full"),
)


def chance_section(stand: Stand, gebied: Regio | None = None) -> Section:
    """Tell how many gemeenten are expected to be covered indeed, and which cover is the weakest.

    One row per set of gemeenten that rest on the same statements, the least likely first.
    """
    kansen = compute_chances(stand, gebied)
    number = sum(len(one.codes) for one in kansen)
    expected = round(sum(one.kans * len(one.codes) for one in kansen))
    rows = tuple(
        (
            one.kans,
            "; ".join(one.organisaties),
            one.regels,
            len(one.codes),
            one.inwoners,
            "; ".join(sorted((stand.dekking[code].naam for code in one.codes), key=str.casefold)),
        )
        for one in kansen
    )
    said: tuple[str, ...]
    if number:
        told = (
            f"van de {count(number, *GEMEENTEN)} die gedekt {agree(number, 'heet', 'heten')}, "
            f"{agree(expected, 'is', 'zijn')} dat er naar verwachting {dutch_number(expected)} echt"
        )
        said = (f"{headline(gebied, told)}.", _assume(stand.settings))
    else:
        told = "geen enkele gemeente is gedekt"
        said = (f"Er is{where(gebied)} geen gemeente waarvan bekend is dat zij gedekt is.",)
    caption = "Hoe waarschijnlijk de dekking is, de zwakste eerst"
    table = Table("kans", caption, _COLUMNS, rows, "Kans", header="organisaties")
    facts = {"gedekt": number, "verwacht": expected, "kansen": kansen}
    return Section("kans", "Hoe waarschijnlijk is de dekking?", headline(gebied, told), said, (table,), facts)


def _assume(settings: Settings) -> str:
    """Say what the chances rest on."""
    return (
        f"Dat is rekenwerk met een aanname, geen meting: een regel klopt {describe_kansen(settings)}, "
        "los van andere regels. Steunen twee regels op dezelfde lijst, dan is de kans in het echt anders."
    )
