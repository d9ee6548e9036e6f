"""The list of what others made is whole, sound and up to date."""

import json
import re

import pytest

from scripts import sbom

LISTED = json.loads(sbom.WRITTEN.read_text("utf-8"))
ALLOWED = re.compile(r"0BSD|Apache|BSD|CC0|CNRI|ISC|MIT|MPL|PSF|Python Software Foundation|Zlib")


def test_it_is_what_the_script_writes():
    assert sbom.written(sbom.bom()) == sbom.WRITTEN.read_text("utf-8"), "run scripts/sbom.py"


def test_it_holds_every_library_of_the_lock_and_every_script_of_others():
    named = {(one["name"], one["version"]) for one in LISTED["components"]}
    assert set(sbom.PINNED.findall(sbom.LOCK.read_text("utf-8"))) <= named
    vendored = {one.name for one in sbom.VENDORED.parent.glob("*.js")}
    assert {name for name, *_ in sbom.SCRIPT.findall(sbom.VENDORED.read_text("utf-8"))} == vendored


def test_a_script_of_others_has_its_licence_beside_it():
    for script in sbom.VENDORED.parent.glob("*.min.js"):
        assert script.with_name(script.name.replace(".min.js", ".LICENSE.txt")).stat().st_size > 100


def test_it_is_sound_cyclonedx():
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(LISTED)) is None


@pytest.mark.parametrize("one", LISTED["components"], ids=lambda one: one["name"])
def test_every_licence_is_one_that_lets_others_use_it(one):
    told = [each.get("expression") or each["license"].get("id") or each["license"]["name"] for each in one["licenses"]]
    assert told
    assert all(ALLOWED.search(part) for licence in told for part in re.split(r" AND | OR ", licence))
