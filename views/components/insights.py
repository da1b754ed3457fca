"""The cards of the Insights page: a sentence, the picture that proves it, and what to do about it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from graph.chances import about
from graph.model import EGO, Person
from graph.search.dormant import Dormant, DormantTie
from graph.search.growth import Growth
from graph.search.insights import Brokers, Circle, Circles, Core, Insights, Standing
from graph.search.reliance import Loss, Reliance
from views import state, wording
from views.components import bars, charts, people
from views.components.bars import Bar
from views.text import markdown

LISTED_DORMANT = 5
"""Dormant ties that are listed; the picture has more."""

LISTED_CIRCLES = 8
"""Communities that are listed below the picture, the largest first."""

OPEN_CIRCLE = 0.9
"""From this share of separate circles on somebody's acquaintances hardly know one another."""


def figures(found: Insights) -> None:
    """How far the network reaches, and how it lives."""
    words = ("people you know", "one introduction away", "two introductions away")
    shown = [(f"{count:,}", word) for count, word in zip(found.brokers.steps, words, strict=False) if count]
    shown += [(f"{found.growth.last_year:,}", "met in the last year"), (f"{found.dormant.count:,}", "silent for years")]
    st.html(people.figures(shown))


def brokers(found: Brokers) -> None:
    """Who stands between circles."""
    with _card("brokers", "Who stands between circles", _brokers_said(found)):
        most = max((one.share for one in found.first), default=0.0)
        for one in found.first:
            with _row(one.person):
                said = f"on {_share(one.share)} shortest ways"
                st.html(bars.bar(Bar(one.person.name, one.share / most, said)), width="stretch")
        if any(one.gave for one in found.first):
            st.html(people.note("Whoever gave you their contacts is seen with all their ties, others with a few."))
        if found.ego:
            st.html(people.note(_own_circle(found.ego)))


def sources(found: Reliance) -> None:
    """What would be lost without each owner's contacts."""
    with _card("sources", "What holds it together", _sources_said(found)):
        most = max((loss.people for loss in found.losses), default=0)
        st.html(bars.bars(_loss(loss, most) for loss in found.losses))
        for loss in found.losses:
            if loss.targets and loss.owner.id != EGO:
                names = wording.listed([one.name for one in loss.targets])
                st.html(people.note(f"Only through {loss.owner.name} you reach {names}."))
        if found.owners < 2:
            st.page_link("views/sources.py", label="Import a friend's contacts", icon=":material/upload_file:")


def dormant(found: Dormant) -> None:
    """Old ties worth waking."""
    with _card("dormant", "Old ties worth waking", _dormant_said(found)):
        if not found.ties:
            return
        picture, listed = st.columns([7, 5], gap="large")
        with picture:
            years = {one.person.id: one.years(state.today()) for one in found.ties}
            charts.silence(found.ties, years, _dormant_said(found))
            st.html(people.note("Higher: better placed. Larger: likelier to help. Who gets a name: the first six."))
        with listed:
            for one in found.ties[:LISTED_DORMANT]:
                _dormant(one)


def growth(found: Growth) -> None:
    """When one met the people one knows."""
    with _card("growth", "How your network grew", _growth_said(found)):
        if found.met:
            charts.growth(found, _growth_said(found))
        if found.undated:
            st.html(people.note(f"Of {found.undated:,} more no source says since when you know them."))


def core(found: Core) -> None:
    """How tightly the middle holds together."""
    with _card("core", "How close the middle is", _core_said(found)):
        whole = sum(found.sizes)
        shown = [
            Bar(_core_word(k), sum(found.sizes[k:]) / whole, f"{sum(found.sizes[k:]):,}", "strong")
            for k in range(1, len(found.sizes))
        ]
        st.html(bars.bars(shown))
        if found.depth > 1 and found.innermost:
            names = wording.listed(["you" if one.id == EGO else one.name for one in found.innermost])
            st.html(people.note(f"In the middle, among others: {names}."))


def circles(found: Circles) -> None:
    """The communities."""
    with _card("circles", "Into which circles it falls", _circles_said(found)):
        if not found.circles:
            return
        charts.circles(found, _circles_said(found))
        st.html(people.note("The fuller the colour, the more of a circle you know. Lines: ties between circles."))
        with st.expander("The circles as a list", type="compact", key="circles_list"):
            for place, each in enumerate(found.circles[:LISTED_CIRCLES]):
                _circle(each, place)


def how_made(found: Brokers) -> None:
    """What the words mean and how the figures are worked out."""
    sample = (
        f"Ways were counted from {found.sampled:,} of {found.people:,} people, always the same ones: the shares are "
        "estimates."
        if found.sampled < found.people
        else "Ways were counted from everybody."
    )
    with st.expander("How this is worked out", type="compact", key="how_made"):
        st.html(
            people.facts(
                (
                    ("Between circles", f"the share of the shortest ways of at most three ties between two others that "
                                        f"lead over somebody (betweenness). {sample}"),
                    ("Circles of yours", "your acquaintances less what they overlap (Burt's effective size)"),
                    ("Bound", "what part of your ties goes to people who know one another (Burt's constraint): 0 is "
                              "free, 1 is bound"),
                    ("Middle", "people each of whom knows at least so many of the others there (k-core)"),
                    ("Worth waking", "how willing, times how well placed, less the more you wrote and met: those of "
                                     "whom you saw little bring most news"),
                )
            )
        )  # fmt: skip


def _share(share: float) -> str:
    return f"{round(100 * share)} of 100" if share >= 0.01 else "less than 1 of 100"


@contextmanager
def _card(key: str, kicker: str, sentence: str) -> Iterator[None]:
    with st.container(border=True, key=f"insight_{key}", gap="small", height="stretch"):
        st.html(people.kicker(kicker))
        st.markdown(f"**{markdown(sentence)}**")
        yield


@contextmanager
def _row(shown: Person) -> Iterator[None]:
    """A row about somebody, with the way to their page at its end."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"row_{shown.id}"):
        yield
        _link(shown)


def _link(shown: Person, label: str = "") -> None:
    st.page_link(
        "views/people.py",
        label=markdown(label or shown.given or shown.name),
        icon=":material/arrow_forward:",
        icon_position="right",
        query_params={"person": shown.id},
    )


def _loss(loss: Loss, most: int) -> Bar:
    lost = wording.counted(loss.people, "person", "people")
    share = loss.people / most if most else 0.0
    if loss.owner.id == EGO:
        return Bar("You", share, f"{lost} only through you", "you")
    return Bar(loss.owner.name, share, f"{lost} only through them", "contact")


def _dormant(one: DormantTie) -> None:
    with st.container(gap=None, key=f"dormant_{one.person.id}"):
        _link(one.person, one.person.name)
        why = [each.label[:1].lower() + each.label[1:] for each in one.places]
        line = f"silent since {one.last.year}, {about(one.willing)} would help"
        st.html(people.note(" · ".join(filter(None, [wording.standing(one.person), line, *why]))))


def _circle(each: Circle, place: int) -> None:
    known = f"You know {each.known:,} of {wording.counted(each.size, 'person', 'people')}"
    shared = f"; {round(each.share * 100)} of 100 share it" if each.kind != "person" else ""
    nearest = each.nearest or each.best_known
    with st.container(gap=None, key=f"circle_{place}"):
        st.html(people.named(each.name, f"{known}{shared}", "contact"))
        if nearest:
            _link(nearest, f"{'Ask' if each.nearest else 'Best known there:'} {nearest.name}")


def _brokers_said(found: Brokers) -> str:
    carrying = max(found.first, key=lambda one: one.carried, default=None)
    beyond = sum(found.steps[1:])
    if carrying is None or not beyond or carrying.carried < 1:
        return "Nobody stands between you and others yet: only a friend's contacts lead beyond your own."
    return (
        f"{carrying.person.name} carries most: {round(carrying.carried):,} of the {beyond:,} people beyond your own "
        "circle are reached over them."
    )


def _own_circle(ego: Standing) -> str:
    open_word = "hardly know one another" if ego.circles >= OPEN_CIRCLE * ego.known else "often know one another"
    return (
        f"You know {ego.known:,} people in {round(ego.circles):,} separate circles: as far as the data shows they "
        f"{open_word}. You are bound {ego.constraint:.2f} (0 is free, 1 is bound)."
    )


def _sources_said(found: Reliance) -> str:
    friends = [loss for loss in found.losses if loss.owner.id != EGO]
    if not friends:
        return f"Everything hangs on your own contacts: {found.reached:,} people, and nobody beyond them."
    worst = friends[0]
    return (
        f"Without what {worst.owner.name} gave, you would reach {worst.people:,} of {found.reached:,} people no more."
    )


def _dormant_said(found: Dormant) -> str:
    if not found.count:
        return "Nobody you know has been silent for three years, as far as the dates tell."
    asleep = wording.counted(found.count, "person you know has", "people you know have")
    first = found.ties[0].person
    where = wording.standing(first)
    return f"{asleep} been silent for three years or more. Wake {first.name}{f' ({where})' if where else ''} first."


def _growth_said(found: Growth) -> str:
    busiest = found.busiest
    if busiest is None:
        return "No source says since when you know people."
    year, count = busiest
    lately = f"{found.last_year:,} in the last twelve months" if found.last_year else "nobody in the last twelve months"
    return f"You met most people in {year}: {count:,} of {found.dated:,}; {lately}."


def _core_said(found: Core) -> str:
    if found.depth < 2:
        return "No two people you know know each other, as far as the data shows."
    inner = found.sizes[-1]
    return f"In the middle are {inner:,} people who each know at least {found.depth} of the others there."


def _core_word(k: int) -> str:
    return "know somebody" if k == 1 else f"know {k} or more of each other"


def _circles_said(found: Circles) -> str:
    if not found.circles:
        return "No circles yet: they show once a friend's contacts, mail or a calendar tell who knows whom."
    unknown = [each for each in found.circles if not each.known]
    said = f"Beyond your own ties there are {wording.counted(len(found.circles), 'circle')}"
    if unknown:
        where = wording.listed([each.name for each in unknown]) if len(unknown) < 4 else f"{len(unknown)} of them"
        return f"{said}; you know nobody yet in {where}."
    first: Sequence[Circle] = sorted(found.circles, key=lambda each: -each.known / each.size)
    return f"{said}; you are closest to {first[0].name}."
