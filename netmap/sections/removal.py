"""What falls away when somebody stops, who depends on one organisation alone, and how the network hangs together."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from netmap.coverage import compute_totals
from netmap.difference import STATUS_WORDS, describe_size, group_moves, size_of
from netmap.dutch import agree, agree_part, count, part_of
from netmap.explain import ROL_LABEL
from netmap.inzet import COMENSHA
from netmap.klassen import STATUS_KLASSEN
from netmap.resilience.removable import ZORG
from netmap.resilience.removal import remove_each, sole_cover
from netmap.resilience.structure import measure_structure
from netmap.resilience.worst import find_worst_each
from netmap.schema import SEGMENTEN, dutch_number
from netmap.sections.phrases import GEMEENTEN, INWONERS, headline, shift, size_note, where
from netmap.sections.worst import TOGETHER, WORST, explain_worst, worst_facts, worst_table
from netmap.table import Column, Counts, Listing, Section, Table, Terms, percent_of, share_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from netmap.difference import Wissel
    from netmap.layers import Stand
    from netmap.regio import Regio
    from netmap.resilience.removal import Overnemer, Removal, SoleCover
    from netmap.resilience.structure import Measure
    from netmap.table import Cell

_LABELS: Final = {klasse.key: klasse.label for klasse in STATUS_KLASSEN} | {"ja": "Ja"}
_NAMED: Final = 3
"""Organisations named in a sentence, and organisations of which it is told what happens without them."""
_MOST: Final = 4
"""Organisations that a page opens with."""
_ALONE: Final = ("bestuurlijk_trekker", "ketenregisseur")
"""Other roles of which it is told who is the only one."""
_KOLOMMEN: Final = {"zorg": "Zorg: van gemeente tot CoMensha", "bestuur": "Bestuur: van gemeente tot VNG"}
_CHANGES: Final = (
    Column("code", "Code", form="full"),
    Column("naam", "Gemeente", width=26),
    Column("rol", "Functie", form="page", width=24),
    Column("van", "Nu", width=26),
    Column("naar", "Daarna", "text", "brief", "Zonder wat er wegvalt.", width=26),
    Column("inwoners", "Inwoners", "whole", "page", width=18),
    Column("overnemers", "Wie werkt hier al of ernaast", form="page", width=50),
)
_DEPENDENCE: Final = (
    Column("organisatie", "Organisatie", width=40),
    Column(
        "gemeenten",
        "Gemeenten",
        "whole",
        explanation="Hangen van haar alleen af, voor minstens een deel van de doelgroep.",
        width=18,
    ),
    Column("inwoners", "Inwoners", "whole", explanation="Alle inwoners van die gemeenten.", width=18),
    *(
        Column(fold, f"{segment.capitalize()} jaar", "whole", "page", "Gemeenten per doelgroep.", width=14)
        for fold, segment in zip(("jong", "volwassen"), SEGMENTEN, strict=True)
    ),
    Column("verloren", "Verliezen dekking", "whole", "full", "Gemeenten die zonder haar niet meer gedekt zijn."),
    Column("verloren_inwoners", "Inwoners daarvan", "whole", "full"),
    Column(
        "gedekt",
        "Gedekt zonder haar",
        "whole",
        explanation="Gemeenten van het gebied die gedekt blijven als zij wegvalt.",
        width=18,
    ),
    Column(
        "aandeel", "Deel van alle", "share", explanation="Gedekt zonder haar, als deel van alle gemeenten.", width=14
    ),
    Column("anders", "Andere verandering", "whole", "page", "Gemeenten die iets anders verliezen.", width=20),
    Column("minder", "Organisatie minder", "whole", "page", "Gemeenten die hun status houden.", width=20),
    Column(
        "op_afstand",
        "Dan op afstand",
        "whole",
        "page",
        "Inwoners die zonder haar volgens de bronnen alleen CoMensha op afstand hebben.",
        width=20,
    ),
    Column("op_afstand_gemeenten", "Gemeenten dan op afstand", "whole", "full"),
    Column("uitleg", "Wat er dan gebeurt", form="full"),
    Column("namen", "Welke gemeenten", form="full"),
)


def removal_section(removal: Removal, gebied: Regio | None = None) -> Section:
    """Tell what is left when something falls away, in the area that the removal was computed for.

    One row per gemeente and role that changes; per role those of most inwoners first.
    """
    told = explain_removal(removal, gebied)
    lost, shifts = len(removal.verloren), tuple(_shifts(removal))
    loses = f"verliest {count(lost, *GEMEENTEN)}" if lost == 1 else f"verliezen {count(lost, *GEMEENTEN)}"
    table = Table(
        "wegvallen",
        f"Gemeenten waar iets verandert zonder {removal.naam}",
        _CHANGES,
        tuple(_change(removal, one) for one in sorted(removal.changes, key=_place)),
        "Wegvallen",
        header="naam",
    )
    return Section(
        "wegvallen",
        "Wat er wegvalt",
        headline(gebied, f"zonder {removal.naam} {loses if lost else 'verliest geen enkele gemeente'} dekking"),
        told,
        (*([Counts(shifts)] if shifts else []), table),
        {"wegvallen": [_facts(removal, told)]},
    )


def dependence_section(
    stand: Stand, gebied: Regio | None = None, neighbours: Mapping[str, Sequence[str]] | None = None
) -> Section:
    """Tell who depends on one organisation alone, and what is left without each organisation.

    One row per organisation without which something changes, those that most inwoners depend on first; then the
    holders of other roles that are the only one. With ``neighbours`` (of ``find_neighbours``) it tells who is next
    door.
    """
    alone = {one.keys: one for one in sole_cover(stand, gebied)}
    removals = {one.keys: one for one in remove_each(stand, neighbours, gebied)}
    told = {keys: explain_removal(one, gebied) for keys, one in removals.items()}
    order = list(dict.fromkeys((*alone, *removals)))
    rows = tuple(_dependence(stand, removals[keys], alone.get(keys), told[keys]) for keys in order)
    number = len({code for one in alone.values() for code in one.gemeenten})
    who = f"{count(number, *GEMEENTEN)} {'hangt' if number == 1 else 'hangen'}" if number else "geen gemeente hangt"
    most = [
        (
            one.naam,
            dutch_number(len(one.gemeenten)),
            size_note(len(one.gemeenten), one.inwoners),
        )
        for one in list(alone.values())[:_MOST]
    ]
    others = {rol: sole_cover(stand, gebied, rol) for rol in _ALONE}
    said = [" ".join(told[keys]) for keys in list(alone)[:_NAMED]]
    for rol, found in others.items():
        codes = {code for one in found for code in one.gemeenten}
        few = f"voor {count(len(codes), *GEMEENTEN)} is er maar één bekend"
        known = any(stand.rollen[rol][code].wie for code in stand.codes(gebied))
        none = "nergens is er maar één bekend" if known else "geen bron noemt op deze dag iemand"
        said.append(f"{ROL_LABEL[rol].capitalize()}: {few if codes else none}.")
    worst = find_worst_each(stand, TOGETHER, gebied)
    caption = f"Van welke organisatie gemeenten{where(gebied)} afhangen"
    tables = (
        Table("kwetsbaarheid", caption, _DEPENDENCE, rows, "Kwetsbaarheid"),
        *([worst_table(worst, gebied)] if worst else []),
        *(_alone(rol, found) for rol, found in others.items() if found),
    )
    return Section(
        "kwetsbaarheid",
        "Kwetsbaarheid",
        headline(gebied, f"{who} voor zorgcoördinatie van één organisatie af"),
        _conclude_dependence(tuple(alone.values()), number, gebied),
        (
            *([Counts(tuple(most))] if most else []),
            Listing((*said, *explain_worst(worst, gebied), tell_load(removals.values(), stand, gebied))),
            *tables,
        ),
        {
            "wegvallen": [_facts(one, told[keys]) for keys, one in removals.items()],
            WORST: worst_facts(worst),
        },
    )


def tell_load(removals: Iterable[Removal], stand: Stand, gebied: Regio | None = None) -> str:
    """Say how much only CoMensha serves from a distance, and without which organisation that would be most."""
    now = compute_totals(stand.dekking[code] for code in stand.codes(gebied)).per_status["op_afstand"]
    opening = f"Alleen op afstand (CoMensha){where(gebied)}: {describe_size(now) if now.gemeenten else 'nu niemand'}"
    after = {one.naam: one.na["op_afstand"] for one in removals}
    most = max(after, key=lambda naam: after[naam].inwoners, default="")
    unsaid = "Of CoMensha ook helpt waar de dekking dan vervalt, zegt geen bron."
    if not most or after[most].inwoners <= now.inwoners:
        return f"{opening}. Volgens de bronnen wordt dat niet meer als één organisatie wegvalt. {unsaid}"
    more = f"Valt één organisatie weg, dan wordt dat volgens de bronnen het meest zonder {most}"
    return f"{opening}. {more}: {describe_size(after[most])}. {unsaid}"


def structure_sections(stand: Stand, gebied: Regio | None = None) -> tuple[Section, ...]:
    """Tell how both columns of the chain, zorg and bestuur, hang together.

    Every measure with its answer and meaning, and rows for those that tell anything more.
    """
    measures = measure_structure(stand, gebied)
    sections = []
    for kolom, title in _KOLOMMEN.items():
        chosen = [one for one in measures if one.kolom == kolom]
        terms = Terms(tuple((one.naam, f"{one.antwoord} {one.betekenis}") for one in chosen))
        tables = [_measure(one) for one in chosen if one.zegt_iets]
        sections.append(Section(f"netwerk_{kolom}", title, chosen[-1].antwoord, (), (terms, *tables)))
    return tuple(sections)


def explain_removal(removal: Removal, gebied: Regio | None = None) -> tuple[str, ...]:
    """Say in Dutch what changes, what is left and who is next door."""
    return tuple(_explain(removal, where(gebied)))


def _explain(removal: Removal, place: str) -> Iterator[str]:
    if not removal.changes and not removal.verzwakt:
        yield f"Zonder {removal.naam} verandert{place} van geen enkele gemeente de status."
    moves = group_moves(one for one in removal.changes if one.onderwerp == ZORG)
    if moves:
        first = next(iter(moves.values()))
        told = " en ".join(
            f"{describe_size(size_of(found))} van {STATUS_WORDS[van]} naar {STATUS_WORDS[naar]}"
            for (van, naar), found in moves.items()
        )
        yield f"Zonder {removal.naam} {'gaat' if len(first) == 1 else 'gaan'}{place} {told}."
    before_load, load = removal.voor["op_afstand"], removal.na["op_afstand"]
    if before_load != load:
        counted = describe_size(load) if load.gemeenten else "niemand meer"
        yield f"Alleen op afstand (CoMensha){place}: {counted}; nu {describe_size(before_load)}."
    if lost := removal.verloren:
        total = sum(gemeenten for gemeenten, _ in removal.voor.values())
        before, after = removal.gedekt
        known = ", voor zover bekend," if not after and removal.na["onbekend"].gemeenten else ""
        yield (
            f"Gedekt {agree_part(after, 'blijft', 'blijven')} dan{known} {part_of(after, total)}{place} "
            f"({percent_of(after, total)}; nu {percent_of(before, total)})."
        )
        if removal.overnemers is not None:
            yield _explain_neighbours(lost, removal.overnemers)
    if any(naar == "onbekend" for _, naar in moves):
        yield "Wat er in plaats van de hulp op afstand komt, zegt geen bron."
    if removal.verzwakt:
        weaker = count(len(removal.verzwakt), *GEMEENTEN)
        yield f"In {weaker}{place} blijft de status gelijk, maar is er een organisatie minder."
    for rol in sorted({one.onderwerp for one in removal.changes} - {ZORG}, key=list(ROL_LABEL).index):
        moved = size_of(one for one in removal.changes if one.onderwerp == rol)
        yield f"Zonder {removal.naam} valt{place} in {describe_size(moved)} de {ROL_LABEL[rol]} weg."
    if COMENSHA in removal.keys:
        yield "Alle zorgcoördinatoren melden bij CoMensha; die schakel ontbreekt dan in elke keten."


def _explain_neighbours(lost: Sequence[Wissel], overnemers: Mapping[str, Sequence[Overnemer]]) -> str:
    """Name the organisations that cover next door to the gemeenten that lose their cover, the nearest first."""
    near = Counter(one.naam for change in lost for one in overnemers[change.code])
    if not near:
        return "Geen andere organisatie dekt een buurgemeente of deze gemeenten zelf."
    reached = sum(bool(overnemers[change.code]) for change in lost)
    order = sorted(near.items(), key=lambda pair: (-pair[1], pair[0].casefold()))
    names = ", ".join(f"{naam} ({dutch_number(times)})" for naam, times in order[:_NAMED])
    more = f" en {count(len(order) - _NAMED, 'andere', 'andere')}" if len(order) > _NAMED else ""
    share = f"{dutch_number(reached)} van de {dutch_number(len(lost))}"
    if reached == len(lost):
        share = f"alle {dutch_number(reached)}" if reached > 1 else "deze gemeente"
    return f"Een andere organisatie dekt een buurgemeente, of de gemeente zelf al deels, bij {share}: {names}{more}."


def _shifts(removal: Removal) -> Iterator[tuple[str, str, str]]:
    """Count before and after per status that changes."""
    for status, before in removal.voor.items():
        after = removal.na[status].gemeenten
        if before != removal.na[status]:
            yield _LABELS[status], shift(before.gemeenten, after), agree(after, *GEMEENTEN)


def _place(one: Wissel) -> tuple[int, int, str]:
    """Order changes as a reader finds them: by role, most inwoners first."""
    return (list(ROL_LABEL).index(one.onderwerp), -one.inwoners, one.naam.casefold())


def _change(removal: Removal, one: Wissel) -> tuple[Cell, ...]:
    """Write one change; who is next door only matters for zorgcoördinatie."""
    near = ""
    if one.onderwerp == ZORG and removal.overnemers is not None:
        near = "; ".join(map(_overnemer, removal.overnemers[one.code])) or "niemand bekend"
    return (one.code, one.naam, ROL_LABEL[one.onderwerp], _LABELS[one.van], _LABELS[one.naar], one.inwoners, near)


def _overnemer(one: Overnemer) -> str:
    """Say where an organisation that could take over works."""
    places = ["hier al"] if one.ook_hier else []
    places += [f"in {count(one.buren, 'buurgemeente', 'buurgemeenten')}"] if one.buren else []
    return f"{one.naam} ({' en '.join(places)})"


def _conclude_dependence(found: Sequence[SoleCover], number: int, gebied: Regio | None) -> tuple[str, ...]:
    """Say how many gemeenten depend on one organisation, and on whom most inwoners do."""
    if not found:
        return (f"Geen enkele gemeente{where(gebied)} hangt voor zorgcoördinatie van één organisatie af.",)
    most = found[0]
    return (
        f"Van {count(number, *GEMEENTEN)}{where(gebied)} hangt de zorgcoördinatie, voor minstens een deel "
        "van de doelgroep, van één organisatie af.",
        f"De meeste inwoners: {most.naam}, {count(len(most.gemeenten), *GEMEENTEN)} met "
        f"{count(most.inwoners, *INWONERS)}.",
    )


def _dependence(stand: Stand, removal: Removal, alone: SoleCover | None, told: Sequence[str]) -> tuple[Cell, ...]:
    """Write what rests on one organisation."""
    codes = alone.gemeenten if alone else ()
    sizes = (len(alone.segmenten.get(segment, ())) if alone else 0 for segment in SEGMENTEN)
    lost = size_of(removal.verloren)
    other = {one.code for one in removal.changes} - {one.code for one in removal.verloren}
    left = removal.gedekt[1]
    total = sum(gemeenten for gemeenten, _ in removal.voor.values())
    names = "; ".join(sorted((stand.dekking[code].naam for code in codes), key=str.casefold))
    return (
        stand.graph.nodes[removal.keys[0]]["naam"],
        len(codes),
        alone.inwoners if alone else 0,
        *sizes,
        *lost,
        left,
        share_of(left, total),
        len(other),
        len(removal.verzwakt),
        removal.na["op_afstand"].inwoners,
        removal.na["op_afstand"].gemeenten,
        " ".join(told),
        names,
    )


def _alone(rol: str, found: Sequence[SoleCover]) -> Table:
    """List who is the only holder of a role."""
    columns = (
        Column("wie", "Wie", form="page", width=60),
        Column("gemeenten", "Gemeenten", "whole", "page", width=18),
        Column("inwoners", "Inwoners", "whole", "page", width=18),
    )
    rows = tuple((one.naam, len(one.gemeenten), one.inwoners) for one in found)
    caption = f"Gemeenten waar niemand anders dit doet ({ROL_LABEL[rol]})"
    return Table(rol, caption, columns, rows, f"Enige {ROL_LABEL[rol]}")


def _measure(measure: Measure) -> Table:
    """List what a measure finds; a single gemeente needs no count."""
    columns = (
        Column("wie", "Wie", form="page"),
        Column("gemeenten", "Gemeenten", "whole", "page"),
        Column("inwoners", "Inwoners", "whole", "page"),
    )
    rows = tuple((one.naam, one.gemeenten, one.inwoners) for one in measure.rows)
    table = Table(measure.key, f"{measure.naam} ({measure.kolom})", columns, rows)
    return table if any(one.gemeenten > 1 for one in measure.rows) else table.select(["wie", "inwoners"])


def _facts(removal: Removal, told: Sequence[str]) -> dict[str, Any]:
    """Give one removal to scripts."""
    near = removal.overnemers or {}
    return {
        "sleutels": removal.keys,
        "naam": removal.naam,
        "inzetten": removal.inzetten,
        "verloren": size_of(removal.verloren),
        "verzwakt": removal.verzwakt,
        "voor": removal.voor,
        "na": removal.na,
        "uitleg": told,
        "gemeenten": [
            {
                "rol": one.onderwerp,
                **{field: getattr(one, field) for field in ("code", "naam", "inwoners", "van", "naar")},
                "overnemers": near.get(one.code, ()) if one.onderwerp == ZORG else (),
            }
            for one in removal.changes
        ],
    }
