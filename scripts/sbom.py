"""Write sbom.cdx.json: every library that comes with Spegla, and every script of others in it (CycloneDX 1.6).

Run from the repository after `make locks`: PYTHONPATH=. .venv/bin/python scripts/sbom.py
Names and versions are those of requirements.lock, licences what each library says of itself where it is installed here;
scripts of others are read from their own table (toolkit/workbench/static/vendor/README.md). The file goes into the
wheel, and tests/test_sbom.py holds it against both.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.lock"
VENDORED = ROOT / "toolkit" / "workbench" / "static" / "vendor" / "README.md"
WRITTEN = ROOT / "sbom.cdx.json"
PINNED = re.compile(r"^([a-z0-9._-]+)==([^ ;\\]+)", re.M)
SCRIPT = re.compile(r"^\| (\S+) \| .*?npm package (\S+) \| (\S+) \| (\S+) \| ([0-9a-f]{64}) \|$", re.M)
ELSEWHERE = {"colorama": "BSD-3-Clause"}  # needed on Windows only, so that it is not installed here
LONGEST = 60  # characters of a licence's name; what is longer is the text itself
SAID = LicenseFactory()


def bom() -> Bom:
    """All components, the program itself as what they are parts of."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    name, version = project["name"], project["version"]
    made = Bom(components=[*libraries(), *scripts()])
    made.metadata.component = Component(
        name=name,
        version=version,
        type=ComponentType.APPLICATION,
        bom_ref=name,
        purl=PackageURL("pypi", name=name, version=version),
        licenses=[SAID.make_from_string("MIT")],
    )
    made.register_dependency(made.metadata.component, made.components)
    return made


def libraries() -> Iterator[Component]:
    """The libraries of the lock, for every system and version of Python."""
    for name, version in dict.fromkeys(PINNED.findall(LOCK.read_text("utf-8"))):
        purl = PackageURL("pypi", name=name, version=version)
        given = [SAID.make_from_string(licence)] if (licence := licence_of(name)) else []
        yield Component(name=name, version=version, purl=purl, bom_ref=str(purl), licenses=given)


def scripts() -> Iterator[Component]:
    """The scripts of others that the workbench serves."""
    for _, package, version, licence, digest in SCRIPT.findall(VENDORED.read_text("utf-8")):
        purl = PackageURL("npm", name=package, version=version)
        yield Component(
            name=package,
            version=version,
            purl=purl,
            bom_ref=str(purl),
            licenses=[SAID.make_from_string(licence)],
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest)],
        )


def licence_of(name: str) -> str:
    """What an installed library says its licence is, by its short name; empty where nothing is known."""
    try:
        told: PackageMetadata = metadata(name)
    except PackageNotFoundError:
        return ELSEWHERE.get(name, "")
    classified = [
        line.rpartition(" :: ")[2] for line in told.get_all("Classifier", []) if line.startswith("License ::")
    ]
    short = (told.get("License") or "").strip()
    return told.get("License-Expression") or (short if 0 < len(short) < LONGEST else "") or " AND ".join(classified)


def written(made: Bom) -> str:
    """The document as JSON: the same for the same components, so without a day and a number of its own."""
    told = json.loads(make_outputter(made, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string())
    del told["serialNumber"], told["metadata"]["timestamp"]
    return json.dumps(told, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    WRITTEN.write_text(written(bom()), "utf-8")
