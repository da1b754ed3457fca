"""The whole way in a real browser: import, target, path graph, click, keyboard, hostile names, two tabs."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.test_view_pages import bring_in as take_in

StartApp = Callable[[Path], str]

MINE = (
    'Notes:\n"When exporting your connection data, you may notice that some addresses are missing."\n\n'
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Maya,Berg,https://www.linkedin.com/in/maya-berg,maya@example.com,Fjord,CEO,02 Jan 2018\n"
    "Ann,Lee,https://www.linkedin.com/in/ann-lee,,Acme,CTO,12 Mar 2019\n"
    "Bo,Sand,https://www.linkedin.com/in/bo-sand,,Acme,Engineer,13 Mar 2021\n"
)
MAYAS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Raj,Iyer,https://www.linkedin.com/in/raj-iyer,,Globex,COO,01 Feb 2020\n"
    "Zoë,Park,https://www.linkedin.com/in/zoe-park,,Acme,Designer,01 Feb 2022\n"
)
CARDS = (
    "BEGIN:VCARD\nVERSION:3.0\nFN:Maya Berg\nN:Berg;Maya;;;\nORG:Fjord\nTEL:+14155550132\nEND:VCARD\n"
    "BEGIN:VCARD\nVERSION:3.0\nFN:Annie Lee\nN:Lee;Annie;;;\nORG:Acme\nTITLE:CTO\nEND:VCARD\n"
)
HOSTILE_NAME = "<img src=x onerror=window.owned=1>"
HOSTILE_FAMILY = "![x](https://evil.example/a.png) www.evil.example"
HOSTILE = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    f"{HOSTILE_NAME},{HOSTILE_FAMILY},https://www.linkedin.com/in/hostile,,"
    "[Evil](https://evil.example) <b>Corp</b>,:red[CEO] $x^2$ **now**,01 Feb 2020\n"
)
INK = """graph => {
  const canvas = graph.querySelector("canvas");
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  let painted = 0;
  for (let at = 3; at < pixels.length; at += 4) painted += pixels[at] > 0;
  return painted / (canvas.width * canvas.height);
}"""
PLACE = """(graph, name) => {
  const canvas = graph.graphCanvas;
  const node = canvas.data.nodes.find(one => one.label === name);
  return canvas.network.canvasToDOM(canvas.place(node.id));
}"""


def file(text: str, name: str = "Connections.csv") -> FilePayload:
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode()}


def bring_in(page: Page, address: str, text: str, owner: str | None = None) -> None:
    """Imports a file through the page, as a person would."""
    page.goto(f"{address}/import")
    if owner:
        chooser = page.get_by_role("combobox", name=re.compile("Whose contacts"))
        chooser.click()
        chooser.fill(owner)
        chooser.press("Enter")
        expect(page.get_by_text("Whose contacts")).to_be_visible()
    page.locator("input[type=file]").set_input_files(file(text))
    page.get_by_role("button", name=re.compile("^Import [0-9]")).click()
    expect(page.locator(".st-key-import_result")).to_contain_text("read")


def add_target(page: Page, address: str, company: str) -> None:
    page.goto(f"{address}/targets")
    chooser = page.get_by_role("combobox", name="Company")
    chooser.click()
    chooser.fill(company)
    chooser.press("Enter")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("[class*=st-key-target_]").filter(has_text=company)).to_be_visible()


def ready_graph(page: Page) -> Locator:
    graph = page.get_by_test_id("graph")
    expect(graph).to_have_attribute("data-ready", "1")
    return graph


def click_person(graph: Locator, name: str) -> None:
    place: dict[str, Any] = graph.evaluate(PLACE, name)
    graph.click(position={"x": place["x"], "y": place["y"]})


@pytest.fixture(scope="module")
def own(start_app: StartApp, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The app on a store that the tests of this file fill, one after the other."""
    return start_app(tmp_path_factory.mktemp("own"))


@pytest.fixture(scope="module")
def doubles(start_app: StartApp, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The app on a network in which two people seem to stand twice."""
    data = tmp_path_factory.mktemp("doubles")
    take_in(data, MINE)
    take_in(data, CARDS, name="contacts.vcf")
    return start_app(data)


def test_from_two_exports_to_a_painted_path_and_the_person_on_it(page: Page, own: str) -> None:
    bring_in(page, own, MINE)
    bring_in(page, own, MAYAS, "Maya Berg")
    add_target(page, own, "Acme")
    page.get_by_role("link", name="Ways in").click()
    graph = ready_graph(page)
    expect(graph).to_have_attribute("data-nodes", "5")
    assert graph.evaluate(INK) > 0.04
    click_person(graph, "Zoë Park")
    expect(page.locator(".st-key-person_card")).to_contain_text("Zoë Park")
    expect(page.locator(".st-key-next_step")).to_contain_text("Bo Sand")
    page.get_by_role("button", name="Show this path").last.click()
    expect(page.locator(".st-key-next_step")).to_contain_text("Ask Maya Berg")
    expect(page.get_by_text("Connections.csv line 5").first).to_be_visible()


def test_an_unreachable_company_is_told_with_its_next_steps(page: Page, own: str) -> None:
    add_target(page, own, "Initech")
    page.goto(f"{own}/introductions?company=Initech")
    expect(page.locator(".st-key-no_path")).to_contain_text("Nobody in your data is at Initech")
    page.get_by_role("link", name="Import a friend's contacts").click()
    expect(page.get_by_role("heading", name="Import", exact=True)).to_be_visible()


def test_leaving_an_introducer_out_changes_the_search(page: Page, own: str) -> None:
    page.goto(f"{own}/introductions?company=Globex")
    ready_graph(page)
    page.get_by_role("button", name="Without this introducer").first.click()
    expect(page.locator(".st-key-no_path")).to_be_visible()


def test_a_person_is_reached_by_keyboard_alone(page: Page, own: str) -> None:
    page.goto(f"{own}/introductions?company=Acme")
    ready_graph(page)
    page.get_by_role("button", name=re.compile("^Bo Sand")).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-person_card")).to_contain_text("Bo Sand")


def test_on_a_phone_only_the_chosen_path_is_drawn_from_top_to_bottom(page: Page, own: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{own}/introductions?company=Acme")
    graph = ready_graph(page)
    places = graph.evaluate("graph => [...graph.graphCanvas.places.values()]")
    assert len(places) == 2
    assert {place["x"] for place in places} == {0}
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_network_is_painted_and_a_click_near_a_dot_finds_the_person(page: Page, own: str) -> None:
    page.goto(f"{own}/network")
    graph = ready_graph(page)
    assert graph.evaluate(INK) > 0.01
    click_person(graph, "Maya Berg")
    expect(page.locator(".st-key-person_card")).to_contain_text("Maya Berg")


def test_switching_the_colour_scheme_repaints_the_graph(page: Page, own: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(f"{own}/introductions?company=Acme")
    graph = ready_graph(page)
    before = graph.evaluate("graph => graph.graphCanvas.theme.background")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        "before => { const c = document.querySelector('[data-testid=stApp]'); return c && "
        "getComputedStyle(c).backgroundColor !== before }",
        arg=before,
    )
    graph.evaluate("graph => graph.graphCanvas.network.redraw()")
    assert graph.evaluate("graph => graph.graphCanvas.theme.dark")


def test_two_tabs_look_at_the_same_store_and_each_at_their_own_company(page: Page, own: str) -> None:
    page.goto(f"{own}/introductions?company=Acme")
    ready_graph(page)
    other = page.context.new_page()
    other.goto(f"{own}/introductions?company=Globex")
    ready_graph(other)
    expect(other.get_by_text("Raj Iyer").first).to_be_visible()
    page.reload()
    ready_graph(page)
    expect(page.get_by_text("Ann Lee").first).to_be_visible()
    other.close()


def test_our_colours_win_over_another_program_s_settings_in_the_folder(page: Page, own: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(own)
    expect(page.get_by_role("heading", name="Your network")).to_be_visible()
    style = "name => getComputedStyle(document.querySelector('[data-testid=stApp]'))[name]"
    assert page.evaluate(style, "backgroundColor") == "rgb(255, 255, 255)"
    assert "Inter" in page.evaluate(style, "fontFamily")
    assert page.evaluate("document.fonts.check('16px Inter')")


def test_an_import_is_taken_back(page: Page, own: str) -> None:
    page.goto(f"{own}/import")
    page.get_by_role("button", name="Take back").first.click()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("The import is taken back.")).to_be_visible()
    expect(page.get_by_role("button", name="Take back")).to_have_count(1)


def test_hostile_names_are_shown_as_text_on_every_page(
    page: Page, start_app: StartApp, tmp_path_factory: pytest.TempPathFactory
) -> None:
    address = start_app(tmp_path_factory.mktemp("hostile"))
    bring_in(page, address, HOSTILE)
    bring_in(page, address, MINE, HOSTILE_NAME)
    add_target(page, address, "[Evil](https://evil.example) <b>Corp</b>")
    expect(page.get_by_text("[Evil](https://evil.example) <b>Corp</b>").first).to_be_visible()
    for name in ("", "import", "review", "targets", "introductions", "network", "sharpen", "people", "settings"):
        page.goto(f"{address}/{name}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
        if name in ("introductions", "network"):
            graph = ready_graph(page)
            graph.hover()
            page.get_by_role("button", name=re.compile("^<img")).first.focus()
            page.keyboard.press("Enter")
            expect(page.locator(".st-key-person_card")).to_contain_text("<img src=x")
        assert page.locator("img[src=x]").count() == 0
        assert page.locator("a[href^='https:'], a[href^='//'], a[href^='http://www'], a[href^='mailto:']").count() == 0
        assert page.locator("b", has_text=re.compile("^Corp$")).count() == 0
        assert page.evaluate("window.owned") is None


def press(page: Page, key: str) -> None:
    """Presses a key once the page stands still: a shortcut is there only when its button is."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    page.wait_for_timeout(700)
    page.keyboard.press(key)


def test_two_questions_are_answered_and_taken_back_by_keyboard_alone(page: Page, doubles: str) -> None:
    page.goto(f"{doubles}/review")
    progress = page.get_by_test_id("stProgress")
    expect(progress).to_contain_text("1 of 2")
    expect(page.get_by_test_id("stSidebarNav")).to_contain_text("Review (2)")
    first = page.locator(".ig-pair thead").inner_text()
    press(page, "m")
    expect(progress).to_contain_text("2 of 2")
    expect(page.get_by_test_id("stSidebarNav")).to_contain_text("Review (1)")
    press(page, "k")
    expect(page.locator(".st-key-nothing_open")).to_contain_text("Nobody looks like somebody else.")
    press(page, "u")
    expect(progress).to_contain_text("2 of 2")
    expect(page.get_by_test_id("stSidebarNav")).to_contain_text("Review (1)")
    press(page, "u")
    expect(progress).to_contain_text("1 of 2")
    assert page.locator(".ig-pair thead").inner_text() == first


def test_on_a_phone_the_answers_stay_in_sight_and_nothing_is_cut_off(page: Page, doubles: str) -> None:
    page.set_viewport_size({"width": 390, "height": 600})
    for name in ("", "import", "review", "targets"):
        page.goto(f"{doubles}/{name}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        if name == "review":
            expect(page.locator(".st-key-answer_LATER")).to_be_in_viewport(ratio=1)


def test_a_script_that_gets_into_the_page_can_neither_run_nor_call_out(page: Page, own: str) -> None:
    page.goto(own)
    expect(page.get_by_role("heading", name="Your network")).to_be_visible()
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.owned=1\">')")
    assert "refused" in page.evaluate("fetch('http://localhost:9/').then(() => 'sent', () => 'refused')")
    assert page.evaluate("window.owned") is None


def test_the_demo_is_one_click_away_and_is_said_to_be_made_up(
    page: Page, start_app: StartApp, tmp_path_factory: pytest.TempPathFactory
) -> None:
    address = start_app(tmp_path_factory.mktemp("fresh"))
    page.goto(address)
    page.get_by_role("button", name="Try the demo network").click()
    expect(page.locator(".st-key-demo_banner")).to_contain_text("made-up people")
    page.get_by_role("link", name=re.compile("See all ways in")).first.click()
    graph = ready_graph(page)
    assert graph.evaluate(INK) > 0.04
    page.get_by_role("button", name="Back to my own network").click()
    expect(page.locator(".st-key-demo_banner")).to_have_count(0)
