import io
import os
import shutil
import struct
import sys
import tempfile
import tracemalloc
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import UserError
from graph.records import ContactRecord, Problem
from importers import archive, identify, read, zips
from importers.base import LARGEST_WHOLE, SourceFile

CONNECTIONS = b"First Name,Last Name,URL,Connected On\nAnn,Lee,https://www.linkedin.com/in/ann-lee,08 Feb 2026\n"
MESSAGES = b"CONVERSATION ID,FROM,TO,DATE\n1,Ann,Bo,2025-06-01 14:03:22 UTC\n"


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return data.getvalue()


def names_in(path: Path) -> list[str]:
    with archive.open_sources([path]) as sources:
        return [source.name for source in sources]


def people_in(sources: Sequence[SourceFile]) -> list[str]:
    return [record.name.full for record in read(sources).records() if isinstance(record, ContactRecord)]


def test_a_file_a_folder_and_a_zip_hold_the_same_contacts(tmp_path: Path) -> None:
    export = {"Connections.csv": CONNECTIONS, "messages.csv": MESSAGES, "Jobs/Saved Jobs.csv": b"Saved Date\n"}
    folder, packed = tmp_path / "export", tmp_path / "export.zip"
    for name, content in export.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    packed.write_bytes(zipped(export))
    with archive.open_sources([folder / "Connections.csv"]) as sources:
        alone = list(read(sources).records())
    for place in (folder, packed):
        with archive.open_sources([place]) as sources:
            reading = read(sources)
            assert list(reading.records()) == alone == list(reading.records())
            told = {file.name: file.importer for file in reading.files}
            assert told == {
                "Connections.csv": "linkedin-connections",
                "messages.csv": None,
                "Jobs/Saved Jobs.csv": None,
            }
    assert people_in(archive.sources_of_upload("export.zip", packed.read_bytes())) == ["Ann Lee"]


def test_a_folder_is_read_in_order_with_its_zips_and_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "__MACOSX").mkdir()
    (tmp_path / ".trash").mkdir()
    for name in ("c.csv", "b/a.csv", "a.csv", ".hidden.csv", "__MACOSX/x.csv", ".trash/y.csv", "empty.csv"):
        (tmp_path / name).write_bytes(b"" if name == "empty.csv" else CONNECTIONS)
    (tmp_path / "b" / "z.zip").write_bytes(
        zipped({"top/Connections.csv": b"x", "__MACOSX/top/._Connections.csv": b"y"})
    )
    assert names_in(tmp_path) == ["a.csv", "b/a.csv", "top/Connections.csv", "c.csv", "empty.csv"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_folder_that_holds_a_link_to_itself_ends(tmp_path: Path) -> None:
    (tmp_path / "Connections.csv").write_bytes(CONNECTIONS)
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "nowhere.csv").symlink_to(tmp_path / "gone.csv")
    assert names_in(tmp_path) == ["Connections.csv"]


def test_a_file_that_is_there_twice_is_read_once(tmp_path: Path) -> None:
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).write_bytes(CONNECTIONS)
    with archive.open_sources([tmp_path, tmp_path / "one.csv"]) as sources:
        assert people_in(sources) == ["Ann Lee"]


def test_names_that_are_utf8_without_saying_so_are_shown_right() -> None:
    data = zipped({"Andr__/Connections.csv": CONNECTIONS}).replace(b"__", "é".encode())
    assert [source.name for source in archive.sources_of_upload("export.zip", data)] == ["André/Connections.csv"]


def test_names_that_point_out_of_a_zip_are_only_names(tmp_path: Path) -> None:
    place = tmp_path / "inner" / "slip.zip"
    place.parent.mkdir()
    place.write_bytes(zipped({"../../Connections.csv": CONNECTIONS, "/etc/Connections.csv": b"x"}))
    with archive.open_sources([place]) as sources:
        assert people_in(sources) == ["Ann Lee"]
    assert [path.name for path in tmp_path.rglob("*")] == ["inner", "slip.zip"]


def test_a_zip_in_a_zip_is_not_opened() -> None:
    inner = zipped({"Connections.csv": CONNECTIONS})
    sources = archive.sources_of_upload("outer.zip", zipped({"inner.zip": inner}))
    assert [source.name for source in sources] == ["inner.zip"]
    with pytest.raises(UserError, match=r"zip inside another zip.*Unpack it yourself"):
        read(sources)


@contextmanager
def refused(words: str) -> Iterator[None]:
    with pytest.raises(UserError) as caught:
        yield
    assert words in caught.value.what
    assert caught.value.what.endswith(".")
    assert caught.value.next_step.endswith(".")


def test_a_missing_file_is_told() -> None:
    with refused("There is no file or folder gone.csv"):
        names_in(Path("gone.csv"))


def test_empty_files_and_folders_are_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty.csv").touch()
    with refused("The folder empty holds no files"):
        names_in(tmp_path / "empty")
    with refused("empty.csv is empty"):
        names_in(tmp_path / "empty.csv")
    with refused("empty.csv is empty"):
        archive.sources_of_upload("empty.csv", b"")
    with refused("holds no files"):
        archive.sources_of_upload("empty.zip", zipped({}))
    with refused("is empty"):
        read([SourceFile.from_bytes("blank.csv", b" \r\n")])


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are different on Windows")
@pytest.mark.parametrize("locked", ["Connections.csv", "."])
def test_a_file_without_permission_is_told(locked: str) -> None:
    folder = Path(tempfile.mkdtemp())
    (folder / "Connections.csv").write_bytes(CONNECTIONS)
    folder.chmod(0o755)
    (folder / locked).chmod(0)
    user = os.geteuid()
    try:
        if user == 0:
            os.seteuid(65534)
        for chosen in (folder, folder / "Connections.csv"):
            with refused("You have no permission to read"), archive.open_sources([chosen]) as sources:
                read(sources)
    finally:
        os.seteuid(user)
        folder.chmod(0o755)
        shutil.rmtree(folder)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_what_is_no_file_is_told_and_left_out_of_folders(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with refused("pipe is not a file"):
        names_in(tmp_path / "pipe")
    (tmp_path / "Connections.csv").write_bytes(CONNECTIONS)
    assert names_in(tmp_path) == ["Connections.csv"]


def test_a_file_larger_than_two_gigabytes_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "disk.csv").open("wb") as stream:
        stream.truncate(LARGEST_WHOLE + 1)
    with refused("disk.csv is larger than 2 GB"):
        names_in(tmp_path / "disk.csv")


def test_a_mailbox_may_be_of_any_size(tmp_path: Path) -> None:
    with (tmp_path / "All mail.mbox").open("wb") as stream:
        stream.write(b"From 1@xxx Mon Jan 01 00:00:00 +0000 2024\nFrom: a@example.com\nTo: b@example.com\n\n")
        stream.truncate(LARGEST_WHOLE + 1)
    assert names_in(tmp_path) == ["All mail.mbox"]


@pytest.mark.parametrize("keep", [3, 40, 200, -1, -30])
def test_a_zip_that_is_cut_off_is_told(keep: int) -> None:
    whole = zipped({"Connections.csv": CONNECTIONS * 50, "messages.csv": os.urandom(500)})
    with refused("zip" if keep == 3 else "download is not complete"):
        read(archive.sources_of_upload("export.zip", whole[:keep]))


@settings(max_examples=500)
@given(
    changes=st.lists(st.tuples(st.integers(0, 400), st.sampled_from([0, 1, 255]) | st.integers(0, 255)), max_size=5),
    keep=st.integers(0, 400) | st.none(),
)
def test_a_damaged_zip_is_read_right_or_told(changes: list[tuple[int, int]], keep: int | None) -> None:
    data = bytearray(zipped({"Connections.csv": CONNECTIONS, "Jobs/messages.csv": MESSAGES}))
    for place, value in changes:
        data[place % len(data)] = value
    told: list[str] = []
    with suppress(UserError):
        told = people_in(archive.sources_of_upload("export.zip", bytes(data[:keep])))
    assert told in ([], ["Ann Lee"])


@pytest.mark.parametrize(("place", "value"), [(28, b"\0\0"), (42, b"\xff\xff\xff\x7f")])
def test_a_zip_with_a_nonsensical_list_of_contents_is_told(place: int, value: bytes) -> None:
    data = bytearray(zipped({"Connections.csv": CONNECTIONS}))
    entry = data.find(b"PK\x01\x02") + place  # the length of the name; where the member starts
    data[entry : entry + len(value)] = value
    with refused("export.zip"):
        read(archive.sources_of_upload("export.zip", bytes(data)))


def test_a_web_page_called_a_zip_is_told() -> None:
    with refused("export.zip is called a zip but is none"):
        archive.sources_of_upload("export.zip", b"<!doctype html><html>Sign in</html>")


def test_a_locked_zip_is_told() -> None:
    data = bytearray(zipped({"Connections.csv": CONNECTIONS}))
    data[6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    with refused("locked with a password"):
        archive.sources_of_upload("export.zip", bytes(data))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_packed_in_an_unusual_way_is_told(method: int) -> None:
    with refused("packed in a way"):
        archive.sources_of_upload("export.zip", zipped({"Connections.csv": CONNECTIONS}, method))


def test_a_zip_that_unpacks_to_far_more_is_refused_without_unpacking_it() -> None:
    bomb = zipped({"Connections.csv": b"First Name,Connected On\n" + b"0" * (60 << 20)})
    tracemalloc.start()
    try:
        with refused("unpack to far more"):
            archive.sources_of_upload("bomb.zip", bomb)
        assert tracemalloc.get_traced_memory()[1] < 5 << 20
    finally:
        tracemalloc.stop()


def test_a_zip_that_lies_about_its_size_gives_out_no_more_than_it_says() -> None:
    data = bytearray(zipped({"Connections.csv": CONNECTIONS + b"0" * (60 << 20)}))
    entry = data.find(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 1 << 20)
    tracemalloc.start()
    try:
        with refused("damaged"):
            read(archive.sources_of_upload("bomb.zip", bytes(data)))
        assert tracemalloc.get_traced_memory()[1] < 10 << 20
    finally:
        tracemalloc.stop()


def test_members_that_share_their_bytes_are_damage() -> None:
    data = zipped({"Connections.csv": os.urandom(1000)})
    entry = data[data.find(b"PK\x01\x02") : data.find(b"PK\x05\x06")]
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 9, 9, 9 * len(entry), data.find(b"PK\x01\x02"), 0)
    with refused("damaged"):
        archive.sources_of_upload("overlap.zip", data[: data.find(b"PK\x01\x02")] + entry * 9 + end)


def test_more_files_than_any_export_has_are_refused() -> None:
    with refused("more than"):
        archive.sources_of_upload("disk.zip", zipped({str(number): b"" for number in range(zips.MAX_FILES + 1)}))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("messages.csv", MESSAGES, "a file of LinkedIn's export"),
        ("Shares_252701747.csv", b"Date,ShareLink\n", "a file of LinkedIn's export"),
        ("Job Applications_3.csv", b"Application Date\n", "a file of LinkedIn's export"),
        ("messages (1).csv", MESSAGES, "a file of LinkedIn's export"),
        ("Connections.xlsx", b"PK\x03\x04", "a spreadsheet"),
        ("Connections.xls", b"\xd0\xcf\x11\xe0", "an Excel"),
        ("cv.pdf", b"%PDF-1.7", "a PDF"),
        ("Connections.csv", b"<!DOCTYPE html><html>", "a web page"),
        ("contacts.csv", b"a,b\n1,2\n", "has no columns that are known"),
        ("photo.png", b"\x89PNG\r\n", "a picture"),
        ("thing.bin", b"\x01\x02\x03", "not a kind of file"),
    ],
)
def test_a_file_that_nobody_reads_is_told_by_what_it_looks_like(name: str, content: bytes, words: str) -> None:
    file = SourceFile.from_bytes(name, content)
    for look in (lambda: identify(file), lambda: read([file])):
        with refused(words):
            look()


def test_an_export_without_connections_is_told_with_what_it_holds() -> None:
    export = zipped({"messages.csv": MESSAGES, "Profile.csv": b"First Name\n", "x.bin": b"x"})
    with refused("messages.csv"):
        read(archive.sources_of_upload("export.zip", export))
    with refused("nothing to read"):
        read([])


def test_a_damaged_zip_in_a_folder_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Name,Email\nAnn Lee,ann@example.com\n", "utf-8")
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04 torn")
    with archive.open_sources([tmp_path]) as sources:
        reading = read(sources)
        found = list(reading.records())
    assert [(file.name, file.importer) for file in reading.files] == [("a.csv", "contacts-csv"), ("b.zip", None)]
    assert isinstance(found[0], Problem)
    assert found[0].source.locator == "b.zip"
    assert "damaged" in found[0].message
    assert isinstance(found[1], ContactRecord)
