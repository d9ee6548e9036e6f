"""Archives, and putting a project back."""
