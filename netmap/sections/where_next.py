"""Where new zorgcoördinatoren help the most inwoners: the advice in words, in rows and as a map."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from netmap.coverage import Omvang
from netmap.dutch import agree, count, join, small
from netmap.klassen import ONBEKEND, Klasse
from netmap.layers import LegendEntry, MapView
from netmap.schema import CENTRUMGEMEENTE, dutch_number
from netmap.sections.phrases import GEMEENTEN, INWONERS, headline, price, size_note, where
from netmap.table import Column, Counts, Listing, Paragraph, Section, Table, cell_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from netmap.layers import Stand
    from netmap.table import Block
    from netmap.where_next.advise import Advies, NieuwGebied, Plan, Rules
    from netmap.where_next.weigh import Keuze

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
TWEE_NIEUWE: Final = Klasse("twee_nieuwe", "In twee nieuwe gebieden", "#56B4E9", "cross")
"""Where there is no organisation yet and two are asked for."""
NIET_DUBBEL: Final = Klasse("blijft", "Blijft niet dubbel gedekt", BLIJFT.fill, BLIJFT.pattern)
AL_DUBBEL: Final = Klasse("gedekt", "Al dubbel gedekt", AL_GEDEKT.fill)
_PLANS: Final = (
    Column("plan", "Plan", width=24),
    Column("gebied", "Gebied", width=30),
    Column("gemeenten", "Gemeenten", "whole", width=18),
    Column("inwoners", "Inwoners", "whole", width=18),
    Column("fte", "Fte", "number", "page", width=10),
    Column("veiligheidsregios", "Veiligheidsregio", form="page", width=30),
    Column("namen", "Welke gemeenten", form="page", width=60),
    Column("waarom", "Waarom hier", form="full"),
)
_REGIOS: Final = ("veiligheidsregio", "veiligheidsregio's")
_CHOICES: Final = {
    "inwoners": "De meeste inwoners",
    "regio": "Elk gebied binnen één veiligheidsregio",
    "heel": "Hele veiligheidsregio's",
    "kern": "Rond de grootste gemeente",
    "buur": "Een organisatie ernaast breidt uit",
}
_WEIGHED: Final = (
    Column("keuze", "Keuze", width=36),
    Column("waar", "Waar", width=40),
    Column("inwoners", "Inwoners", "whole", width=16),
    Column("gemeenten", "Gemeenten", "whole", width=14),
    Column(
        "straal", "Verste gemeente (km)", "number", "page",
        "Hemelsbreed, van de best gelegen gemeente naar de verste van haar gebied.", width=20,
    ),
    Column(
        "gesplitst", "Veiligheidsregio's gesplitst", "whole", "page",
        "Waar het plan een deel van de gemeenten helpt die niet gedekt zijn, en een deel niet.", width=22,
    ),
    Column("posten", "Nieuwe posten", "whole", "page", width=14),
    Column("waarom", "Wat ervoor en ertegen pleit", form="page", width=60),
)  # fmt: skip


def where_next_section(advies: Advies, choices: Sequence[Keuze] = ()) -> Section:
    """Tell where new zorgcoördinatoren help the most inwoners, how sure that is, and what else could be chosen.

    One row per new area of the best plan and the runner-up, with the reasons; one per choice of ``weigh_choices``.
    """
    rules = advies.rules
    second = advies.tweede
    told = tuple(_conclude(advies))
    blocks: list[Block] = [Counts(tuple(_counts(advies)))]
    if told[2:]:
        blocks.append(Listing(told[2:]))
    if advies.areas:
        blocks.append(Listing(_reasons(advies.areas)))
    if second:
        blocks += [Paragraph("De tweede keus:"), Listing(_reasons(second.areas))]
    table = _plans(advies)
    helped = f"{count(advies.gemeenten, *GEMEENTEN)} erbij {_covered(advies)} met {_posts(advies)}"
    return Section(
        "waar_erbij",
        "Waar erbij",
        headline(advies.gebied, helped if advies.areas else "geen nieuw gebied"),
        told[:2],
        (*blocks, table, *([_weigh(advies, choices)] if len(choices) > 1 else [])),
        {
            "posten": advies.posten,
            "regels": rules,
            "te_helpen": Omvang(*advies.kandidaten),
            "geholpen": Omvang(advies.gemeenten, advies.inwoners),
            "bewezen": advies.bewezen if advies.kandidaten[0] else None,  # where nothing is to be won nothing is proven
            "gat": advies.gat,
            "bovengrens": advies.bovengrens,
            "gebieden": [_area(one) for one in advies.areas],
            "keuzes": choices,
            "tweede_keus": second
            and {
                "inwoners": second.inwoners,
                "bewezen": second.bewezen,
                "gebieden": [_area(one) for one in second.areas],
            },
        },
    )


def _weigh(advies: Advies, choices: Sequence[Keuze]) -> Table:
    """Put the choices beside each other; first those that no other beats on everything."""
    rows = []
    for one in sorted(choices, key=lambda one: bool(one.beter)):
        rows.append(
            (
                _CHOICES[one.soort],
                _list([f"rond {naam}" for naam in one.rond]),
                one.inwoners,
                one.gemeenten,
                one.straal_km,
                one.gesplitst,
                one.posten,
                " ".join(_argue(advies, one)),
            )
        )
    caption = "Waar erbij is een keuze: wat elk plan geeft en kost"
    return Table("keuzes", caption, _WEIGHED, tuple(rows), "Keuzes", header="keuze")


def _argue(advies: Advies, one: Keuze) -> Iterator[str]:
    """Say what speaks for a plan and against it."""
    if one.beter:
        yield f"Valt af: '{small(_CHOICES[one.beter])}' is op geen van deze getallen slechter en ergens beter."
        return
    if one.soort == "kern":
        yield "Elk gebied begint bij de gemeente met de meeste inwoners."
        yield "Wat het dichtst bij ligt, komt erbij zolang het past."
    if one.soort == "inwoners":
        yield (
            "Geen ander plan met nieuwe posten helpt meer inwoners."
            if advies.bewezen
            else "Het meeste dat is gevonden."
        )
    if one.wie:
        verb = agree(len(set(one.wie)), "breidt", "breiden")
        limited = advies.rules.max_inwoners or advies.rules.max_gemeenten
        bound = "De grens per fte geldt hier niet: er komt geen post bij. " if limited else ""
        yield f"{_list(one.wie)} {verb} dan uit. {bound}Of dat kan, en met hoeveel fte, staat niet in de gegevens."
    if any(one.vol):
        yield _packed(advies, one)
    if one.gesplitst:
        yield f"{count(one.gesplitst, *_REGIOS)} voor een deel: de rest blijft over."
    else:
        yield "Geen veiligheidsregio wordt gesplitst."
    if one.binnen and one.gesplitst:
        yield agree(len(one.gebieden), "Het gebied ligt", "Elk gebied ligt") + " binnen één veiligheidsregio."


def _packed(advies: Advies, one: Keuze) -> str:
    """Say of which areas a number is the reason: ``rond Heerlen 299.999 van de 300.000 inwoners``."""
    most = advies.rules.max_inwoners or 0
    full = [
        f"rond {naam} {dutch_number(number)} van de {dutch_number(most * fte)}"
        for naam, number, fte, vol in zip(one.rond, one.per_gebied, advies.posten, one.vol, strict=False)
        if vol
    ]
    return f"Volgepakt tot de grens: {join(full)} inwoners. Dat getal is dan de reden, niet de plek."


def _list(names: Sequence[str]) -> str:
    """List names, each once: ``rond Heerlen (twee keer)``."""
    times = Counter(names)
    return join([name if number == 1 else f"{name} ({number} keer)" for name, number in times.items()])


def _area(one: NieuwGebied) -> dict[str, Any]:
    """Give an area to scripts."""
    names = ("naam", "codes", "inwoners", "fte", "waarom")
    return {**{field: getattr(one, field) for field in names}, "veiligheidsregios": one.gebieden}


def _reasons(areas: Iterable[NieuwGebied]) -> tuple[str, ...]:
    """Say per area why it is chosen."""
    return tuple(
        f"Gebied {number}, {area.naam.replace('Rond ', 'rond ', 1)}: {area.waarom}"
        for number, area in enumerate(areas, start=1)
    )


def _covered(advies: Advies) -> str:
    """Say what a gemeente is in the end: covered by one organisation, or by two."""
    return "gedekt" if advies.rules.k == 1 else "dubbel gedekt"


def _posts(advies: Advies) -> str:
    return count(len(advies.areas), "zorgcoördinator", "zorgcoördinatoren")


def _counts(advies: Advies) -> Iterator[tuple[str, str, str]]:
    """Count what would be covered, what stays uncovered, and how sure this is."""
    helped = (advies.gemeenten, advies.inwoners)
    gemeenten, inwoners = (whole - part for whole, part in zip(advies.kandidaten, helped, strict=True))
    yield (
        f"Erbij {_covered(advies)}",
        dutch_number(advies.gemeenten),
        size_note(advies.gemeenten, advies.inwoners),
    )
    rest = "Blijft ongedekt" if advies.rules.k == 1 else "Blijft niet dubbel gedekt"
    yield rest, dutch_number(gemeenten), size_note(gemeenten, inwoners)
    if not advies.kandidaten[0]:
        yield "Zekerheid", f"niets te winnen: alles is al {_covered(advies)}", ""
        return
    yield "Zekerheid", "het beste bij deze regels" if advies.bewezen else f"hooguit {_gap(advies)}% te winnen", ""


def describe_rules(rules: Rules) -> str:
    """Say in Dutch what an area must keep to, without a full stop.

    ``ten hoogste 250.000 inwoners per fte, een gebied hangt samen``
    """
    parts = [] if rules.k == 1 else ["een gemeente telt pas met twee onafhankelijke organisaties"]
    if rules.max_inwoners is not None:
        parts.append(f"ten hoogste {count(rules.max_inwoners, 'inwoner', 'inwoners')} per fte")
    if rules.max_gemeenten is not None:
        parts.append(f"ten hoogste {count(rules.max_gemeenten, 'gemeente', 'gemeenten')} per fte")
    parts.append("een gebied hangt samen" if rules.samenhangend else "een gebied hoeft niet samen te hangen")
    if rules.binnen:
        of = "de regio van één" if rules.binnen == CENTRUMGEMEENTE else "één"
        parts.append(f"een gebied blijft binnen {of} {rules.binnen}")
    return ", ".join(parts)


def _conclude(advies: Advies) -> Iterator[str]:
    """Say what is covered with it, the proof or the gap, what remains, the runner-up and the rules."""
    place = where(advies.gebied)
    gemeenten, inwoners = advies.kandidaten
    if not gemeenten:
        yield f"Elke gemeente{place} is al {_covered(advies)}: er is geen nieuw gebied nodig."
        return
    if not advies.areas:
        if advies.bewezen:
            yield "Bij deze regels is er geen plan dat een gemeente helpt."
        else:
            yield "Binnen de tijdslimiet is geen plan gevonden; dat zegt niet dat er geen is."
            yield "Geef meer tijd of kies strengere regels."
    else:
        verb = agree(advies.gemeenten, "wordt", "worden")
        helped = f"{count(advies.gemeenten, *GEMEENTEN)} met {count(advies.inwoners, *INWONERS)}"
        fte = sum(area.fte for area in advies.areas)
        yield f"Met {_posts(advies)} erbij ({_fte(fte)} fte) {verb}{place} {helped} {_covered(advies)}."
        yield _certainty(advies)
        if advies.tarief:
            rate, costs = price(advies.tarief, fte)
            yield f"Bij {rate} per fte kost dat {costs} per jaar."
        yield _left(advies, gemeenten - advies.gemeenten, inwoners - advies.inwoners)
        if spare := len(advies.posten) - len(advies.areas):
            yield f"Voor nog {count(spare, 'zorgcoördinator', 'zorgcoördinatoren')} is geen gebied {_no_area(advies)}."
        if advies.tweede:
            yield _runner_up(advies, advies.tweede)
    if advies.rules.k > 1:
        yield (
            "Dubbel gedekt: stopt er één organisatie, dan blijft de gemeente gedekt. Elke nieuwe zorgcoördinator "
            "telt hier als een eigen organisatie, los van de andere. Een gemeente die nu niet gedekt is, heeft er twee "
            "nodig."
        )
    yield f"Regels: {describe_rules(advies.rules)}."


def _left(advies: Advies, gemeenten: int, inwoners: int) -> str:
    """Say what stays without full cover."""
    if not gemeenten:
        return f"Daarna is elke gemeente{where(advies.gebied)} {_covered(advies)}."
    verb = f"{agree(gemeenten, 'blijft', 'blijven')}{where(advies.gebied)}"
    without = "Zonder volledige dekking" if advies.rules.k == 1 else "Niet dubbel gedekt"
    return f"{without} {verb} dan {count(gemeenten, *GEMEENTEN)} met {count(inwoners, *INWONERS)}."


def _no_area(advies: Advies) -> str:
    """Say why a zorgcoördinator has no area: nothing is left, nothing fits, or nothing was found in time."""
    if advies.gemeenten == advies.kandidaten[0]:
        return "meer nodig"
    return "dat past bij deze regels" if advies.bewezen else "gevonden"


def _fte(number: float) -> str:
    """Write fte without needless decimals."""
    return cell_text(number, "number")


def _certainty(advies: Advies) -> str:
    """Say that it is proven, or by how much a better plan could still win."""
    if advies.bewezen:
        return "Bij deze regels, en met wat nu bekend is, helpt geen ander plan meer inwoners."
    more = advies.bovengrens - advies.inwoners
    return (
        "Dit is het beste dat binnen de tijdslimiet is gevonden, en misschien niet het beste: "
        f"een ander plan helpt hoogstens {count(more, 'inwoner', 'inwoners')} meer ({_gap(advies)}%)."
    )


def _runner_up(advies: Advies, plan: Plan) -> str:
    """Say what comes second."""
    names = _list([area.naam.replace("Rond ", "rond ", 1) for area in plan.areas])
    less = advies.inwoners - plan.inwoners
    how = "evenveel" if less == 0 else f"{count(less, 'inwoner', 'inwoners')} minder"
    sure = "" if plan.bewezen else ", voor zover gevonden"
    return f"Tweede keus, met ten minste één ander gebied{sure}: {names}; dat helpt {how}."


def _gap(advies: Advies) -> str:
    """Write the percentage that could still be won; never nothing when that is not proven."""
    return dutch_number(max(100 * advies.gat, 0.01), 2)


def _plans(advies: Advies) -> Table:
    """Put the areas of the best plan and the runner-up in rows."""
    plans = (("Advies", advies.areas), ("Tweede keus", advies.tweede.areas if advies.tweede else ()))
    rows = tuple(
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
    )
    return Table(
        "waar_erbij", "Nieuwe gebieden, het meeste inwoners eerst", _PLANS, rows, "Waar erbij", header="gebied"
    )


def advice_view(stand: Stand, advies: Advies) -> MapView:
    """Show the new areas on the map; the stand is what the advice was made from.

    A class per new area, what stays without full cover, what is unknown and what is covered already.
    """
    once = advies.rules.k == 1
    stays, fine = (BLIJFT, AL_GEDEKT) if once else (NIET_DUBBEL, AL_DUBBEL)
    new: dict[str, str] = {}
    for klasse, area in zip(NIEUW, advies.areas, strict=False):
        for code in area.codes:
            new[code] = TWEE_NIEUWE.key if code in new else klasse.key
    class_of = {}
    for code, one in stand.dekking.items():
        rest = fine if one.k >= advies.rules.k else ONBEKEND if one.status == "onbekend" else stays
        class_of[code] = new.get(code, rest.key)
    codes = stand.codes(advies.gebied)
    legend = []
    for klasse in (*NIEUW[: len(advies.areas)], *([] if once else [TWEE_NIEUWE]), stays, ONBEKEND, fine):
        members = [code for code in codes if class_of[code] == klasse.key]
        legend.append(LegendEntry(klasse, len(members), sum(stand.dekking[code].inwoners for code in members)))
    added = count(len(advies.areas), "zorgcoördinator", "zorgcoördinatoren")
    return MapView(
        layer=LAYER,
        naam="Waar erbij",
        vraag="Waar helpen nieuwe zorgcoördinatoren de meeste inwoners?"
        if once
        else "Waar krijgen de meeste inwoners met nieuwe zorgcoördinatoren een tweede organisatie?",
        peildatum=stand.peildatum,
        gebied=advies.gebied,
        codes=codes,
        class_of=class_of,
        bewijs={},
        legend=tuple(legend),
        supposed=f"met {added} erbij" if advies.areas else "",
    )
