"""The Network page in a real browser: clicks, search, zoom, keyboard, hostile names, pictures and files."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from graph.store import open_store
from tests.browsing import ready_graph
from tests.test_browser import ATLAS_PLACE, MINE
from tests.test_view_pages import bring_in, friend_of_ego

StartApp = Callable[[Path], str]

HOSTILE = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "<img src=x onerror=window.owned=1>,![x](https://evil.example/a.png) www.evil.example,"
    "https://www.linkedin.com/in/hostile,,[Evil](https://evil.example) <b>Corp</b>,"
    ":red[CEO] $x^2$ **now**,01 Feb 2020\n"
)

CAMERA = "element => ({ scale: element.atlas.camera.scale, x: element.atlas.camera.x, y: element.atlas.camera.y })"
COLOURS = """element => {
  const canvas = element.querySelector("canvas.ground");
  const pixels = new Uint32Array(canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.buffer);
  return new Set(pixels).size;
}"""


@pytest.fixture(scope="module")
def demo_app(start_app: StartApp, demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The app on the demo network, and where it lies."""
    data = tmp_path_factory.mktemp("demo")
    shutil.copy(demo_file, data / "intrograph.db")
    return start_app(data), data


def resting(graph: Locator) -> dict[str, Any]:
    """Where one looks from, once nothing moves any more."""
    graph.page.wait_for_timeout(600)
    found: dict[str, Any] = graph.evaluate(CAMERA)
    return found


def calm(page: Page) -> None:
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def test_a_click_tells_python_and_a_filter_leaves_the_view_where_it_is(page: Page, demo_app: tuple[str, Path]) -> None:
    address, data = demo_app
    someone = friend_of_ego(data)
    page.goto(f"{address}/network")
    graph = ready_graph(page)
    assert graph.evaluate(COLOURS) > 20
    place = graph.evaluate(ATLAS_PLACE, someone.name)
    graph.click(position=place)
    expect(page.locator(".st-key-person_card")).to_contain_text(someone.name)
    assert f"person={someone.id}" in page.url
    graph.hover(position={"x": 300, "y": 300})
    page.mouse.wheel(0, -600)
    before = resting(graph)
    nodes = graph.get_attribute("data-nodes")
    page.get_by_role("button", name="Filter").click()
    page.get_by_role("combobox", name="Ties").click()
    page.get_by_role("option", name="Strong", exact=True).click()
    expect(page.get_by_text(re.compile("with weaker ties only"))).to_be_visible()
    expect(graph).not_to_have_attribute("data-nodes", str(nodes))
    assert resting(graph) == before
    assert graph.evaluate("element => element.atlas.picked") >= 0


def test_somebody_is_found_by_name_and_brought_into_the_middle(page: Page, demo_app: tuple[str, Path]) -> None:
    address, data = demo_app
    someone = friend_of_ego(data)
    page.goto(f"{address}/network?show=Everybody")
    graph = ready_graph(page)
    whole = resting(graph)["scale"]
    search = page.get_by_role("combobox", name="Find in the picture")
    search.fill(someone.name.lower())
    expect(page.get_by_role("option", name=re.compile(re.escape(someone.name)))).to_be_visible()
    search.press("Enter")
    expect(page.locator(".st-key-person_card")).to_contain_text(someone.name)
    assert resting(graph)["scale"] > whole
    place = graph.evaluate(ATLAS_PLACE, someone.name)
    box = graph.bounding_box()
    assert box is not None
    assert abs(place["x"] - box["width"] / 2) < 3
    assert abs(place["y"] - box["height"] / 2) < 3
    page.goto(f"{address}/network?show=Everybody&person={someone.id}")
    graph = ready_graph(page)
    assert resting(graph)["scale"] > whole
    expect(page.locator(".st-key-person_card")).to_contain_text(someone.name)
    search.fill("nobody is called that")
    expect(page.get_by_text("Nobody in this picture is called that.")).to_be_visible()


def test_people_are_reached_by_keyboard_alone(page: Page, demo_app: tuple[str, Path]) -> None:
    address, _ = demo_app
    page.goto(f"{address}/network")
    graph = ready_graph(page)
    buttons = page.locator("ul.people button")
    assert buttons.count() == 80
    buttons.nth(3).focus()
    name = buttons.nth(3).inner_text().split(",")[0]
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-person_card")).to_contain_text(name)
    graph.locator("canvas.front").focus()
    before = resting(graph)
    page.keyboard.press("+")
    page.keyboard.press("ArrowLeft")
    assert resting(graph)["scale"] > before["scale"]


def test_the_picture_is_saved_by_the_browser_itself(page: Page, demo_app: tuple[str, Path], tmp_path: Path) -> None:
    address, _ = demo_app
    page.goto(f"{address}/network?show=Everybody")
    ready_graph(page)
    calm(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as picture").click()
    file = tmp_path / "network.png"
    download.value.save_as(file)
    assert file.read_bytes().startswith(b"\x89PNG")
    assert file.stat().st_size > 20_000
    assert [url for url in asked if not url.startswith("blob:")] == []


def test_the_saved_page_draws_itself_and_asks_nobody(page: Page, demo_app: tuple[str, Path], tmp_path: Path) -> None:
    address, data = demo_app
    someone = friend_of_ego(data)
    page.goto(f"{address}/network")
    ready_graph(page)
    page.get_by_role("button", name="Save", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="A page that draws itself").click()
    file = tmp_path / "network.html"
    download.value.save_as(file)
    saved = page.context.new_page()
    asked: list[str] = []
    errors: list[str] = []
    saved.on("request", lambda request: asked.append(request.url))
    saved.on("pageerror", lambda error: errors.append(str(error)))
    saved.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    saved.goto(file.as_uri())
    graph = ready_graph(saved)
    assert graph.evaluate(COLOURS) > 20
    saved.get_by_role("combobox").fill(someone.name)
    saved.keyboard.press("Enter")
    assert saved.evaluate("fetch('http://localhost:9/').then(() => 'sent', () => 'refused')") == "refused"
    assert asked == [file.as_uri()]
    assert [error for error in errors if "localhost:9" not in error] == []
    saved.close()


def test_hostile_names_stay_text_in_the_picture_its_search_and_its_files(
    page: Page, start_app: StartApp, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    data = tmp_path_factory.mktemp("hostile")
    bring_in(data, HOSTILE)
    bring_in(data, MINE)
    page.goto(f"{start_app(data)}/network")
    graph = ready_graph(page)
    page.get_by_role("combobox", name="Find in the picture").fill("img src")
    expect(page.get_by_role("option").first).to_contain_text("<img src=x")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-person_card")).to_contain_text("<img src=x")
    resting(graph)
    graph.hover(position={"x": 20, "y": 200})
    box = graph.bounding_box()
    assert box is not None
    graph.hover(position={"x": box["width"] / 2, "y": box["height"] / 2})
    expect(page.locator(".tip")).to_contain_text("<img src=x")
    page.get_by_role("button", name="Save", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="A page that draws itself").click()
    file = tmp_path / "network.html"
    download.value.save_as(file)
    assert "<img" not in file.read_text("utf-8")
    saved = page.context.new_page()
    saved.goto(file.as_uri())
    ready_graph(saved)
    assert saved.evaluate("window.owned") is None
    assert saved.locator("img, a").count() == 0
    saved.close()


def test_on_a_phone_nothing_is_cut_off(page: Page, demo_app: tuple[str, Path]) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    address, _ = demo_app
    for query in ("", "?show=Everybody"):
        page.goto(f"{address}/network{query}")
        ready_graph(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_light_and_dark_are_followed(page: Page, demo_app: tuple[str, Path]) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(f"{demo_app[0]}/network")
    graph = ready_graph(page)
    assert not graph.evaluate("element => element.atlas.theme.dark")
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(2000)
    assert graph.evaluate("element => element.atlas.theme.dark")


def test_what_the_command_writes_meanwhile_is_in_the_next_picture(
    page: Page, start_app: StartApp, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = tmp_path_factory.mktemp("meanwhile")
    bring_in(data, MINE)
    page.goto(f"{start_app(data)}/network")
    graph = ready_graph(page)
    expect(graph).to_have_attribute("data-nodes", "4")
    bring_in(data, HOSTILE)
    store = open_store(str(data / "intrograph.db"))
    count = store.status().people + 1
    store.close()
    page.get_by_text("2 steps").click()
    expect(graph).to_have_attribute("data-nodes", str(count))
