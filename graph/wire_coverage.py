"""JSON about the whole target list: what is reached, what hangs on one person, and whom it would help to know."""

from graph.model import Person
from graph.search.coverage import Coverage, WouldHelp
from graph.text import clean_text
from graph.wire import Json


def coverage(found: Coverage) -> Json:
    """What `intrograph coverage` answers; `separate_exact` is false where there may be more separate ways."""
    return {
        "reached": found.reached,
        "targets": [
            {
                "organization": clean_text(each.target.name),
                "warmth": each.chance,
                "separate_ways": each.routes.ways,
                "separate_exact": each.routes.exact,
                "needed": [_person(one) for one in each.needed],
            }
            for each in found.targets
        ],
        "closed_by": [
            {**_person(person), "targets": [clean_text(target.name) for target in closed]}
            for person, closed in found.closed_by
        ],
        "would_help": [_would_help(each) for each in (*found.people, *found.groups)],
    }


def _person(one: Person) -> Json:
    return {"id": one.id, "name": clean_text(one.name)}


def _would_help(each: WouldHelp) -> Json:
    is_person = isinstance(each.who, Person)
    return {
        "kind": "person" if is_person else "group",
        "id": each.who.id if isinstance(each.who, Person) else each.who.key,
        "name": clean_text(each.who.name),
        "opens": [clean_text(target.name) for target in each.opens],
        "warms": [clean_text(target.name) for target in each.warms],
        "gain": each.chance,
    }
