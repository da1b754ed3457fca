"""What the pages tell of themselves: who moved since the last export, and which companies the archive proposes."""

from datetime import UTC, datetime
from pathlib import Path

from graph import curate
from tests.test_view_pages import HEADER, OpenPage, bring_in, kept, markup_of, words

BEFORE = HEADER + (
    "Ann,Lee,https://www.linkedin.com/in/ann-lee,,Acme,CTO,12 Mar 2019\n"
    "Bo,Sand,https://www.linkedin.com/in/bo-sand,,Umbra,Baker,13 Mar 2019\n"
    "Cy,Orr,https://www.linkedin.com/in/cy-orr,,Hooli,Designer,14 Mar 2019\n"
)
AFTER = HEADER + (
    "Ann,Lee,https://www.linkedin.com/in/ann-lee,,Globex,CTO,12 Mar 2019\n"
    "Bo,Sand,https://www.linkedin.com/in/bo-sand,,Fjord,Baker,13 Mar 2019\n"
    "Cy,Orr,https://www.linkedin.com/in/cy-orr,,Hooli,Designer,14 Mar 2019\n"
    "Dee,Ray,https://www.linkedin.com/in/dee-ray,,Hooli,Designer,1 Feb 2024\n"
)
FOLLOWS = (
    "Organization,Followed On\nGlobex,Tue Mar 05 10:00:00 UTC 2024\n"
    "<img src=x onerror=alert(1)>,Tue Mar 05 10:00:00 UTC 2024\n"
)


def test_who_moved_is_told_with_targets_first_and_a_link_to_each(empty_data: Path, open_page: OpenPage) -> None:
    bring_in(empty_data, BEFORE)
    bring_in(empty_data, AFTER)
    curate.add_target(kept(empty_data), "Globex", at=datetime.now(UTC))
    test = open_page("start")
    said = words(test)
    assert "2 people moved, 1 of them to one of your targets" in said
    assert "Acme → Globex, one of your targets" in said
    assert "1 new contact" in said
    assert said.index("Acme → Globex") < said.index("Umbra → Fjord")
    ann = kept(empty_data).find_people("Ann Lee")[0].id
    assert f"person={ann}" in {link.proto.query_string for link in test.get("page_link")}


def test_a_single_export_makes_no_news(empty_data: Path, open_page: OpenPage) -> None:
    bring_in(empty_data, BEFORE)
    assert "moved" not in words(open_page("start"))


def test_a_company_that_is_followed_is_proposed_and_added_with_one_click(empty_data: Path, open_page: OpenPage) -> None:
    bring_in(empty_data, AFTER)
    bring_in(empty_data, FOLLOWS, name="Company Follows.csv")
    test = open_page("targets")
    said = markup_of(test)
    assert "You follow it (5 March 2024) · 1 person there in your data" in said
    assert "&lt;img src=x onerror=alert(1)&gt;" in said
    test.button(key="propose_0").click().run()
    assert not test.exception
    assert [target.name for target in kept(empty_data).targets()] == ["Globex"]
    assert "5 March 2024) · 1 person" not in markup_of(test)
    test.button(key="propose_0").click().run()
    assert not test.exception
    assert "Proposed from your LinkedIn archive" not in words(test)
    assert "<img" not in words(test)
