"""The tables of project.db, as SQLAlchemy knows them."""
