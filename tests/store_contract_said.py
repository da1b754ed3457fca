"""What every back end must do with what the user says and keeps, and with what others let them see."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from graph import curate, forgetting, safekeeping
from graph.errors import UserError
from graph.model import PersonId, Shows, Stage
from graph.records import (
    BUNDLE_TIE,
    LIST_OWNER,
    ContactRecord,
    EvidenceKind,
    Origin,
    Party,
    PersonName,
    RelationRecord,
    SourceRef,
)
from graph.store import open_store
from graph.store.base import GraphStore
from graph.store.kept import Note
from tests.samples import NOW, card, member, take_in, wrote


class SaidContract:
    """Part of `tests.store_contract.StoreContract`."""

    def test_targets_come_by_priority_and_can_be_removed(self, store: GraphStore) -> None:
        curate.add_target(store, "Beta", priority=1, at=NOW)
        curate.add_target(store, "Acme Inc.", priority=3, role="Designer", at=NOW)
        curate.add_target(store, "ACME", priority=2, at=NOW)
        assert [(target.name, target.role, target.priority) for target in store.targets()] == [
            ("Acme Inc.", None, 2), ("Beta", None, 1),
        ]  # fmt: skip
        curate.remove_target(store, "acme, inc")
        assert [target.name for target in store.targets()] == ["Beta"]
        with pytest.raises(UserError, match="not on your target list"):
            curate.remove_target(store, "Acme")

    def test_how_far_one_has_come_with_a_target_stays_when_its_priority_changes(self, store: GraphStore) -> None:
        curate.add_target(store, "Acme", posting=2, stage=Stage.TALKING, at=NOW)
        curate.add_target(store, "Acme", role="Chef", priority=3, at=NOW)
        (target,) = store.targets()
        assert (target.role, target.priority, target.posting, target.stage) == ("Chef", 3, 2, Stage.TALKING)

    def test_notes_are_kept_by_kind_and_id(self, store: GraphStore) -> None:
        about = (PersonId("p1"), PersonId("p2"))
        notes = [Note("ask", "2", "[]", about), Note("ask", "1", '{"a":"ü"}'), Note("focus", "", "x")]
        store.write(lambda tx: [tx.put_note(note) for note in notes])
        assert store.notes() == (notes[1], notes[0], notes[2])
        assert store.notes("ask") == (notes[1], notes[0])
        store.write(lambda tx: (tx.put_note(Note("ask", "1", "new")), tx.remove_note("ask", "2")))
        assert store.notes("ask") == (Note("ask", "1", "new"),)

    def test_whom_to_keep_out_is_kept_once(self, store: GraphStore) -> None:
        store.write(lambda tx: tx.put_suppressed(["one", "two"]))
        store.write(lambda tx: tx.put_suppressed(["two"]))
        assert store.suppressed() == {"one", "two"}
        store.write(lambda tx: tx.remove_suppressed(["two", "three"]))
        assert store.suppressed() == {"one"}

    def test_what_an_owner_lets_be_seen_is_kept_with_the_import(self, store: GraphStore) -> None:
        take_in(store, [member("Ann Lee", "Acme")])
        (run,) = store.runs()
        assert (run.shows, run.expires) == (Shows.EVERYTHING, None)
        limited = replace(run, shows=Shows.NAMES, expires=date(2027, 1, 31), made=NOW)
        store.write(lambda tx: tx.put_run(limited))
        assert store.runs() == (limited,)

    def test_decisions_are_kept_once_and_taken_back(self, store: GraphStore) -> None:
        take_in(store, [member("A B", "Acme"), member("C D", "Acme Bakery")])
        decision = curate.same_organization(store, "Acme", "Acme Bakery", at=NOW)
        curate.same_organization(store, "Acme Bakery", "ACME", at=NOW)
        assert store.decisions() == (decision,)
        curate.separate_organizations(store, decision)
        assert store.decisions() == ()

    def test_who_has_no_name_ends_a_tie_and_is_found_by_nobody(self, store: GraphStore) -> None:
        take_in(store, [member("Maya Ruiz", "Orbit")])
        before = store.status().people
        here = SourceRef("maya.bundle: 2 people at Globex")
        somebody = ContactRecord(
            PersonName("Somebody at Globex"), here, origin=Origin.NAMELESS, uid="Globex", organization="Globex"
        )
        take_in(store, [somebody, RelationRecord(LIST_OWNER, Party(uid="Globex"), BUNDLE_TIE, here)], "Maya Ruiz")
        (globex,) = [organization for organization, _ in store.organizations() if organization.name == "Globex"]
        ((at,),) = [store.affiliations_at([globex.id])]
        found = store.person(at.person)
        assert found is not None
        assert found.is_nameless
        (tie,) = store.ties_of(found.id)
        assert [said.kind for said in tie.evidence] == [EvidenceKind.BUNDLE]
        assert [one.name for one in store.find_people("")] == ["Maya Ruiz"]
        assert store.find_people("somebody") == store.find_people("globex") == ()
        assert store.people_named(["somebody at globex"]) == {}
        assert found.id not in {each.person for each in store.backgrounds()}
        assert found.id in {entry.person.id for entry in store.entries("", 99)}
        assert store.status().people == before

    def test_somebody_who_is_forgotten_is_gone_and_kept_out(self, store: GraphStore) -> None:
        note = replace(card("Bo Chen", email="bo@example.com"), note="Ask Ann Lemoine about him")
        take_in(store, [replace(member("Ann Lemoine", "Acme"), emails=("ann@lemoine.example",)), note])
        take_in(store, [wrote(Party(name="Ann Lemoine", email="ann@lemoine.example"), [LIST_OWNER], 1)])
        (ann,) = store.find_people("lemoine")
        store.write(lambda tx: tx.put_note(Note("ask", "1", "to Ann Lemoine", (ann.id,))))
        forgetting.forget(store, ann.id)
        assert store.person(ann.id) is None
        assert [one.name for one in store.find_people("")] == ["Bo Chen"]
        assert store.write(lambda tx: tx.records_saying(["lemoine"])) == ()
        assert store.notes("ask") == ()
        report = take_in(store, [member("Ann Lemoine", "Acme"), member("Cy Diaz", "Acme")], file="again")
        assert (report.counts.added, report.counts.hidden) == (1, 1)
        assert store.find_people("lemoine") == ()

    def test_everything_is_exported_and_comes_back(self, store: GraphStore, tmp_path: Path) -> None:
        take_in(store, [member("Ann Lee", "Acme"), member("Bo Chen", "Beta")])
        take_in(store, [member("Cy Diaz", "Acme")], owner="Bo Chen")
        curate.add_target(store, "Acme", posting=2, at=NOW)
        safekeeping.export(store, tmp_path / "all.zip", NOW)
        digest, runs = store.digest(), store.runs()
        other = open_store(":memory:")
        safekeeping.restore(tmp_path / "all.zip", other, tmp_path)
        assert (other.digest(), other.runs()) == (digest, runs)
        other.close()
