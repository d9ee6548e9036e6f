"""A report as HTML, Markdown and pictures, and what all files share."""
