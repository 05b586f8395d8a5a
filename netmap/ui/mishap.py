"""What nobody foresaw: a sentence with a number for the reader, and for the administrator what it stands for."""

from __future__ import annotations

import logging
import secrets
import traceback
from typing import Any, Final

import streamlit as st
from streamlit.logger import get_logger

from netmap.write.html import alert

_LOG: Final = get_logger("netmap")
_TOLD_TWICE: Final = "Uncaught app execution"


def tell(error: Exception) -> bool:
    """
    Tell a reader a number instead of an error, and write in the log what it stands for.

    Parameters
    ----------
    error
        What a page did not catch.

    Returns
    -------
    told
        True: Streamlit need not say it in English.
    """
    number = f"{secrets.randbelow(900_000) + 100_000}"
    _LOG.error("Fout %s: %s", number, describe(error))
    again = "Laad de pagina opnieuw. Blijft het zo? Noem dan dit nummer bij de beheerder"
    st.html(alert([f"Er ging iets mis. {again}: {number}."]))
    return True


def describe(error: BaseException) -> str:
    """
    Say what went wrong and where, without a word of the data.

    Parameters
    ----------
    error
        Any error; its message may repeat a cell.

    Returns
    -------
    description
        Kind of the error and of those that led to it, each with files, lines and functions.
    """
    told: list[str] = []
    led: BaseException | None = error
    while led is not None and len(told) < 10:
        told.append(f"{type(led).__qualname__}\n{''.join(traceback.format_tb(led.__traceback__))}")
        led = led.__cause__ or led.__context__
    return "veroorzaakt door ".join(told)


def keep_values_out_of_the_log() -> None:
    """
    Let every error in the log be described, not repeated, whoever logs it: a download that fails too.

    Streamlit's own telling of what a page did not catch is left out, for `tell` has it with its number.
    """
    logging.setLogRecordFactory(_record)
    logging.getLogger("streamlit.error_util").addFilter(lambda record: not str(record.msg).startswith(_TOLD_TWICE))


def _record(*about: Any, **more: Any) -> logging.LogRecord:
    """Make a line of the log."""
    record = logging.LogRecord(*about, **more)
    if record.exc_info and record.exc_info[1]:
        record.msg, record.args = f"{record.getMessage()}: {describe(record.exc_info[1])}", ()
        record.exc_info = None
    return record
