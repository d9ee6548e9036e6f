"""What reports need: claims, stances, quotes, the sentences of drafts, answers at the gate, what was learned."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), nullable=False)


def _revision() -> sa.Column[int]:
    return sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False)


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _short(name: str, length: int, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=nullable)


def _of(table: str, own: str, *, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [f"{table}_id"], [f"{table}.id"], name=f"fk_{own}_{table}_id_{table}", ondelete=ondelete
    )


def _span(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.CheckConstraint('"start" >= 0 AND "end" > "start"', name=op.f(f"ck_{table}_span")),
    ]


def _claim() -> None:
    op.create_table(
        "claim",
        _id(),
        *_text("text"),
        _short("kind", 16),
        sa.Column("area", sa.Text()),
        *_text("group"),
        _short("valence", 16, nullable=True),
        *_text("themes", "questions"),
        sa.Column("position", sa.Integer(), nullable=False),
        *_text("coder"),
        _short("at", 32),
        _revision(),
        sa.PrimaryKeyConstraint("id", name="pk_claim"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_claim_group", "claim", ["group"])


def _stance() -> None:
    op.create_table(
        "stance",
        _id(),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        *_text("respondent"),
        _short("stance", 16),
        *_text("reason", "coder"),
        _short("at", 32),
        _revision(),
        sa.UniqueConstraint("claim_id", "respondent", name="uq_stance_claim_id_respondent"),
        _of("claim", "stance"),
        sa.PrimaryKeyConstraint("id", name="pk_stance"),
        sqlite_autoincrement=True,
    )


def _passages(owner: str) -> None:
    table = f"{owner}_passage"
    op.create_table(
        table,
        sa.Column(f"{owner}_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        *_span(table),
        _of(owner, table),
        _of("source", table),
        sa.PrimaryKeyConstraint(f"{owner}_id", "source_id", "start", "end", name=f"pk_{table}"),
    )
    op.create_index(f"ix_{table}_source_id", table, ["source_id"])


def _quote() -> None:
    op.create_table(
        "quote",
        _id(),
        sa.Column("source_id", sa.Integer(), nullable=False),
        *_span("quote"),
        *_text("respondent", "edits", "printed"),
        _short("why", 16),
        _short("use", 8),
        sa.Column("theme", sa.Text()),
        sa.Column("claim_id", sa.Integer()),
        sa.Column("machine", sa.Boolean(), nullable=False),
        *_text("coder"),
        _short("at", 32),
        _revision(),
        sa.UniqueConstraint("source_id", "start", "end", "edits", name="uq_quote_source_id_start_end_edits"),
        _of("source", "quote"),
        _of("claim", "quote", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_quote"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_quote_source_id", "quote", ["source_id"])


def _drafts() -> None:
    op.add_column("draft", sa.Column("audience", sa.Text()))
    op.create_table(
        "draft_block",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        _short("block", 32),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _short("kind", 16),
        _short("digest", 64),
        _of("draft", "draft_block"),
        sa.PrimaryKeyConstraint("draft_id", "block", "number", name="pk_draft_block"),
    )
    op.create_table(
        "draft_sentence",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _short("block", 32),
        *_text("chapter", "text"),
        _short("digest", 64),
        *_text("finding", "facts", "evidence"),
        sa.Column("quote_id", sa.Integer()),
        sa.Column("source_id", sa.Integer()),
        _of("draft", "draft_sentence"),
        _of("source", "draft_sentence"),
        sa.PrimaryKeyConstraint("draft_id", "position", name="pk_draft_sentence"),
    )
    op.create_index("ix_draft_sentence_source_id", "draft_sentence", ["source_id"])


def _gate() -> None:
    op.create_table(
        "gate_answer",
        _short("finding", 64),
        *_text("audience"),
        _short("kind", 24),
        _short("answer", 16),
        *_text("reason", "coder"),
        _short("at", 32),
        sa.Column("source_id", sa.Integer()),
        _of("source", "gate_answer"),
        sa.PrimaryKeyConstraint("finding", "audience", name="pk_gate_answer"),
    )
    op.create_index("ix_gate_answer_source_id", "gate_answer", ["source_id"])


def _learned() -> None:
    op.create_table(
        "learned",
        *_text("name", "fingerprint"),
        _short("at", 32),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_learned"),
    )


def upgrade() -> None:
    """Add tables and columns; nothing that is stored changes."""
    op.add_column("theme", sa.Column("chance", sa.Float()))
    op.add_column("theme", sa.Column("pile", sa.Boolean(), server_default=sa.text("0"), nullable=False))
    _claim()
    _stance()
    _passages("claim")
    _passages("stance")
    _quote()
    _drafts()
    _gate()
    _learned()
