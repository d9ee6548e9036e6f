"""The engines' names can be asked for without loading an engine, and no two are the same."""

from __future__ import annotations

import re
import subprocess
import sys

from toolkit.analysis import engines

NAMES = {name: value for name, value in vars(engines).items() if name.isupper()}


def test_each_engine_has_a_name_and_a_version_of_its_own():
    assert len(set(NAMES.values())) == len(NAMES) >= 4
    assert all(re.fullmatch(r"[a-z]+/\d+", value) for value in NAMES.values())


def test_asking_for_them_loads_no_heavy_library():
    heavy = "{'numpy', 'scipy', 'spacy', 'sklearn'}"
    asked = f"import sys; import toolkit.analysis.engines; print(sorted({heavy} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
