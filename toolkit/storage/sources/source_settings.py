"""How a source is treated: its kind, what a person decided at import, how often its text was revised, if words went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from sqlalchemy import Connection, String, bindparam, case, cast, func, select
from sqlalchemy.dialects.sqlite import insert

from toolkit.storage.tables.schema import source
from toolkit.storage.tables.schema_material import source_setting

INTERVIEW = "interview"


@dataclass(frozen=True, slots=True)
class Setting:
    """What is set for a source; without a row it is an interview as its file was read.

    `decided` is laid over the file's own facts; `revision` 0 is the text as it was read; of an `erased` source words
    were taken out of text and original.
    """

    kind: str = INTERVIEW
    decided: Mapping[str, str] = field(default_factory=dict)
    revision: int = 0
    erased: bool = False

    @property
    def as_read(self) -> bool:
        """Whether the text is still what the original's bytes give."""
        return self.revision == 0 and not self.erased


_REVISED = (
    select(case((source_setting.c.revision > 0, source.c.sha256 + ":" + cast(source_setting.c.revision, String))))
    .where(source_setting.c.source_id == source.c.id)
    .correlate(source)
    .scalar_subquery()
)
_OF_SOURCE = source_setting.c.source_id == source.c.id
TEXT = func.coalesce(select(source_setting.c.revision).where(_OF_SOURCE).correlate(source).scalar_subquery(), 0)
# What a source's words are, in few signs: its bytes and the number of its text, which is never given again.
WORDS = func.coalesce(_REVISED, source.c.sha256)

_COLUMNS = [column for column in source_setting.c if column.name != "source_id"]
_ONE = select(*_COLUMNS).where(source_setting.c.source_id == bindparam("key"))


def of(connection: Connection, source_id: int) -> Setting:
    """What is set for the source with this row id."""
    row = connection.execute(_ONE, {"key": source_id}).first()
    return Setting() if row is None else Setting(*row)


def each(connection: Connection) -> dict[int, Setting]:
    """What is set, by row id of the source, for those of which anything is."""
    rows = connection.execute(select(source_setting.c.source_id, *_COLUMNS))
    return {key: Setting(*row) for key, *row in rows}


def words(connection: Connection) -> list[tuple[int, str]]:
    """What the words of every source are, in few signs, by row id."""
    return [(key, told) for key, told in connection.execute(select(source.c.id, WORDS).order_by(source.c.id))]


def put(
    connection: Connection,
    source_id: int,
    *,
    kind: str | None = None,
    decided: Mapping[str, str] | None = None,
    revision: int | None = None,
    erased: bool | None = None,
) -> Setting:
    """Change what is given of a source's setting; give what is set then."""
    was = of(connection, source_id)
    setting = Setting(
        was.kind if kind is None else kind,
        dict(was.decided if decided is None else decided),
        was.revision if revision is None else revision,
        was.erased if erased is None else erased,
    )
    new = insert(source_setting).values(source_id=source_id, **asdict(setting))
    connection.execute(new.on_conflict_do_update(index_elements=["source_id"], set_=asdict(setting)))
    return setting
