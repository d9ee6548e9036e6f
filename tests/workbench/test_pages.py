"""Pages: every value is escaped, an unknown name is an error, and modes are known to each of them."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError

from toolkit import messages
from toolkit.workbench import pages
from toolkit.workbench.pages import counted, environment, number


@pytest.mark.parametrize(
    ("value", "english", "swedish"),
    [(0, "0", "0"), (999, "999", "999"), (1000, "1,000", "1\u00a0000"), (1234567, "1,234,567", "1\u00a0234\u00a0567")],
)
def test_numbers_are_printed_as_the_reader_writes_them(value, english, swedish):
    assert number(value) == english
    messages.use_language("sv")
    assert number(value) == swedish


@pytest.mark.parametrize(("n", "told"), [(0, "0 passages"), (1, "1 passage"), (1500, "1,500 passages")])
def test_what_is_counted_is_one_or_many(n, told):
    assert counted("{n} passage", "{n} passages", n) == told


def test_a_count_stands_on_one_line_and_other_words_may_part():
    shown = environment().from_string("{{ words|unparted }}").render(words="Alla (4 av 4), most (2 of 3), 5 av dem")
    assert shown == "Alla (4\u00a0av\u00a04), most (2\u00a0of\u00a03), 5 av dem"


def test_templates_escape_what_they_show_and_know_every_name():
    shown = environment().from_string("<p>{{ words }}</p>").render(words="<script>alert('å')</script>")
    assert "<script>" not in shown
    assert "å" in shown
    with pytest.raises(UndefinedError):
        environment().from_string("{{ nobody_knows }}").render()
    assert environment() is environment()


@pytest.mark.parametrize("path", sorted(pages.TEMPLATES.glob("*.html")), ids=lambda path: path.name)
def test_every_template_can_be_read(path):
    assert environment().get_template(path.name)


@pytest.mark.parametrize(("cookie", "shade"), [("dark", "dark"), ("light", "light"), ("<b>", ""), ("", "")])
def test_only_shades_that_there_are_come_from_a_cookie(desk_on, small_coded, cookie, shade):
    client = desk_on(small_coded)
    client.cookies.set(pages.SHADE, cookie)
    text = client.get("/read").text
    assert (f'data-shade="{shade}"' in text or f'"{shade}"' in text) or not shade
    assert "<b>" not in text.partition("</head>")[0]


def test_the_window_says_who_codes_else_the_desk(desk_on, small_coded):
    client = desk_on(small_coded, coder="KL")
    assert client.get("/api/coders").json()["coder"] == "KL"
    client.post("/api/coder", json={"coder": "B"})
    assert client.get("/api/coders").json()["coder"] == "B"
    assert desk_on(small_coded, coder="KL").get("/api/coders").json()["coder"] == "KL"


def test_a_workbench_for_reading_says_so_and_how_to_change_something(desk_on, small_coded):
    answer = desk_on(small_coded, read_only=True).post("/api/undo", json={"command": "command-1"})
    assert answer.status_code == 422
    assert answer.json()["error"] == "The workbench is open for reading only, and nothing was changed."
    assert "--read-only" in answer.json()["hint"]


def test_a_page_about_settings_that_cannot_be_read_has_the_folders_name(desk_on, small, capsys):
    client = desk_on(small)
    (small / "project.toml").write_text("name = [", "utf-8")
    answer = client.get("/read")
    assert answer.status_code == 422
    assert small.name in answer.text
