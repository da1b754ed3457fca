"""What the command prints about who is who: possible duplicates, what was decided, and who moved between exports."""

from collections.abc import Iterable, Iterator, Sequence

from graph.chances import odds
from graph.model import Person
from graph.review import Candidate
from graph.snapshots import Change, ChangeKind
from views import wording

_NEWS = {
    ChangeKind.MOVED: "moved from {before} to {now}",
    ChangeKind.NEW: "is new",
    ChangeKind.GONE: "is no longer in the list",
}


def review(found: Sequence[Candidate]) -> Iterator[str]:
    """People who may be one and the same, with the reasons."""
    for each in found:
        chance = odds(each.match.chance)
        yield f"{each.one.id} {each.one.name} and {each.other.id} {each.other.name}: {chance}" + (
            " (put off)" if each.put_off else ""
        )
        yield from (f"    {_weighed(reason.effect)} {reason.label}: {reason.detail}" for reason in each.match.reasons)
    if not found:
        yield "Nobody in your data looks like somebody else."
        return
    yield ""
    yield f"{wording.counted(len(found), 'pair')}. To decide: intrograph merge ID ID, or with --apart for two people."


def decided(before: Sequence[Person], now: Sequence[Person | None]) -> Iterator[str]:
    """What became of two people."""
    known = {person.id: person for person in now if person}
    names = " and ".join(dict.fromkeys(person.name for person in before))
    yield f"{names}: {'one person' if len(known) == 1 else 'two people'} ({', '.join(sorted(known))})."


def split(name: str, people: Iterable[Person]) -> Iterator[str]:
    """Into whom somebody was taken apart."""
    yield f"{name} was taken apart:"
    yield from (f"  {person.id} {person.name}" for person in people)


def changes(found: Sequence[Change]) -> Iterator[str]:
    """What newer exports say that older ones did not."""
    for change in found:
        told = _NEWS[change.kind].format(before=change.before or "no company", now=change.now)
        target = ", one of your targets" if change.target else ""
        yield f"{change.person.name} {told}{target} ({wording.day(change.day)})"
    if not found:
        yield "Nothing to tell: it takes two exports of the same list. Import a newer one when you have it."


def _weighed(effect: float) -> str:
    return "for    " if effect > 0 else "against"
