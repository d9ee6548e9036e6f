"""The built wheel, installed into an environment of its own, runs the demonstration outside the checkout."""

import re
import site
import subprocess
import sys
import sysconfig
import venv
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

REPOSITORY = Path(__file__).parents[1]
LOCK = REPOSITORY / "requirements.lock"


def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def locked():
    """The distributions that the lock of the program names."""
    return {plain(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", LOCK.read_text("utf-8"), re.MULTILINE)}


def needed(name, found):
    """All that a distribution asks for on this machine, and what that asks for."""
    for line in metadata.requires(name) or ():
        one = Requirement(line)
        if (one.marker is None or one.marker.evaluate({"extra": ""})) and plain(one.name) not in found:
            found.add(plain(one.name))
            needed(one.name, found)
    return found


def test_the_lock_names_all_that_the_program_needs():
    assert needed("spegla", set()) <= locked()


@pytest.mark.slow
@pytest.mark.parametrize("empty", [False, pytest.param(True, marks=pytest.mark.soak)])
def test_the_wheel_runs_the_demo_outside_the_checkout(tmp_path, empty):
    """Beside the libraries that are here; in the long version, with all that the lock names installed anew."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    build = [*pip, "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", tmp_path / "wheels", REPOSITORY]
    subprocess.run(build, check=True)
    (wheel,) = (tmp_path / "wheels").glob("spegla-*.whl")
    venv.create(tmp_path / "own", with_pip=empty)
    python = tmp_path / "own" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    install = [*pip, "--python", python, "install", "--quiet", "--no-deps", "--no-compile"]
    if empty:
        subprocess.run([*install, "--require-hashes", "-r", LOCK], check=True)
    else:
        room = Path(sysconfig.get_path("purelib", vars={"base": str(tmp_path / "own")}))
        (room / "beside.pth").write_text("\n".join(site.getsitepackages()), "utf-8")
    subprocess.run([*install, wheel], check=True)
    outside = tmp_path / "outside"
    outside.mkdir()
    told = subprocess.run(
        [python, "-c", "import toolkit; print(toolkit.__file__)"],
        cwd=outside,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(told.stdout.strip()).is_relative_to(tmp_path / "own")
    command = [python.with_name("spegla"), "demo", "prov", "--language", "sv"]
    done = subprocess.run(command, cwd=outside, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for suffix in ("docx", "html"):
        (made,) = (outside / "prov" / "utkast").glob(f"*.{suffix}")
        assert made.stat().st_size > 50_000
