"""What several coders and search need: assignments, word indexes, reasons of versions; an unused column goes."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def _assignment() -> None:
    op.create_table(
        "assignment",
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("done", sa.String(length=32)),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name="fk_assignment_source_id_source", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("source_id", "coder", name="pk_assignment"),
    )


def _source_index() -> None:
    op.create_table(
        "source_index",
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name="fk_source_index_source_id_source", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("source_id", name="pk_source_index"),
    )


def upgrade() -> None:
    """Add tables and columns; drop `theme.aside`, which no program has written anything but no into."""
    op.add_column("scheme_version", sa.Column("reason", sa.Text()))
    op.add_column("scheme_version", sa.Column("coder", sa.Text()))
    op.drop_column("theme", "aside")
    _assignment()
    _source_index()
