"""The Intrograph app: the frame around its pages, and the server that brings them to the browser.

One file in two roles. Streamlit runs it as a script at every interaction (`runtime.exists()`): it shows a page. Started
by hand (`streamlit run app.py`, `python app.py`, `intrograph`) it is the server's description: the same script with our
headers and files around it. `intrograph` calls `serve`.
"""

import os
from pathlib import Path

import streamlit as st
from streamlit import runtime

from graph.settings import Settings
from views import security, serving

SCRIPT = Path(__file__).resolve()


def serve(settings: Settings, *, port: int | None = None, open_browser: bool = True) -> None:
    """Serves the app on this machine until it is stopped; `UserError` when the wanted port is taken."""
    serving.serve(app, SCRIPT, settings, port=port, open_browser=open_browser)


def show() -> None:
    """Shows the page that the address names, in the frame that all pages share."""
    from views import frame, state, wording  # the server listens before the pages and the search behind them are loaded

    st.set_page_config(page_title="Intrograph", page_icon=frame.ICON, layout="wide")
    review = wording.with_count("Review", state.open_questions())
    page = st.navigation(
        [
            st.Page("views/start.py", title="Start", icon=":material/home:", default=True),
            st.Page("views/sources.py", title="Import", icon=":material/upload_file:", url_path="import"),
            st.Page("views/review.py", title=review, icon=":material/join_inner:", url_path="review"),
            st.Page("views/targets.py", title="Targets", icon=":material/flag:"),
            st.Page("views/week.py", title="This week", icon=":material/event_available:", url_path="week"),
            st.Page("views/introductions.py", title="Introductions", icon=":material/handshake:"),
            st.Page("views/network.py", title="Network", icon=":material/hub:"),
            st.Page("views/sharpen.py", title="Sharpen", icon=":material/psychology_alt:"),
            st.Page("views/people.py", title="People", icon=":material/group:"),
            st.Page("views/insights.py", title="Insights", icon=":material/insights:"),
            st.Page("views/settings.py", title="Settings", icon=":material/settings:"),
        ]
    )
    frame.show(page.run)


if runtime.exists():
    show()
else:
    app = st.App(SCRIPT, middleware=security.middleware(), routes=serving.routes())
    if __name__ == "__main__":
        serve(Settings.from_environment(os.environ))
