"""What was done to sources after they came in, consent texts, judged identifiers; turns found by their place."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _short(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _number(name: str, default: str | None = None) -> sa.Column[int]:
    given = sa.text(default) if default else None
    return sa.Column(name, sa.Integer(), server_default=given, nullable=False)


def _of_source(own: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=f"fk_{own}_source_id_source", ondelete="CASCADE")


def _settings() -> None:
    op.create_table(
        "source_setting",
        _number("source_id"),
        sa.Column("kind", sa.String(length=16), server_default=sa.text("'interview'"), nullable=False),
        *_text("decided"),
        _number("revision", "0"),
        sa.Column("erased", sa.Boolean(), server_default=sa.text("0"), nullable=False),
        _of_source("source_setting"),
        sa.PrimaryKeyConstraint("source_id", name="pk_source_setting"),
    )


def _revisions() -> None:
    op.create_table(
        "source_revision",
        _number("source_id"),
        _number("number"),
        _short("at", 32),
        *_text("coder"),
        _short("verb", 16),
        *_text("edits", "before"),
        _of_source("source_revision"),
        sa.PrimaryKeyConstraint("source_id", "number", name="pk_source_revision"),
    )


def _people() -> None:
    op.create_table(
        "identifier_decision",
        _short("digest", 64),
        _short("kind", 24),
        _short("decision", 8),
        *_text("replacement", "coder"),
        _short("at", 32),
        _number("revision", "1"),
        sa.PrimaryKeyConstraint("digest", name="pk_identifier_decision"),
    )
    op.create_table(
        "consent_text",
        *_text("version"),
        _short("sha256", 64),
        *_text("content"),
        _short("at", 32),
        sa.PrimaryKeyConstraint("version", name="pk_consent_text"),
    )


def _factors() -> None:
    op.create_table(
        "factor_link",
        _number("id"),
        _number("source_id"),
        _number("start"),
        _number("end"),
        sa.CheckConstraint('"start" >= 0 AND "end" > "start"', name=op.f("ck_factor_link_span")),
        sa.Column("theme", sa.Text()),
        sa.Column("claim_id", sa.Integer()),
        *_text("coder"),
        _short("at", 32),
        _number("revision", "1"),
        sa.UniqueConstraint(
            "source_id", "start", "end", "theme", "claim_id", name="uq_factor_link_source_id_start_end_theme_claim_id"
        ),
        _of_source("factor_link"),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name="fk_factor_link_claim_id_claim", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_factor_link"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_factor_link_source_id", "factor_link", ["source_id"])


def upgrade() -> None:
    """Add tables and an index; nothing that is stored changes."""
    op.create_index("ix_turn_source_id_start", "turn", ["source_id", "start"])
    _settings()
    _revisions()
    _people()
    _factors()
