"""Where data is kept and how numbers are read; made once at the start and passed in."""

import locale
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_data_path


@dataclass(frozen=True, slots=True)
class Settings:
    """What the program needs to know before it reads anything.

    `store_url` is a file path, `sqlite:///PATH` or `:memory:`. `data_folder` holds the default store and the demo's.
    `region` is the two-letter country of phone numbers that are written without `+`; None leaves them as digits.
    `passphrase` opens a store that is encrypted. `team` is the store through which a team shares, None for one person.
    """

    data_folder: Path
    store_url: str
    region: str | None
    passphrase: str | None = field(default=None, repr=False)
    team: str | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], *, store: str | None = None) -> "Settings":
        """Reads `INTROGRAPH_DATA`, `_STORE`, `_REGION`, `_PASSPHRASE` and `_TEAM`; `store` wins over the variable."""
        folder = environment.get("INTROGRAPH_DATA")
        data_folder = Path(folder).expanduser() if folder else user_data_path("intrograph", appauthor=False)
        usual = environment.get("INTROGRAPH_STORE") or str(data_folder / "intrograph.db")
        return cls(
            data_folder=data_folder,
            store_url=usual if store is None else store,
            region=environment.get("INTROGRAPH_REGION") or _region_of_this_machine(),
            passphrase=environment.get("INTROGRAPH_PASSPHRASE") or None,
            team=environment.get("INTROGRAPH_TEAM") or None,
        )

    @property
    def demo_store_url(self) -> str:
        """The made-up network lives in a store of its own, so that it never mixes with real people."""
        return str(self.data_folder / "demo.db")


def _region_of_this_machine() -> str | None:
    name, _ = locale.getlocale()
    territory = (name or "").partition("_")[2][:2]
    return territory if len(territory) == 2 and territory.isupper() else None
