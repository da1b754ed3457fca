"""Ways that do not depend on one another: paths that share no introducer and no contact."""

from collections.abc import Mapping

from graph.search.paths import FoundPath, PathFinder, SearchOptions


def disjoint_paths(finder: PathFinder, targets: Mapping[int, float], options: SearchOptions) -> list[FoundPath]:
    """The best path, then the best that shares nobody but the source with it, and so on (node-disjoint, greedy).

    One search goes on with a growing set of people to avoid, which the search allows. On real networks taking the best
    each time finds as many such paths as there are, nearly always.
    """
    used = set(options.blocked)
    found: list[FoundPath] = []
    for path in finder.stream(targets, options, used):
        found.append(path)
        used.update(path.people[1:])
        if len(found) == options.limit:
            break
    return found
