import json
import subprocess
import sys

HEAVY = (
    "spacy",
    "sklearn",
    "pandas",
    "sqlalchemy",
    "matplotlib",
    "numpy",
    "docx",
    "lxml",
    "alembic",
    "fastapi",
    "uvicorn",
    "jinja2",
)


def test_help_loads_no_heavy_library():
    script = (
        "import sys, json\n"
        "from toolkit.cli.main import run\n"
        "code = run(['--help'])\n"
        f"print(json.dumps([code, [name for name in {HEAVY!r} if name in sys.modules]]))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.splitlines()[-1]) == [0, []]


def test_help_speaks_the_language_asked_for():
    def told(language: str) -> str:
        command = [sys.executable, "-m", "toolkit.cli.main", "--help", "--language", language]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout

    assert "Läs in utskrifter" in told("sv")
    assert "Read transcripts" in told("en")


def test_a_bare_call_says_what_to_do_next(spegla, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    answer = spegla()
    assert answer.code == 0
    assert "spegla demo" in answer.out
    assert "spegla init" in answer.out


def test_a_wrong_option_is_a_wrong_call(spegla):
    assert spegla("status", "--nonsense").code == 2
    assert spegla("nonsense").code == 2


def test_a_folder_without_a_project_is_told_in_words(spegla, tmp_path):
    answer = spegla("status", "-p", tmp_path)
    assert answer.code == 1
    assert "holds no Spegla project" in answer.err
    assert "spegla init" in answer.err


def test_an_error_with_json_is_one_document(spegla, tmp_path):
    answer = spegla("status", "-p", tmp_path, "--json")
    assert answer.code == 1
    assert set(answer.json) == {"error", "hint"}
