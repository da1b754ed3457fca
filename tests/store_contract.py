"""What every back end must do. A back end's test class inherits these and gives a fresh store."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from graph import curate
from graph.errors import UserError
from graph.model import EGO, Decision, DecisionKind, Organization, OrganizationId, PersonId, Target
from graph.records import (
    EvidenceKind,
    Problem,
    Record,
    RunId,
    Skipped,
    SkipReason,
    SourceRef,
)
from graph.store.base import GraphStore, StoreTransaction
from graph.store.kept import EVIDENCE_KINDS, NO_DAY, Note, PairEnds
from tests.samples import NOW, card, member, take_in
from tests.store_contract_said import SaidContract


class StoreContract(SaidContract, ABC):
    writes_beside_readers = True
    """Whether a write can end while a snapshot is held; otherwise it waits for the snapshot's end."""

    @abstractmethod
    @pytest.fixture
    def store(self) -> Iterator[GraphStore]:
        """A new, empty store."""

    def test_a_new_store_is_empty(self, store: GraphStore) -> None:
        assert store.revision() == 0
        assert (store.status().people, store.status().ties, store.status().records) == (0, 0, 0)
        assert store.runs() == ()
        assert store.find_people("") == ()
        assert store.person(PersonId("nobody")) is None

    def test_every_write_moves_the_revision_by_one(self, store: GraphStore) -> None:
        take_in(store, [member("Ann Lee", "Acme")])
        curate.add_target(store, "Acme", at=NOW)
        assert store.revision() == 2

    def test_an_import_can_be_read_back(self, store: GraphStore) -> None:
        take_in(store, [member("Ann Lee", "Acme, Inc.", line=12)])
        (ann,) = store.find_people("ann")
        assert (ann.name, ann.given, ann.family, ann.profile) == ("Ann Lee", "Ann", "Lee", "ann-lee")
        assert ann.position is not None
        assert (ann.position.organization_name, ann.position.title, ann.position.current) == (
            "Acme, Inc.", "Engineer", True,
        )  # fmt: skip
        (tie,) = store.ties_of(ann.id)
        (said,) = tie.evidence
        assert (said.kind, said.a, said.b, said.last) == (EvidenceKind.CONNECTION, EGO, ann.id, date(2020, 3, 1))
        assert said.source.locator == "Connections.csv line 12"
        (record,) = store.records_of(ann.id)
        said_by = SourceRef("Connections.csv line 12", store.runs()[0].id)
        assert record.fact == replace(member("Ann Lee", "Acme, Inc."), source=said_by)

    def test_a_failed_write_leaves_nothing(self, store: GraphStore) -> None:
        take_in(store, [member("Ann Lee", "Acme")])
        before, revision = store.digest(), store.revision()

        def work(tx: StoreTransaction) -> None:
            tx.remove_run(store.runs()[0].id)
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            store.write(work)
        assert (store.digest(), store.revision()) == (before, revision)

    def test_importing_a_file_twice_changes_nothing(self, store: GraphStore) -> None:
        rows: list[Record | Problem] = [member("Ann Lee", "Acme"), Skipped(SkipReason.HIDDEN, SourceRef("x line 6"))]
        rows.append(member("Bo Chen", "Beta"))
        first = take_in(store, rows, file="f")
        before, revision = store.digest(), store.revision()
        again = take_in(store, rows, file="f")
        assert (store.digest(), store.revision()) == (before, revision)
        assert (again.counts.unchanged, again.counts.added, again.counts.changed, again.counts.hidden) == (2, 0, 0, 1)
        assert again.run == first.run
        assert again.repeated

    def test_undo_in_any_order_leaves_the_digest_of_the_base(self, store: GraphStore) -> None:
        curate.set_ego(store, "Dana Reyes", ["dana@example.com"], "dana-reyes")
        take_in(store, [member("Maya Ruiz", "Orbit"), member("Tom Wu", "Acme")])
        base = store.digest()
        friend = take_in(store, [member("Tom Wu", "Acme Inc"), member("Dana Reyes"), member("Raj Patel")], "Maya Ruiz")
        with_friend = store.digest()
        cards = take_in(store, [card("Thomas Wu", email="tom@example.com"), card("Raj Patel")])
        newer = take_in(store, [member("Maya Ruiz", "Beta"), member("Tom Wu", "Acme")])
        assert len({base, with_friend, store.digest()}) == 3
        curate.undo(store, cards.run)
        curate.undo(store, newer.run)
        assert store.digest() == with_friend
        take_in(store, [card("Thomas Wu", email="tom@example.com")])
        curate.undo(store, friend.run)
        curate.undo(store, store.runs()[-1].id)
        assert store.digest() == base

    def test_undoing_everything_leaves_an_empty_store(self, store: GraphStore) -> None:
        take_in(store, [member("Maya Ruiz", "Orbit")])
        take_in(store, [member("Raj Patel", "Globex")], "Maya Ruiz")
        for run in store.runs():
            curate.undo(store, run.id)
        status = store.status()
        assert (status.people, status.organizations, status.records, status.ties) == (0, 0, 0, 0)

    def test_undo_of_what_is_not_there_says_so(self, store: GraphStore) -> None:
        with pytest.raises(UserError, match="no import"):
            curate.undo(store, RunId("r1"))

    def test_undo_keeps_targets(self, store: GraphStore) -> None:
        run = take_in(store, [member("Ann Lee", "Acme")]).run
        curate.add_target(store, "Acme", at=NOW)
        curate.undo(store, run)
        assert [target.name for target in store.targets()] == ["Acme"]
        assert [organization.name for organization, _ in store.organizations()] == ["Acme"]

    def test_a_person_is_found_by_an_id_they_had_before(self, store: GraphStore) -> None:
        take_in(store, [card("Ann Lee", email="ann@example.com")])
        (before,) = store.find_people("ann")
        take_in(store, [replace(member("Ann Lee", "Acme"), emails=("ann@example.com",))])
        (after,) = store.find_people("ann")
        assert before.id != after.id
        assert store.person(before.id) == after

    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("zoe", ["Zoë Brandt"]),
            ("ZOË bra", ["Zoë Brandt"]),
            ("oneil", ["Kate O'Neil"]),
            ("acme", ["Kate O'Neil"]),
            ("小明", ["王 小明"]),
            ("engineer", ["Kate O'Neil", "Zoë Brandt"]),
            ('" OR *', []),
            ("nobody", []),
            ("  ", ["Kate O'Neil", "Zoë Brandt", "王 小明"]),
        ],
    )
    def test_people_are_found_by_the_beginnings_of_words(self, store: GraphStore, text: str, names: list[str]) -> None:
        take_in(store, [member("Zoë Brandt", "Beta"), member("Kate O'Neil", "Acme"), member("王 小明", slug="wang")])
        assert [person.name for person in store.find_people(text)] == names

    def test_an_organization_is_named_by_its_commonest_spelling(self, store: GraphStore) -> None:
        take_in(store, [member("A B", "ACME"), member("C D", "Acme, Inc."), member("E F", "Acme, Inc.")])
        ((organization, people),) = store.organizations()
        assert (organization.name, organization.key, people) == ("Acme, Inc.", "acme", 3)
        assert len(store.affiliations_at([organization.id])) == 3

    def test_evidence_columns_say_what_the_ties_say(self, store: GraphStore) -> None:
        take_in(store, [member("Maya Ruiz", "Orbit"), card("Cy Diaz", phone="+1 415 555 2671")])
        take_in(store, [member("Raj Patel", "Globex")], "Maya Ruiz")
        columns = store.evidence_columns()
        said = {
            (columns.people[a], columns.people[b], EVIDENCE_KINDS[kind], None if day == NO_DAY else day)
            for a, b, kind, day in zip(columns.a, columns.b, columns.kind, columns.day, strict=True)
        }
        expected = {
            (each.a, each.b, each.kind, each.last and (each.last - date(1970, 1, 1)).days)
            for tie in store.ties()
            for each in tie.evidence
        }
        assert said == expected
        assert len(said) == 4
        assert columns.stamp == store.network_stamp()

    def test_evidence_around_people_is_what_the_ties_say(self, store: GraphStore) -> None:
        take_in(store, [member("Maya Ruiz", "Orbit"), card("Cy Diaz", phone="+1 415 555 2671"), member("Tom Wu")])
        take_in(store, [member("Raj Patel", "Globex"), member("Tom Wu")], "Maya Ruiz")
        maya, tom, raj = (store.find_people(name)[0].id for name in ("Maya", "Tom", "Raj"))
        asked: list[tuple[list[PersonId], list[PersonId] | None]] = [
            ([maya], None), ([maya, EGO], None), ([tom, raj], [maya]), ([EGO], [tom, raj]), ([], None),
        ]  # fmt: skip
        for people, others in asked:
            expected = sorted(
                (each.a, each.b, each.kind)
                for tie in store.ties()
                if any(a in people and (others is None or b in others) for a, b in ((tie.a, tie.b), (tie.b, tie.a)))
                for each in tie.evidence
            )
            columns = store.evidence_around(people, others)
            rows = zip(columns.a.tolist(), columns.b.tolist(), columns.kind.tolist(), strict=True)
            said = sorted((columns.people[a], columns.people[b], EVIDENCE_KINDS[kind]) for a, b, kind in rows)
            assert said == expected
            assert set(columns.people) == {end for a, b, _ in expected for end in (a, b)}
            assert store.evidence_count(people) == sum((a in people) + (b in people) for a, b, _ in expected) or others
        kinds = {person: sorted(found) for person, found in store.kinds_around([maya, raj]).items()}
        assert kinds == {
            maya: sorted([(EGO, "connection"), (EGO, "shared_export"), (raj, "connection"), (tom, "connection")]),
            raj: [(maya, "connection")],
        }
        assert store.evidence_count() == sum(len(tie.evidence) for tie in store.ties())

    def test_companies_of_a_like_name_are_found(self, store: GraphStore) -> None:
        names = ("Acme", "Acme Bakery", "Globex", "Northquill (formerly Initech)", "Big Acme Ltd", "Zeta [old]")
        take_in(store, [member(f"P{place} X", name) for place, name in enumerate(names)])

        def like(key: str, keys: tuple[str, ...] = ()) -> set[str]:
            return {organization.name for organization, people in store.organizations_like(key, keys) if people == 1}

        in_brackets = {"Northquill (formerly Initech)", "Zeta [old]"}
        assert like("acme") == {"Acme", "Acme Bakery", "Big Acme Ltd"} | in_brackets
        assert like("acme bakery of york") == {"Acme", "Acme Bakery"} | in_brackets
        assert like("initech", ("globex",)) == {"Globex"} | in_brackets

    def test_people_come_page_by_page_as_they_are_kept(self, store: GraphStore) -> None:
        take_in(store, [member(f"P{place} X", "Acme", slug=f"p{place}") for place in range(5)])
        pages, last = [], ""
        while page := store.entries(last, 2):
            pages.append(page)
            last = page[-1].person.id
        found = [each for page in pages for each in page]
        assert [len(page) for page in pages] == [2, 2, 2]
        assert [each.person.id for each in found] == sorted([EGO, *(one.id for one in store.find_people("", 10))])
        assert all(each.person == store.person(each.person.id) for each in found)
        for each in found:
            assert all(store.person(alias) == each.person for alias in each.aliases)
            assert each.person.id in store.people_named([each.name_fold])[each.name_fold]
        assert any(each.aliases for each in found)

    def test_while_a_copy_is_put_in_nothing_else_is_written(self, store: GraphStore) -> None:
        take_in(store, [member("Ann Lee", "Acme")])
        before = store.digest()
        store.write(lambda tx: tx.put_unfinished("copy"), filling=True)
        with pytest.raises(UserError, match="was not finished"):
            take_in(store, [member("Bo Chen", "Beta")])
        assert (store.unfinished(), store.digest()) == ("copy", before)
        store.write(lambda tx: tx.put_unfinished(""), filling=True)
        take_in(store, [member("Bo Chen", "Beta")])
        assert store.unfinished() == ""
        assert store.status().people == 2

    def test_it_tells_everybody_s_name(self, store: GraphStore) -> None:
        take_in(store, [member("Maya Ruiz", "Orbit"), member("Tom Wu")])
        found = dict(store.names())
        assert found == {person.id: person.name for person in store.people(found).values()}
        assert {"Maya Ruiz", "Tom Wu"} <= set(found.values())

    def test_it_tells_who_is_where_now(self, store: GraphStore) -> None:
        take_in(store, [member("Maya Ruiz", "Orbit"), member("Tom Wu", "Globex"), member("Lone Star")])
        said = sorted(store.workplaces())
        names = {organization.id: organization.name for organization, _ in store.organizations()}
        people = store.people(person for person, _ in said)
        assert sorted((people[person].name, names[where]) for person, where in said) == [
            ("Maya Ruiz", "Orbit"), ("Tom Wu", "Globex"),
        ]  # fmt: skip

    def test_every_state_has_a_stamp_of_its_own(self, store: GraphStore) -> None:
        stamps = [store.stamp()]
        for name in ("Maya Ruiz", "Tom Wu", "Lone Star"):
            take_in(store, [member(name)])
            assert store.stamp() == store.stamp()
            stamps.append(store.stamp())
        assert len(set(stamps)) == len(stamps)
        with store.snapshot() as view:
            assert view.stamp() == stamps[-1]

    def test_within_a_write_records_are_read_as_they_are_by_then(self, store: GraphStore) -> None:
        take_in(store, [member("Maya Ruiz", "Orbit")])
        (maya,) = store.find_people("maya")
        record, (run,) = store.records_of(maya.id)[0], store.runs()
        day = date(2026, 11, 1)

        def work(tx: StoreTransaction) -> None:
            assert tx.records([record.id]) == tx.related_records([record.id]) == (record,)
            tx.assign({record.id: None})
            assert [each.person for each in tx.records([record.id])] == [None]
            tx.put_run(replace(run, as_of=day))
            assert [each.as_of for each in tx.records([record.id])] == [day]
            assert record.id in tx.listed_in(run.id)
            tx.remove_records([record.id])
            assert tx.records([record.id]) == ()
            assert record.id not in tx.listed_in(run.id)

        store.write(work)

    def test_only_what_changes_the_network_moves_its_stamp(self, store: GraphStore) -> None:
        def of_write(work: Callable[[StoreTransaction], object]) -> tuple[str, str]:
            store.write(work)
            return store.network_stamp(), store.stamp()

        take_in(store, [member("Maya Ruiz", "Orbit")])
        (orbit,) = (organization for organization, _ in store.organizations())
        target = Target(orbit.id, orbit.name, None, 1, NOW)
        decision = Decision(DecisionKind.SAME_ORGANIZATION, (orbit.id, "other"), NOW)
        leaving: tuple[Callable[[StoreTransaction], object], ...] = (
            lambda tx: tx.put_target(target),
            lambda tx: tx.put_organizations([Organization(OrganizationId("new"), "New", "new")]),
            lambda tx: tx.settle_organizations([OrganizationId("new")]),
            lambda tx: tx.remove_target(orbit.id),
            lambda tx: tx.put_note(Note("kind", "id", "text")),
            lambda tx: tx.remove_note("kind", "id"),
            lambda tx: tx.put_suppressed(["mark"]),
            lambda tx: tx.remove_suppressed(["mark"]),
        )
        (run,) = store.runs()
        (maya,) = store.find_people("maya")
        (record, *_) = store.records_of(maya.id)
        (entry,) = store.entries(maya.id[:-1], 1)
        changing: tuple[Callable[[StoreTransaction], object], ...] = (
            lambda tx: tx.put_decision(decision),
            lambda tx: tx.remove_decision(decision),
            lambda tx: tx.put_shift(record.scope, 0.5),
            lambda tx: tx.put_people([entry]),
            lambda tx: tx.assign({record.id: None}),
            lambda tx: tx.replace_evidence([record.id], []),
            lambda tx: tx.remove_people([maya.id]),
            lambda tx: tx.remove_records([record.id]),
            lambda tx: tx.put_records([record]),
            lambda tx: tx.put_pairs([PairEnds(record.id, record.id, record.id, None, None)]),
            lambda tx: tx.put_run(run),
            lambda tx: tx.remove_run(run.id),
        )
        before, states = store.network_stamp(), {store.stamp()}
        for leave in leaving:
            network, state = of_write(leave)
            assert network == before
            assert state not in states
            states.add(state)
        for change in changing:
            network, state = of_write(change)
            assert network not in states
            states |= {network, state}
        with store.snapshot() as view:
            assert view.network_stamp() == network

    def test_ties_between_pairs_are_found_from_either_end(self, store: GraphStore) -> None:
        take_in(store, [member("Maya Ruiz"), member("Tom Wu")])
        take_in(store, [member("Raj Patel")], "Maya Ruiz")
        maya, raj, tom = (store.find_people(name)[0].id for name in ("maya", "raj", "tom"))
        found = store.ties_between([(raj, maya), (maya, raj), (EGO, tom), (tom, raj)])
        assert found.keys() == {frozenset((maya, raj)), frozenset((EGO, tom))}
        assert set(found.values()) == {store.ties_of(raj)[0], store.ties_of(tom)[0]}

    def test_writers_on_many_threads_lose_nothing(self, store: GraphStore) -> None:
        def add(number: int) -> None:
            for step in range(5):
                take_in(store, [member(f"N{number} S{step}", f"Company {step}")])

        threads = [threading.Thread(target=add, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert store.status().people == 20
        assert store.revision() == 20

    def test_a_snapshot_does_not_change_while_others_write(self, store: GraphStore) -> None:
        run = take_in(store, [member("Ann Lee", "Acme")]).run
        with store.snapshot() as view:
            writer = threading.Thread(target=curate.undo, args=(store, run))
            writer.start()
            if self.writes_beside_readers:
                writer.join()
            assert [person.name for person in view.find_people("")] == ["Ann Lee"]
            assert view.revision() == 1
        writer.join()
        assert store.find_people("") == ()

    def test_counts_of_every_import_add_up(self, store: GraphStore) -> None:
        lost = Problem(SourceRef("Connections.csv line 9"), "no name")
        kept = Problem(SourceRef("Connections.csv line 7"), "no date", kept=True)
        rows: list[Record | Problem] = [member("Ann Lee", "Acme"), kept, lost]
        rows.append(Skipped(SkipReason.HIDDEN, SourceRef("x")))
        report = take_in(store, rows)
        assert report.counts.read == 3
        assert (report.problems, report.warnings) == ((lost,), (kept,))
        assert store.runs()[0].counts == report.counts
