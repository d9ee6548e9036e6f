"""The invented sample, worked through as an evaluator would."""
