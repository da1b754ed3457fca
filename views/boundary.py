"""The one place where an error becomes a message on a page.

A `UserError` is told as it is. Anything else is a fault of ours: the page says so kindly, and the log gets the kind of
error and where it arose, never its text, which may hold a contact's data.
"""

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from graph.errors import UserError
from views.text import markdown

OURS = Path(__file__).resolve().parent.parent
"""The folder whose files a fault is traced to."""

_log = logging.getLogger("intrograph")


@contextmanager
def guarded() -> Iterator[None]:
    """Shows what goes wrong inside as a message; Streamlit's own stop and rerun signals pass through."""
    try:
        yield
    except UserError as error:
        tell(error)
    except Exception as error:  # noqa: BLE001 - this is the boundary
        place = where(error)
        _log.error("%s at %s", type(error).__name__, place)
        st.error(
            "**Something went wrong here, and it is not your fault.** Your data is safe: nothing was changed half way. "
            "Reload the page; if it happens again, please report the line below.",
            icon=":material/error:",
        )
        st.code(f"{type(error).__name__} at {place}", language=None)


def tell(error: UserError) -> None:
    """Shows what happened and what to do next."""
    st.error(f"**{markdown(error.what)}** {markdown(error.next_step)}", icon=":material/info:")


def where(error: BaseException) -> str:
    """The innermost line of our own code that an error passed, such as "views/targets.py line 12"."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(OURS) and "site-packages" not in path.relative_to(OURS).parts:
            return f"{path.relative_to(OURS).as_posix()} line {frame.lineno}"
    return "an unknown place"
