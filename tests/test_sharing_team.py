"""A team: what each member may see of the others, and everything one might try to see more."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from graph import team
from graph.errors import UserError
from graph.model import Shows
from graph.records import ContactRecord, Origin
from graph.search.introductions import Question, find
from graph.search.projection import project
from graph.search.targets import organization_called
from graph.store import open_store
from graph.store.base import GraphStore
from graph.store.kept import alias_of
from graph.store.reader import GraphReader
from graph.team import Member
from tests.samples import NOW, card, member, take_in

TODAY = NOW.date()
HIDDEN = ("raj.patel@secret.example", "raj-patel", "Raj Patel", "owes me a favour", "+14155550199", "14155550199")
"""What Maya keeps of Raj, from the most private on."""

AT_LEVEL = {None: 0, Shows.COMPANIES: 0, Shows.NAMES: 2, Shows.STRENGTH: 2}
"""How many of the words `raj-patel` and `Raj Patel` a level lets be seen."""


class Team:
    """A pool and three members: Maya knows Raj, Dana knows Maya, Tom knows nobody."""

    def __init__(self, pool: GraphStore | None = None) -> None:
        self.pool = pool or open_store(":memory:")
        self.members = {
            name: Member.of({"iss": "https://id.example", "sub": name, "name": name}) for name in
            ("Dana Reyes", "Maya Ruiz", "Tom Wu")
        }  # fmt: skip
        self.stores = {name: open_store(":memory:") for name in self.members}
        for name, store in self.stores.items():
            team.arrive(store, self.members[name])
        raj = replace(
            card("Raj Patel", email="raj.patel@secret.example", phone="+14155550199"), note="owes me a favour",
            organization="Globex", title="COO",
        )  # fmt: skip
        take_in(self.stores["Maya Ruiz"], [raj, member("Raj Patel", "Globex"), member("Sue Fox", "Globex")])
        take_in(self.stores["Dana Reyes"], [member("Maya Ruiz", "Orbit")])

    def let(self, name: str, shows: Shows | None) -> None:
        team.choose(self.stores[name], self.pool, self.members[name], shows, today=TODAY)

    def seen_by(self, name: str, at: datetime = NOW) -> GraphStore:
        team.refresh(self.stores[name], self.pool, self.members[name], at=at)
        return self.stores[name]

    def close(self) -> None:
        for store in (self.pool, *self.stores.values()):
            store.close()


@pytest.fixture
def ours() -> Iterator[Team]:
    made = Team()
    yield made
    made.close()


def everything(store: GraphReader) -> str:
    """All that a store answers to somebody who asks it everything, also what no page asks."""
    people = [entry.person for entry in store.entries("", 10_000)]
    runs = [run.id for run in store.runs()]
    answers: list[Any] = [
        store.runs(), store.status(), store.find_people("", 10_000), people, store.organizations(), list(store.ties()),
        list(store.backgrounds()), list(store.workplaces()), store.targets(), store.decisions(), store.notes(),
        store.lists_of_people(), [store.records_of(one.id) for one in people],
        [store.records_of_origin(origin) for origin in Origin], [store.records_of_run(run) for run in runs],
        [store.evidence_of_run(run) for run in runs], [store.ties_of(one.id) for one in people],
        [store.affiliations_at([organization.id]) for organization, _ in store.organizations()],
        store.evidence_columns().people,
    ]  # fmt: skip
    return repr(answers)


@pytest.mark.parametrize("shows", [None, Shows.COMPANIES, Shows.NAMES, Shows.STRENGTH])
def test_no_answer_of_any_kind_contains_what_is_not_allowed(ours: Team, shows: Shows | None) -> None:
    ours.let("Maya Ruiz", shows)
    for answers in (everything(ours.seen_by("Dana Reyes")), everything(ours.seen_by("Tom Wu")), everything(ours.pool)):
        for word in (HIDDEN[0], *HIDDEN[3:]):
            assert word not in answers
        if not AT_LEVEL[shows]:
            assert not [word for word in HIDDEN if word in answers]
            assert "Sue Fox" not in answers


def test_everybody_sees_their_own_whole_and_it_stays_theirs(ours: Team) -> None:
    ours.let("Maya Ruiz", Shows.COMPANIES)
    own = ours.seen_by("Maya Ruiz")
    assert all(word in everything(own) for word in HIDDEN[:4])
    assert len(own.runs()) == 1


@pytest.mark.parametrize("shows", [None, Shows.COMPANIES])
def test_searches_ids_counts_and_paths_do_not_get_round_it(ours: Team, shows: Shows | None) -> None:
    ours.let("Maya Ruiz", shows)
    theirs, danas = ours.stores["Maya Ruiz"], ours.seen_by("Dana Reyes")
    before = danas.status().people
    both = [one.id for one in theirs.find_people("Raj Patel")]
    said = {each for one in both for record in theirs.records_of(one) for each in record.identifiers}
    for text in ("raj.patel@secret.example", "raj.patel", "Raj", "Patel", "favour", "4155550199", "secret"):
        assert danas.find_people(text) == ()
    for guessed in {*both, *map(alias_of, said)}:
        assert danas.person(guessed) is None
        assert danas.people([guessed]) == {}
        assert danas.records_of(guessed) == ()
        assert danas.ties_of(guessed) == ()
        assert danas.evidence_count([guessed]) == 0
    assert danas.people_named(["raj patel", "sue fox"]) == {}
    take_in(theirs, [member(f"Hidden Person {number}", "Globex") for number in range(5)])
    team.publish(theirs, ours.pool, ours.members["Maya Ruiz"], today=TODAY)
    assert ours.seen_by("Dana Reyes").status().people == before
    found = find(danas, project(danas, TODAY), organization_called(danas, "Globex"), Question())
    assert [path.contact.name for path in found.paths] == ([] if shows is None else ["Somebody at Globex"])


def test_names_show_no_strength_and_strength_does(ours: Team) -> None:
    for shows, told in ((Shows.NAMES, False), (Shows.STRENGTH, True)):
        ours.let("Maya Ruiz", shows)
        danas = ours.seen_by("Dana Reyes")
        both = danas.find_people("Raj")
        assert len(both) == 2
        for raj in both:
            (tie,) = danas.ties_of(raj.id)
            assert [said.stated is not None for said in tie.evidence] == [told]
            assert raj.emails == raj.phones == ()


def test_what_is_no_longer_shown_is_gone_as_if_it_had_never_been(ours: Team) -> None:
    never = ours.seen_by("Dana Reyes").digest()
    for shows in (Shows.STRENGTH, Shows.NAMES, Shows.COMPANIES, Shows.NAMES):
        ours.let("Maya Ruiz", shows)
        assert ours.seen_by("Dana Reyes").digest() != never
        assert len(ours.stores["Dana Reyes"].runs()) == 2
    ours.let("Maya Ruiz", None)
    assert ours.seen_by("Dana Reyes").digest() == never
    assert ours.pool.notes() == ()


def test_nothing_goes_on_from_one_friend_to_the_next(ours: Team) -> None:
    ours.let("Maya Ruiz", Shows.STRENGTH)
    ours.seen_by("Dana Reyes")
    ours.let("Dana Reyes", Shows.STRENGTH)
    ours.let("Maya Ruiz", None)
    toms = everything(ours.seen_by("Tom Wu"))
    assert "Raj Patel" not in toms
    assert "Maya Ruiz" in toms


def test_nobody_shares_before_they_say_so_and_never_everything(ours: Team) -> None:
    for name, store in ours.stores.items():
        assert team.choice(store) is None
        team.publish(store, ours.pool, ours.members[name], today=TODAY)
    assert ours.pool.notes() == ()
    with pytest.raises(UserError, match="never sees everything"):
        ours.let("Maya Ruiz", Shows.EVERYTHING)


def test_looking_again_without_news_writes_nothing(ours: Team) -> None:
    ours.let("Maya Ruiz", Shows.NAMES)
    revision, pools = ours.seen_by("Dana Reyes").revision(), ours.pool.revision()
    assert ours.seen_by("Dana Reyes").revision() == revision
    team.publish(ours.stores["Maya Ruiz"], ours.pool, ours.members["Maya Ruiz"], today=TODAY)
    assert ours.pool.revision() == pools


def test_who_stays_away_for_long_is_no_longer_taken_over(ours: Team) -> None:
    ours.let("Maya Ruiz", Shows.NAMES)
    assert len(ours.seen_by("Dana Reyes", datetime(2027, 6, 1, tzinfo=UTC)).runs()) == 1


def test_two_accounts_are_two_members_whatever_they_are_called() -> None:
    claims: dict[str, object] = {"iss": "https://id.example", "sub": "1", "name": "Maya Ruiz"}
    one = Member.of(claims)
    assert Member.of({**claims, "name": "Another Name"}).id == one.id
    others: list[dict[str, object]] = [{}, {"sub": "2"}, {"iss": "https://evil.example"}]
    assert len({Member.of({**claims, **other}).id for other in others}) == 3
    assert Member.of({**claims, "email": "maya@x.example"}).email is None
    assert Member.of({**claims, "email": "maya@x.example", "email_verified": True}).email == "maya@x.example"
    assert Member.of({**claims, "sub": "../../etc/passwd"}).place(Path("/data")).parent == Path("/data/team")
    wrongs: list[dict[str, object]] = [{}, {"iss": "x"}, {"sub": "x"}, {"iss": "", "sub": ""}, {"iss": 1, "sub": 2}]
    for wrong in wrongs:
        with pytest.raises(UserError):
            Member.of(wrong)


WORDS = some.text("abcdefgh", min_size=4, max_size=9).map(str.title)
NAMES = some.builds(lambda given, family: f"{given} {family}Q", WORDS, WORDS)


@given(
    some.lists(some.tuples(NAMES, some.sampled_from(["Globex", "Acme", "Initech", None])), min_size=1, max_size=8),
    some.lists(some.sampled_from([None, Shows.COMPANIES, Shows.NAMES, Shows.STRENGTH]), min_size=1, max_size=4),
)
@settings(max_examples=12, suppress_health_check=list(HealthCheck))
def test_whatever_is_chosen_in_whatever_order_only_the_last_choice_shows(
    contacts: list[tuple[str, str | None]], choices: list[Shows | None]
) -> None:
    made = Team()
    never = made.seen_by("Tom Wu").digest()
    rows: list[ContactRecord] = [
        replace(card(name, email=f"{name.replace(' ', '.')}@secret.example".lower()), organization=company)
        for name, company in contacts
    ]
    take_in(made.stores["Maya Ruiz"], rows)
    for shows in choices:
        made.let("Maya Ruiz", shows)
        answers = everything(made.seen_by("Tom Wu"))
        assert "secret.example" not in answers + json.dumps([note.content for note in made.pool.notes()])
        for name, _ in contacts:
            assert (name in answers) is (AT_LEVEL[shows] > 0)
    made.let("Maya Ruiz", None)
    assert made.seen_by("Tom Wu").digest() == never
    made.close()
