"""What goes back to people and what they say of it: packs, sessions, commitments, obstacles, partners and ties."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def _text(*names: str, nullable: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=nullable) for name in names]


def _short(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _number(*names: str, nullable: bool = False) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=nullable) for name in names]


def _flag(name: str, default: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), server_default=sa.text(default), nullable=False)


def _of(own: str, table: str, *, column: str = "", ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    column = column or f"{table}_id"
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=f"fk_{own}_{column}_{table}", ondelete=ondelete)


def _span(table: str) -> list[sa.schema.SchemaItem]:
    return [
        *_number("start", "end"),
        sa.CheckConstraint('"start" >= 0 AND "end" > "start"', name=op.f(f"ck_{table}_span")),
    ]


def _table(name: str, *parts: sa.schema.SchemaItem) -> None:
    """A table with a number of its own, who made each row and when, and its revision."""
    op.create_table(
        name,
        *_number("id"),
        *parts,
        *_text("coder"),
        _short("at", 32),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sqlite_autoincrement=True,
    )


def _index(table: str, column: str) -> None:
    op.create_index(f"ix_{table}_{column}", table, [column])


def _packs() -> None:
    _table("pack", *_text("title", "audience"), _short("digest", 64), *_text("files", "shown"))
    op.create_table(
        "pack_item",
        *_number("pack_id", "position"),
        _short("kind", 16),
        *_text("text"),
        *_number("claim_id", nullable=True),
        *_text("theme", nullable=True),
        *_number("quote_id", "source_id", nullable=True),
        _of("pack_item", "pack"),
        _of("pack_item", "claim", ondelete="SET NULL"),
        _of("pack_item", "source"),
        sa.PrimaryKeyConstraint("pack_id", "position", name="pk_pack_item"),
    )
    _index("pack_item", "source_id")


def _sessions() -> None:
    _table(
        "session",
        *_text("title"),
        _short("day", 10),
        *_text("audience"),
        _short("format", 24),
        _short("state", 8),
        _flag("anonymous", "1"),
        *_text("present", "consent"),
        *_number("pack_id", "source_id", nullable=True),
        _of("session", "pack", ondelete="SET NULL"),
        _of("session", "source", ondelete="SET NULL"),
    )
    _index("session", "source_id")


def _responses() -> None:
    _table(
        "response",
        *_number("session_id"),
        _short("step", 24),
        *_text("text", "who"),
        *_number("claim_id", nullable=True),
        *_text("theme", nullable=True),
        _short("device", 32),
        _short("command", 64),
        _flag("hidden", "0"),
        *_number("start", "end", nullable=True),
        _of("response", "session"),
        _of("response", "claim", ondelete="SET NULL"),
        sa.UniqueConstraint("command", name="uq_response_command"),
    )
    _index("response", "session_id")
    op.create_table(
        "dot",
        *_number("response_id"),
        _short("device", 32),
        *_number("dots"),
        _of("dot", "response"),
        sa.PrimaryKeyConstraint("response_id", "device", name="pk_dot"),
    )
    _table(
        "answer",
        *_number("response_id"),
        _short("outcome", 16),
        *_text("reason"),
        *_number("claim_id", nullable=True),
        sa.UniqueConstraint("response_id", name="uq_answer_response_id"),
        _of("answer", "response"),
        _of("answer", "claim", ondelete="SET NULL"),
    )


def _commitments() -> None:
    _table(
        "commitment",
        *_number("session_id"),
        *_number("response_id", nullable=True),
        *_text("text", "owner"),
        _short("due", 10),
        _short("status", 8),
        *_text("outcome"),
        _short("loop", 8),
        *_number("claim_id", nullable=True),
        *_text("theme", nullable=True),
        *_number("followed_id", nullable=True),
        _of("commitment", "session"),
        _of("commitment", "response", ondelete="SET NULL"),
        _of("commitment", "claim", ondelete="SET NULL"),
        _of("commitment", "session", column="followed_id", ondelete="SET NULL"),
    )
    _index("commitment", "session_id")


def _obstacles() -> None:
    _table(
        "obstacle",
        *_text("text"),
        _short("level", 16),
        *_text("owner", "forum"),
        _short("lifted", 10),
        _short("status", 16),
        *_text("change", "steps", "claims", "themes"),
        *_number("position"),
    )
    op.create_table(
        "obstacle_passage",
        *_number("obstacle_id", "source_id"),
        *_span("obstacle_passage"),
        _of("obstacle_passage", "obstacle"),
        _of("obstacle_passage", "source"),
        sa.PrimaryKeyConstraint("obstacle_id", "source_id", "start", "end", name="pk_obstacle_passage"),
    )
    _index("obstacle_passage", "source_id")


def _partners() -> None:
    _table(
        "partner",
        *_text("name"),
        _short("kind", 16),
        *_text("names"),
        sa.UniqueConstraint("name", name="uq_partner_name"),
    )
    _table(
        "tie",
        *_number("source_id"),
        *_span("tie"),
        *_number("partner_id"),
        *_text("respondent", "need", "phase"),
        _short("effect", 8),
        _short("time", 8),
        sa.UniqueConstraint(
            "source_id", "start", "end", "partner_id", "coder", name="uq_tie_source_id_start_end_partner_id_coder"
        ),
        _of("tie", "source"),
        _of("tie", "partner"),
    )
    _index("tie", "source_id")
    _index("tie", "partner_id")


def upgrade() -> None:
    """Add tables; nothing that is stored changes."""
    _packs()
    _sessions()
    _responses()
    _commitments()
    _obstacles()
    _partners()
