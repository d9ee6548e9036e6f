"""The built wheel, installed into an empty environment, runs the demonstration outside the checkout."""

import subprocess
import sys
import venv
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]


@pytest.mark.slow
def test_the_wheel_runs_the_demo_outside_the_checkout(tmp_path):
    wheels = tmp_path / "wheels"
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", wheels]
    subprocess.run([*build, REPOSITORY], check=True)
    (wheel,) = wheels.glob("spegla-*.whl")
    venv.create(tmp_path / "empty", with_pip=True)
    python = tmp_path / "empty" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-compile"]
    subprocess.run([*pip, "--require-hashes", "-r", REPOSITORY / "requirements.lock"], check=True)
    subprocess.run([*pip, wheel], check=True)
    subprocess.run([python, "-m", "pip", "check"], check=True, capture_output=True)
    outside = tmp_path / "outside"
    outside.mkdir()
    spegla = python.with_name("spegla")
    command = [spegla, "demo", "prov", "--language", "sv"]
    done = subprocess.run(command, cwd=outside, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for suffix in ("docx", "html"):
        (made,) = (outside / "prov" / "utkast").glob(f"*.{suffix}")
        assert made.stat().st_size > 50_000
