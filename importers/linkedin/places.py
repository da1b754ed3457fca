"""Places as LinkedIn writes them."""


def city_of(place: str) -> str | None:
    """The city in "Berlin, Germany": what stands before the first comma; None where nothing does."""
    return place.partition(",")[0].strip() or None
