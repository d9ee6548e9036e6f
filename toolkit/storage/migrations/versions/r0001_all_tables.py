"""All tables of the first version."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _draft() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("outline", sa.Text(), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("findings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
        sqlite_autoincrement=True,
    )


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_journal"),
        sqlite_autoincrement=True,
    )


def _run() -> None:
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("parameters", sa.Text(), nullable=False),
        sa.Column("scheme_version", sa.Integer()),
        sa.Column("seed", sa.Integer()),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_run"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_run_name", "run", ["name"])


def _scheme_version() -> None:
    op.create_table(
        "scheme_version",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_scheme_version"),
    )


def _source() -> None:
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("original", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_source"),
        sa.UniqueConstraint("name", name="uq_source_name"),
        sa.UniqueConstraint("sha256", name="uq_source_sha256"),
    )


def _theme_decision() -> None:
    op.create_table(
        "theme_decision",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_theme_decision"),
    )


def _analysis_state() -> None:
    op.create_table(
        "analysis_state",
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name="fk_analysis_state_source_id_source", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("source_id", "kind", name="pk_analysis_state"),
    )


def _coding() -> None:
    op.create_table(
        "coding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("time", sa.String(length=32), nullable=False),
        sa.Column("scheme_version", sa.Integer(), nullable=False),
        sa.CheckConstraint('"start" >= 0 AND "end" > "start"', name=op.f("ck_coding_span")),
        sa.PrimaryKeyConstraint("id", name="pk_coding"),
        sa.UniqueConstraint(
            "source_id", "start", "end", "code", "coder", name="uq_coding_source_id_start_end_code_coder"
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_coding_source_id_source", ondelete="CASCADE"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_coding_code", "coding", ["code"])
    op.create_index("ix_coding_coder", "coding", ["coder"])


def _segment() -> None:
    op.create_table(
        "segment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("respondent", sa.Text(), nullable=False),
        sa.Column("group", sa.Text()),
        sa.Column("question", sa.Text()),
        sa.Column("area", sa.Text()),
        sa.Column("phase", sa.Text()),
        sa.CheckConstraint('"start" >= 0 AND "end" > "start"', name=op.f("ck_segment_span")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_segment_source_id_source", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_segment"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_segment_source_id_start", "segment", ["source_id", "start"])


def _theme() -> None:
    op.create_table(
        "theme",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("spread", sa.Text(), nullable=False),
        sa.Column("stability", sa.Float()),
        sa.Column("machine", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name="fk_theme_run_id_run", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_theme"),
    )
    op.create_index("ix_theme_run_id", "theme", ["run_id"])


def _theme_decision_passage() -> None:
    op.create_table(
        "theme_decision_passage",
        sa.Column("decision_id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.CheckConstraint('"start" >= 0 AND "end" > "start"', name=op.f("ck_theme_decision_passage_span")),
        sa.ForeignKeyConstraint(
            ["decision_id"],
            ["theme_decision.id"],
            name="fk_theme_decision_passage_decision_id_theme_decision",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name="fk_theme_decision_passage_source_id_source", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("decision_id", "source_id", "start", "end", name="pk_theme_decision_passage"),
    )
    op.create_index("ix_theme_decision_passage_source_id", "theme_decision_passage", ["source_id"])


def _turn() -> None:
    op.create_table(
        "turn",
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("label", sa.Text()),
        sa.Column("respondent", sa.Text()),
        sa.Column("time", sa.Float()),
        sa.Column("question", sa.Text()),
        sa.Column("area", sa.Text()),
        sa.Column("phase", sa.Text()),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.CheckConstraint('"start" >= 0 AND "end" > "start"', name=op.f("ck_turn_span")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_turn_source_id_source", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("source_id", "number", name="pk_turn"),
    )


def _verdict() -> None:
    op.create_table(
        "verdict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("decision", sa.String(length=16), nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("time", sa.String(length=32), nullable=False),
        sa.CheckConstraint('"start" >= 0 AND "end" > "start"', name=op.f("ck_verdict_span")),
        sa.PrimaryKeyConstraint("id", name="pk_verdict"),
        sa.UniqueConstraint(
            "source_id", "start", "end", "code", "coder", "time", name="uq_verdict_source_id_start_end_code_coder_time"
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_verdict_source_id_source", ondelete="CASCADE"),
    )


def _suggestion() -> None:
    op.create_table(
        "suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("suggester", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["segment_id"], ["segment.id"], name="fk_suggestion_segment_id_segment", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_suggestion"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_suggestion_segment_id", "suggestion", ["segment_id"])


def _theme_passage() -> None:
    op.create_table(
        "theme_passage",
        sa.Column("theme_id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.CheckConstraint('"start" >= 0 AND "end" > "start"', name=op.f("ck_theme_passage_span")),
        sa.ForeignKeyConstraint(["theme_id"], ["theme.id"], name="fk_theme_passage_theme_id_theme", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name="fk_theme_passage_source_id_source", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("theme_id", "rank", name="pk_theme_passage"),
    )
    op.create_index("ix_theme_passage_source_id", "theme_passage", ["source_id"])


def upgrade() -> None:
    """Create all tables, those that others refer to first."""
    _draft()
    _journal()
    _run()
    _scheme_version()
    _source()
    _theme_decision()
    _analysis_state()
    _coding()
    _segment()
    _theme()
    _theme_decision_passage()
    _turn()
    _verdict()
    _suggestion()
    _theme_passage()
