"""A template in the project's own folder makes the HTML page, and one that is wrong leaves no half-made draft."""


def test_a_projects_own_template_wins(spegla, small):
    (small / "templates" / "report.html.j2").write_text("<h1>Our own: {{ title }}</h1>", "utf-8")
    answer = spegla("draft", "--format", "html", "-p", small, "--json")
    assert answer.code == 0
    (page,) = (small / "drafts").glob("*.html")
    html = page.read_text("utf-8")
    assert "<body>\n<h1>Our own: project</h1>\n</body>" in html
    assert "default-src 'none'" in html


def test_a_template_that_is_wrong_is_told_and_leaves_no_files(spegla, small):
    (small / "templates" / "report.html.j2").write_text("<p>\n{{ title | safe }}</p>", "utf-8")
    answer = spegla("draft", "--format", "docx", "--format", "html", "-p", small)
    assert answer.code == 1
    assert "report.html.j2:2: a template may not use “safe”" in answer.err
    assert list((small / "drafts").glob("*")) == []
