"""The advice where next in words, in rows and as a map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from netmap.klassen import ONBEKEND, Klasse
from netmap.layers import LegendEntry, MapView
from netmap.schema import dutch_number
from netmap.summary import count

if TYPE_CHECKING:
    from netmap.layers import Stand
    from netmap.where_next.advise import Advies, Plan, Rules

LAYER: Final = "waar_erbij"
"""Key of the view; it is not in ``layers.LAYERS``."""
NIEUW: Final = tuple(
    Klasse(f"nieuw_{number}", f"Nieuw gebied {number}", fill, pattern)
    for number, (fill, pattern) in enumerate(
        (
            ("#0072B2", "none"),
            ("#009E73", "horizontal"),
            ("#CC79A7", "dots"),
            ("#F0E442", "vertical"),
            ("#D55E00", "backdiagonal"),
        ),
        start=1,
    )
)
"""Looks of the new areas: colours of Okabe and Ito, each with its own pattern."""
BLIJFT: Final = Klasse("blijft", "Blijft zonder volledige dekking", "#4D4D4D", "cross")
AL_GEDEKT: Final = Klasse("gedekt", "Al gedekt", "#DCE6EE")
_COLUMNS: Final = (
    "Plan",
    "Gebied",
    "Gemeenten",
    "Inwoners",
    "Fte",
    "Veiligheidsregio",
    "Welke gemeenten",
    "Waarom hier",
)


def describe_rules(rules: Rules) -> str:
    """
    Say what an area must keep to.

    Parameters
    ----------
    rules
        The rules.

    Returns
    -------
    text
        Dutch, without a full stop: ``ten hoogste 250.000 inwoners per fte, een gebied hangt samen``.
    """
    parts = []
    if rules.max_inwoners is not None:
        parts.append(f"ten hoogste {count(rules.max_inwoners, 'inwoner', 'inwoners')} per fte")
    if rules.max_gemeenten is not None:
        parts.append(f"ten hoogste {count(rules.max_gemeenten, 'gemeente', 'gemeenten')} per fte")
    parts.append("een gebied hangt samen" if rules.samenhangend else "een gebied hoeft niet samen te hangen")
    if rules.binnen:
        parts.append(f"een gebied blijft binnen één {rules.binnen}")
    return ", ".join(parts)


def describe_advice(advies: Advies) -> str:
    """
    Say what the advice comes to and how sure it is.

    Parameters
    ----------
    advies
        Output of ``advise``.

    Returns
    -------
    conclusion
        Dutch: what is covered with it, the proof or the gap, what remains, the runner-up and the rules.
    """
    where = f" in de {advies.gebied}" if advies.gebied else ""
    gemeenten, inwoners = advies.kandidaten
    if not gemeenten:
        return f"Elke gemeente{where} is al gedekt: er is geen nieuw gebied nodig."
    rules = f"Regels: {describe_rules(advies.rules)}."
    if not advies.areas:
        return (
            "Binnen de tijdslimiet is geen plan gevonden; dat zegt niet dat er geen is. "
            f"Geef meer tijd of kies strengere regels. {rules}"
        )
    who = count(len(advies.posten), "zorgcoördinator", "zorgcoördinatoren")
    verb = "wordt" if advies.gemeenten == 1 else "worden"
    helped = f"{count(advies.gemeenten, 'gemeente', 'gemeenten')} met {count(advies.inwoners, 'inwoner', 'inwoners')}"
    sentences = [
        f"Met {who} erbij ({_fte(sum(advies.posten))} fte) {verb}{where} {helped} gedekt.",
        _certainty(advies),
        f"Zonder volledige dekking {'blijft' if gemeenten - advies.gemeenten == 1 else 'blijven'} dan "
        f"{count(gemeenten - advies.gemeenten, 'gemeente', 'gemeenten')} met "
        f"{count(inwoners - advies.inwoners, 'inwoner', 'inwoners')}.",
    ]
    if spare := len(advies.posten) - len(advies.areas):
        sentences.append(f"Voor {count(spare, 'zorgcoördinator', 'zorgcoördinatoren')} is geen gebied meer nodig.")
    if advies.tweede:
        sentences.append(_runner_up(advies, advies.tweede))
    return " ".join([*sentences, rules])


def _fte(number: float) -> str:
    """Write fte without needless decimals."""
    text = dutch_number(number, 2).rstrip("0").rstrip(",")
    return text or "0"


def _certainty(advies: Advies) -> str:
    """Say that it is proven, or by how much a better plan could still win."""
    if advies.bewezen:
        return "Dit is bewezen het beste bij deze regels: geen ander plan helpt meer inwoners."
    more = advies.bovengrens - advies.inwoners
    share = dutch_number(max(100 * advies.gat, 0.01), 2)
    return (
        "Dit is het beste dat binnen de tijdslimiet is gevonden, niet bewezen het beste: "
        f"een ander plan helpt hoogstens {count(more, 'inwoner', 'inwoners')} meer ({share}%)."
    )


def _runner_up(advies: Advies, plan: Plan) -> str:
    """Say what comes second."""
    *first, last = (area.naam.replace("Rond ", "rond ", 1) for area in plan.areas)
    names = f"{', '.join(first)} en {last}" if first else last
    less = advies.inwoners - plan.inwoners
    how = "evenveel" if less == 0 else f"{count(less, 'inwoner', 'inwoners')} minder"
    sure = "" if plan.bewezen else ", voor zover gevonden"
    return f"Tweede keus, met ten minste één ander gebied{sure}: {names}; dat helpt {how}."


def advice_table(advies: Advies) -> pd.DataFrame:
    """
    Put the areas of the best plan and the runner-up in rows.

    Parameters
    ----------
    advies
        Output of ``advise``.

    Returns
    -------
    table
        One row per area: ``Plan`` (``Advies`` or ``Tweede keus``), ``Gebied``, ``Gemeenten``, ``Inwoners``, ``Fte``,
        ``Veiligheidsregio``, ``Welke gemeenten``, ``Waarom hier``; numbers are numbers.
    """
    plans = (("Advies", advies.areas), ("Tweede keus", advies.tweede.areas if advies.tweede else ()))
    rows = [
        (
            plan,
            f"{number}. {area.naam}",
            len(area.codes),
            area.inwoners,
            area.fte,
            ", ".join(area.gebieden),
            ", ".join(area.namen),
            area.waarom,
        )
        for plan, areas in plans
        for number, area in enumerate(areas, start=1)
    ]
    return pd.DataFrame(rows, columns=list(_COLUMNS))


def advice_view(stand: Stand, advies: Advies) -> MapView:
    """
    Show the new areas on the map.

    Parameters
    ----------
    stand
        What the advice was made from.
    advies
        Output of ``advise``.

    Returns
    -------
    view
        A class per new area, what stays without full cover, what is unknown and what is covered already.
    """
    new = {code: NIEUW[i].key for i, area in enumerate(advies.areas) for code in area.codes}
    class_of = {}
    for code, one in stand.dekking.items():
        rest = AL_GEDEKT if one.is_gedekt else ONBEKEND if one.status == "onbekend" else BLIJFT
        class_of[code] = new.get(code, rest.key)
    codes = stand.codes(advies.gebied)
    legend = []
    for klasse in (*NIEUW[: len(advies.areas)], BLIJFT, ONBEKEND, AL_GEDEKT):
        members = [code for code in codes if class_of[code] == klasse.key]
        legend.append(LegendEntry(klasse, len(members), sum(stand.dekking[code].inwoners for code in members)))
    return MapView(
        layer=LAYER,
        naam="Waar erbij",
        vraag="Waar helpen nieuwe zorgcoördinatoren de meeste inwoners?",
        peildatum=stand.peildatum,
        gebied=advies.gebied,
        codes=codes,
        class_of=class_of,
        te_bevestigen=frozenset(),
        legend=tuple(legend),
    )
