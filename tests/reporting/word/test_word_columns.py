from toolkit.domain.reports.report import Table
from toolkit.reporting.word.word_columns import LINE, crowded, widths

PAGE = 10_000


def of(header, *rows):
    return widths(Table("C", header, rows, "t"), PAGE)


def test_a_column_is_as_wide_as_what_it_holds():
    name, count = of(("Vad", "Antal"), ("Ett ganska långt namn på något som har räknats", "3"), ("Kort", "4"))
    assert name > 2 * count


def test_many_columns_of_counts_are_even():
    _, *counts = of(("Vad", "a", "b", "längre namn"), ("Ett långt namn på en rad", "1", "2", "3"))
    assert len(set(counts)) == 1


def test_where_room_is_scarce_a_long_word_keeps_its_line_and_long_texts_give_way():
    word = "utvärderingsfrågorna" * 2
    long = "en lång text om någonting som fortsätter " * 6
    narrow, first, second = of((word, "b", "c"), ("x", long, long))
    assert narrow / (narrow + first + second) > len(word) / LINE
    assert abs(first - second) < first / 100


GROUPS = ("Part", "Deltagare", "Remittenter", "Team", "Arbetsgivare", "Styrgrupp", "Samtliga")


def test_where_the_longest_words_of_all_columns_have_no_room_each_column_has_that_of_its_word():
    table = Table("C", GROUPS, (("Arbetsmarknadsenheten", *"123456"),), "t")
    assert crowded(table)
    found = widths(table, PAGE)
    words = ("Arbetsmarknadsenheten", *GROUPS[1:])
    assert all(width / PAGE > len(word) / LINE for word, width in zip(words, found, strict=True))
    assert not crowded(Table("C", GROUPS[:5], (("Kommunen", *"1234"),), "t"))
