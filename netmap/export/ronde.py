"""The files of the confirmation round: a form to fill in for each who is asked, and a calendar of what ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netmap.dutch import capital
from netmap.ronde import ask_each, find_endings
from netmap.save import file_name
from netmap.sections.phrases import ask_of, name_statement
from netmap.sections.ronde import HAPPENS, form_tables
from netmap.write.ics import Dag, write_ics
from netmap.write.workbook import Workbook, describe_file
from netmap.write.xlsx import write_xlsx

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from netmap.layers import Stand
    from netmap.regio import Regio
    from netmap.ronde import Per, Vragen


def make_forms(stand: Stand, per: Per, organisatie: str = "netmap") -> dict[str, bytes]:
    """
    Make the forms of a round.

    Parameters
    ----------
    stand
        Output of ``build_stand``.
    per
        Who is asked; see ``ask_each``.
    organisatie
        Who asks.

    Returns
    -------
    forms
        Name of the file to XLSX: the statements of one politieregio or organisation, with lists to choose from, in
        which only the answers can be filled in. No mailbox or telephone number, and names of holders of public office
        only.
    """
    return write_forms(stand, ask_each(stand, per), organisatie)


def write_forms(stand: Stand, vragen: Iterable[Vragen], organisatie: str = "netmap") -> dict[str, bytes]:
    """Make the forms of some who are asked; as ``make_forms``."""
    about = describe_file(stand, None, organisatie)
    return {
        file_name("bevestigen", one.aan, peildatum=stand.peildatum, suffix="xlsx"): write_xlsx(
            Workbook(
                f"Bevestigingsronde: {one.aan}",
                "Klopt nog wat er over het netwerk bekend is?",
                organisatie,
                about["bron"],
                stand.peildatum,
                form_tables(one),
            )
        )
        for one in vragen
    }


def make_calendar(stand: Stand, until: date, gebied: Regio | None = None) -> bytes:
    """Make a calendar of what ends or grows too old up to a day, with whom to ask; see ``find_endings``."""
    days = (
        Dag(
            f"{one.uitspraak.id}-{one.soort}-{one.dag.isoformat()}",
            one.dag,
            f"{capital(HAPPENS[one.soort])}: {name_statement(one.uitspraak)}",
            f"Vraag het aan: {ask_of(one.uitspraak, stand)}.",
        )
        for one in find_endings(stand, until, gebied)
    )
    return write_ics(days, stand.peildatum)
