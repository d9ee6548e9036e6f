"""`spegla merge`: what it tells, on the screen and in a report file."""

import shutil

from tests.services.test_merging import at, hand, marked
from tests.test_docs import documented
from toolkit.services import coding


def test_a_report_is_written(small, tmp_path, spegla):
    copy = shutil.copytree(small, tmp_path / "copy")
    coding.code(at(copy, 1), marked(at(copy)), ["needs/work"], hand=hand())
    told = spegla("merge", copy, "-p", small, "--dry-run", "--report", tmp_path / "m.md")
    assert told.code == 0
    assert "new codings by B: 1" in (tmp_path / "m.md").read_text()
    document = spegla("merge", copy, "-p", small, "--json", "--report", tmp_path / "m.json").json
    documented("merge", document)
    assert document["codings"]["new"] == 1
    assert document["coders"] == {"B": 1}
    assert spegla("merge", copy, "-p", small, "--report", tmp_path / "m.txt").code == 2
