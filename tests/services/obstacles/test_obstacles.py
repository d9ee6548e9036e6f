"""The register of obstacles: written, ordered, undone, without words of who withdrew; the list that goes to a forum."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

import pytest

from toolkit.domain.reflection.obstacles import Done, Level, Obstacle, Status
from toolkit.errors import ConflictError, NotFound, Refused, UsageError
from toolkit.services.claims import claim_deeds
from toolkit.services.material.hands import Hand
from toolkit.services.merging import merge_report, merging
from toolkit.services.obstacles import obstacle_deeds, obstacle_proposals, obstacle_views, obstacles
from toolkit.services.obstacles.obstacle_deeds import Seen, Wish
from toolkit.services.privacy import withdrawing
from toolkit.services.projects import steps
from toolkit.services.projects.project import open_project
from toolkit.services.reports import obstacle_lists
from toolkit.services.themes import theme_board, theme_deeds, themes

NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
COMMANDS = count(1)


def hand(coder="KL", command=""):
    return Hand(coder, command or f"obstacle-{next(COMMANDS)}")


@pytest.fixture
def project(small):
    project = open_project(small, now=NOW)
    themes.themes(project)
    return project


def write(project, text="Nobody takes over", level=Level.ORGANISATION, **values):
    return obstacle_deeds.write(project, Obstacle(text, level, **values), hand())


def texts(project):
    return [one.text for one in obstacles.obstacles(project)]


def theme_of(project):
    """The theme with most passages, and a key of one of these."""
    with project.store() as store:
        found, _ = themes.as_kept(project, store)
    best = max(found.themes, key=lambda one: len(one.passages))
    return best, best.passages[0]


def test_an_obstacle_is_written_lifted_answered_changed_and_closed(project):
    one = Seen(write(project, owner="the region"))
    obstacle_deeds.lift(project, one, "the board", "2026-05-02", hand())
    obstacle_deeds.tell(project, one, Done("2026-05-03", "they will see", answer=True), hand())
    obstacle_deeds.changed(project, one, "one case officer since May", (), hand())
    (now,) = obstacles.obstacles(project)
    assert (now.forum, now.lifted, now.status) == ("the board", "2026-05-02", Status.CHANGED)
    assert now.steps == (Done("2026-05-03", "they will see", answer=True),)
    obstacle_deeds.close(project, one, hand())
    assert obstacles.obstacles(project)[0].status is Status.CLOSED
    obstacle_deeds.reopen(project, one, hand())
    assert obstacles.obstacles(project)[0].status is Status.LIFTED


def test_each_deed_is_undone_and_done_again(project):
    one = Seen(write(project))
    obstacle_deeds.lift(project, one, "the board", "2026-05-02", hand())
    steps.undo(project, coder="KL")
    assert obstacles.obstacles(project)[0].status is Status.OPEN
    steps.undo(project, coder="KL")
    assert obstacles.obstacles(project) == ()
    steps.redo(project, coder="KL")
    assert texts(project) == ["Nobody takes over"]


def test_the_same_command_is_no_second_obstacle(project):
    twice = hand()
    first = obstacle_deeds.write(project, Obstacle("A", Level.SOCIETY), twice)
    assert obstacle_deeds.write(project, Obstacle("A", Level.SOCIETY), twice) == first
    assert texts(project) == ["A"]


def test_a_change_on_what_was_not_seen_is_refused(project):
    one = write(project)
    obstacle_deeds.lift(project, Seen(one, 1), "the board", "2026-05-02", hand())
    with pytest.raises(ConflictError):
        obstacle_deeds.close(project, Seen(one, 1), hand())
    with pytest.raises(NotFound):
        obstacle_deeds.close(project, Seen(99), hand())


def test_priority_holds_within_the_level(project):
    first, society, second = (
        write(project, text, level)
        for text, level in (("A", Level.ORGANISATION), ("S", Level.SOCIETY), ("B", Level.ORGANISATION))
    )
    assert texts(project) == ["A", "B", "S"]
    obstacle_deeds.move(project, second, 1, hand())
    assert texts(project) == ["B", "A", "S"]
    obstacle_deeds.reorder(project, Level.ORGANISATION, [first, second], hand())
    assert texts(project) == ["A", "B", "S"]
    with pytest.raises(ConflictError):
        obstacle_deeds.reorder(project, Level.ORGANISATION, [first, society], hand())
    obstacle_deeds.edit(project, Seen(first), Wish(Obstacle("", Level.SOCIETY), Level.SOCIETY), hand())
    assert texts(project) == ["B", "S", "A"]


@pytest.mark.parametrize("wanted", [Obstacle(" ", Level.SOCIETY), Obstacle("x" * 301, Level.SOCIETY)])
def test_no_words_and_too_many_are_refused(project, wanted):
    with pytest.raises(Refused):
        obstacle_deeds.write(project, wanted, hand())


@pytest.mark.parametrize(
    "wanted",
    [{"claims": (9,)}, {"themes": ("none",)}, {"passages": ("p01.txt:1-2",)}, {"passages": ("words",)}],
)
def test_evidence_that_is_not_there_is_refused(project, wanted):
    with pytest.raises(NotFound):
        write(project, **wanted)


@pytest.mark.parametrize("day", ["", "yesterday", "2026-13-01"])
def test_a_day_is_a_day(project, day):
    with pytest.raises(UsageError):
        obstacle_deeds.lift(project, Seen(write(project)), "the board", day, hand())


def test_evidence_of_today_and_what_is_lost_of_it(project, spegla):
    theme, key = theme_of(project)
    said = spegla("claims", "add", "{who} wait", "--theme", theme.id, "--coder", "KL", "-p", project.folder)
    assert said.code == 0
    one = write(project, claims=(1,), themes=(theme.id,), passages=(key,))
    (now,) = obstacles.grounded(project)
    assert ([each.claim.id for each in now.claims], [each.id for each in now.themes]) == ([1], [theme.id])
    assert [each.key for each in now.passages] == [key]
    assert not now.lost
    assert obstacles.notes(project) == ()
    claim_deeds.remove(project, 1, 1, hand())
    assert obstacles.grounded(project)[0].lost == 1
    assert "pieces of its evidence" in obstacles.notes(project)[0].message
    wish = Wish(Obstacle("", Level.ORGANISATION), without=frozenset(("1", theme.id, key)))
    obstacle_deeds.edit(project, Seen(one), wish, hand())
    (note,) = obstacles.notes(project)
    assert "Nothing in the material" in note.message


def test_themes_that_are_merged_take_the_obstacle_along(project):
    with project.store() as store:
        found, _ = themes.as_kept(project, store)
    one = max((each for each in found.themes if each.area == "needs"), key=lambda each: len(each.passages))
    write(project, themes=(one.id,))
    at = theme_deeds.Seen(one.area, one.group, {})
    theme_deeds.split(project, at, keys=one.passages[:2], name="Apart", hand=Hand("KL", "split-it-1"))
    (column,) = theme_board.columns(project, one.area, group=one.group)
    other = next(card.theme.id for card in column.cards if card.theme.name == "Apart")
    theme_deeds.merge(project, at, themes=[other, one.id], hand=Hand("KL", "merge-them-1"))
    assert obstacles.obstacles(project)[0].themes == (other,)
    steps.undo(project, coder="KL")
    assert obstacles.obstacles(project)[0].themes == (one.id,)


def withdraw(project, who):
    withdrawing.withdraw(project, who, withdrawing.Wish(delete=True))
    return open_project(project.folder, now=NOW)


def test_a_withdrawn_persons_passages_go_with_the_person(project, spegla):
    with project.store() as store:
        found, _ = themes.as_kept(project, store)
    key, passage = next((key, each) for key, each in found.passages.items() if each.respondent)
    write(project, passages=(key,))
    listed = spegla("obstacles", "--json", "-p", project.folder).json["obstacles"]
    assert listed[0]["passages"] == [key]
    after = withdraw(project, passage.respondent)
    (now,) = obstacles.grounded(after)
    assert now.bare
    assert now.obstacle.passages == ()
    card = obstacle_views.board(after)[Level.ORGANISATION][0]
    assert card.passages == ()
    assert "Nothing in the material" in obstacles.notes(after)[0].message


def test_the_words_of_who_may_not_be_used_are_not_shown(project):
    with project.store() as store:
        found, _ = themes.as_kept(project, store)
    key, passage = next((key, each) for key, each in found.passages.items() if each.respondent)
    write(project, passages=(key,))
    assert obstacle_views.board(project)[Level.ORGANISATION][0].passages[0].text == passage.text
    register = project.folder / "interviews" / "respondents.csv"
    lines = register.read_text("utf-8").splitlines()
    place = lines[0].replace(";", ",").split(",").index("consent")
    cut = ";" if ";" in lines[0] else ","
    cells = {line.split(cut)[0]: line.split(cut) for line in lines}
    cells[passage.respondent][place] = "refused"
    register.write_text("\n".join(cut.join(row) for row in cells.values()) + "\n", "utf-8")
    closed = open_project(project.folder, now=NOW)
    assert obstacle_views.board(closed)[Level.ORGANISATION][0].passages == ()
    assert obstacles.grounded(closed)[0].lost == 1


def test_the_material_proposes_and_stores_nothing(project):
    found = obstacle_proposals.proposed(project)
    assert obstacles.obstacles(project) == ()
    for one in found:
        assert one.people >= 0
        assert one.passages
    with pytest.raises(NotFound):
        obstacle_proposals.numbered(project, len(found) + 1)


def test_a_theme_that_hinders_at_a_level_is_proposed_and_taken_in(project, spegla):
    theme, key = theme_of(project)
    name, _, span = key.rpartition(":")
    start, _, end = span.partition("-")
    rows = io.StringIO()
    writer = csv.writer(rows)
    writer.writerow(["source", "start", "end", "quote", "code", "coder"])
    with project.store() as store:
        found, _ = themes.as_kept(project, store)
    words = found.passages[key].text
    writer.writerows([[name, start, end, words, code, "KL"] for code in ("valence/hinders", "level/society")])
    file = project.folder / "more.csv"
    file.write_text(rows.getvalue(), "utf-8")
    assert spegla("codings", "import", file, "--coder", "KL", "-p", project.folder).code == 0
    anew = open_project(project.folder, now=NOW)
    proposals = obstacle_proposals.proposed(anew)
    number, one = next((n, each) for n, each in enumerate(proposals, 1) if each.theme == theme.id)
    assert one.level is Level.SOCIETY
    taken = spegla("obstacles", "propose", "--take", number, "--coder", "KL", "--json", "-p", project.folder)
    assert taken.json["obstacles"][0]["level"] == "society"
    assert obstacle_proposals.of(anew.again(NOW), theme=theme.id).known == (1,)


def test_a_claim_is_taken_in_with_words_of_ones_own():
    one = obstacle_proposals.Proposed("… wait", "", Level.SOCIETY, 2, ("a:1-2",), claim=3)
    with pytest.raises(UsageError):
        one.obstacle()
    assert one.obstacle("Waiting") == Obstacle("Waiting", Level.SOCIETY, claims=(3,))


def test_the_list_for_a_forum_is_a_table(project, tmp_path):
    theme, key = theme_of(project)
    one = write(project, text="=Nobody takes over", themes=(theme.id,), passages=(key,), owner="the region")
    write(project, "No buses", Level.SOCIETY)
    obstacle_deeds.lift(project, Seen(one), "the board", "2026-05-02", hand())
    file = tmp_path / "list.csv"
    assert obstacle_lists.write(project, file) == 2
    rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"))))
    assert rows[0][:3] == ["Level", "Obstacle", "Owned by"]
    assert rows[1][1:5] == ["1. =Nobody takes over", "the region", "The board, 2 May 2026", "raised"]
    assert "One passage" in rows[1][5]
    assert rows[2][5] == "Nothing in the material bears the obstacle out today."
    with pytest.raises(Refused):
        obstacle_lists.write(project, file)
    assert obstacle_lists.write(project, tmp_path / "list.xlsx") == 2
    with pytest.raises(UsageError):
        obstacle_lists.write(project, tmp_path / "list.docx")


def test_no_list_without_obstacles(project, tmp_path):
    with pytest.raises(Refused):
        obstacle_lists.write(project, tmp_path / "list.csv")


def test_a_list_for_others_passes_the_disclosure_check(project, tmp_path):
    write(project, "Ring 070-123 45 67 and nobody answers", Level.SOCIETY)
    file = tmp_path / "list.csv"
    with pytest.raises(Refused, match="unanswered"):
        obstacle_lists.write(project, file, "steering")
    assert not file.exists()
    assert obstacle_lists.write(project, file) == 1


def test_a_merge_tells_that_obstacles_stay_in_the_copy(project, spegla, tmp_path):
    import shutil

    copy = shutil.copytree(project.folder, tmp_path / "copy")
    assert spegla("obstacles", "add", "New here", "--level", "society", "--coder", "B", "-p", copy).code == 0
    merged = merging.merge(replace(project), copy)
    assert merge_report.record(merged)["stays"]["obstacles"] == 1
