import hashlib
import re
from pathlib import Path

from toolkit import workbench

VENDOR = Path(workbench.__file__).parent / "static" / "vendor"
LISTED = dict(re.findall(r"^\| (\S+\.js) \|.*\| ([0-9a-f]{64}) \|$", (VENDOR / "README.md").read_text(), re.MULTILINE))


def test_every_script_of_others_is_listed_with_its_sum():
    sums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in VENDOR.glob("*.js")}
    assert sums == LISTED
