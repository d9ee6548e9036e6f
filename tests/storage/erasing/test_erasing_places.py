"""The list of places is closed: every column that can hold text is on it, or named as harmless."""

from sqlalchemy import LargeBinary, String

from toolkit.storage.erasing.erasing_places import HARMLESS, PLACES
from toolkit.storage.tables.columns import Json, UtcDateTime
from toolkit.storage.tables.schema import METADATA


def test_every_column_of_text_is_judged():
    for table in METADATA.sorted_tables:
        texts = {c.name for c in table.c if isinstance(c.type, (String, Json)) and not isinstance(c.type, UtcDateTime)}
        judged = {*PLACES.get(table.name, ()), *HARMLESS.get(table.name, ())}
        assert texts == judged, table.name


def test_the_packed_columns_are_those_that_are_removed_with_their_source_or_made_anew():
    packed = {
        f"{table.name}.{c.name}" for table in METADATA.sorted_tables for c in table.c if isinstance(c.type, LargeBinary)
    }
    assert packed == {"source.original", "source_index.words", "learned.data"}
