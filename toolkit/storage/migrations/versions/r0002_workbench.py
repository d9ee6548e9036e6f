"""What the workbench needs: revisions, memos, settlements, themes set aside, steps that can be undone."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _revision() -> sa.Column[int]:
    return sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False)


def _aside() -> sa.Column[bool]:
    return sa.Column("aside", sa.Boolean(), server_default=sa.text("0"), nullable=False)


def _memo() -> None:
    op.create_table(
        "memo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer()),
        sa.Column("start", sa.Integer()),
        sa.Column("end", sa.Integer()),
        sa.Column("code", sa.Text()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("time", sa.String(length=32), nullable=False),
        _revision(),
        sa.CheckConstraint('("source_id" IS NULL) <> ("code" IS NULL)', name=op.f("ck_memo_place")),
        sa.CheckConstraint('("start" IS NULL) = ("end" IS NULL)', name=op.f("ck_memo_span")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_memo_source_id_source", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_memo"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_memo_code", "memo", ["code"])
    op.create_index("ix_memo_source_id", "memo", ["source_id"])


def _settlement() -> None:
    op.create_table(
        "settlement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("applies", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("time", sa.String(length=32), nullable=False),
        _revision(),
        sa.CheckConstraint('"start" >= 0 AND "end" > "start"', name=op.f("ck_settlement_span")),
        sa.PrimaryKeyConstraint("id", name="pk_settlement"),
        sa.UniqueConstraint("source_id", "start", "end", "code", name="uq_settlement_source_id_start_end_code"),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name="fk_settlement_source_id_source", ondelete="CASCADE"
        ),
        sqlite_autoincrement=True,
    )


def _step() -> None:
    op.create_table(
        "step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("command", sa.String(length=64), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("reverses", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_step"),
        sa.UniqueConstraint("command", name="uq_step_command"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_step_at", "step", ["at"])
    op.create_index("ix_step_coder", "step", ["coder"])


def _step_change() -> None:
    op.create_table(
        "step_change",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("table", sa.String(length=32), nullable=False),
        sa.Column("row", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer()),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name="fk_step_change_step_id_step", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name="fk_step_change_source_id_source", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("step_id", "number", name="pk_step_change"),
    )
    op.create_index("ix_step_change_source_id", "step_change", ["source_id"])


def upgrade() -> None:
    """Add the columns and tables; nothing that is stored is copied or changed."""
    op.add_column("coding", _revision())
    op.add_column("theme", _aside())
    op.add_column("theme_decision", _aside())
    _memo()
    _settlement()
    _step()
    _step_change()
