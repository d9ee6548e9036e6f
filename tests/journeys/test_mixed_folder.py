"""A folder with five good files and five bad ones: five are taken, five are told, nothing breaks."""

import io
import zipfile

import pytest

GOOD = (
    "I: Hur kom du hit?\n\nD{n}: Det var min granne som berättade om det, och sedan ringde jag själv.\n\n"
    "I: Mm.\n\nD{n}: Ja.\n"
)
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 2000 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 500


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "material"
    made.mkdir()
    for number in range(1, 6):
        (made / f"d{number}.txt").write_text(GOOD.format(n=number), encoding="utf-8")
    truncated = io.BytesIO()
    with zipfile.ZipFile(truncated, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>" * 50)
    (made / "broken.docx").write_bytes(truncated.getvalue()[:-30])
    (made / "empty.txt").write_bytes(b"")
    (made / "locked.docx").write_bytes(OLE)
    (made / "shopping.txt").write_text("mjölk\nbröd\nägg\n", encoding="utf-8")
    (made / "gone.txt").symlink_to(made / "nowhere.txt")
    return made


def test_five_are_taken_and_five_told(spegla, tmp_path, folder):
    project = tmp_path / "project"
    spegla("init", project, "--language", "en")
    answer = spegla("add", *sorted(folder.iterdir()), "-p", project, "--json")
    assert answer.code == 1
    assert len(answer.json["added"]) == 5
    told = {problem["where"]: problem["message"] for problem in answer.json["problems"] if problem["serious"]}
    assert set(told) == {"broken.docx", "empty.txt", "locked.docx", "shopping.txt", "gone.txt"}
    assert all(message.strip() for message in told.values())
    assert "password" in told["locked.docx"]
    assert "mjölk" not in answer.out + answer.err


def test_the_same_folder_again_is_recognised(spegla, tmp_path, folder):
    project = tmp_path / "project"
    spegla("init", project, "--language", "en")
    spegla("add", folder, "-p", project)
    answer = spegla("add", folder, "-p", project, "--json")
    assert answer.json["added"] == []
    assert len(answer.json["known"]) == 5
