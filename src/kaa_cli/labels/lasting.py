"""The words over columns about where it led, what lasts of it, steps and questionnaires."""

from kaa_cli.labels.word import W

LASTING = {
    "detail": W("heading", "Detail"),
    "category": W("heading", "Category"),
    "moved_on": W("heading", "Moved on"),
    "moved_on_share": W("heading", "Share"),
    "held": W("heading", "Found"),
    "ask_on": W("heading", "Ask again"),
    "time": W("heading", "Question"),
    "step": W("heading", "Step"),
    "outcomes": W("heading", "Outcomes"),
    "sustained": W("heading", "Sustained"),
    "interrupted": W("heading", "Interrupted"),
    "not_asked": W("heading", "Not asked"),
    "not_due": W("heading", "Not yet due"),
    "sustained_share": W("heading", "Share"),
    "of_due": W("heading", "Sustained, of those due"),
    "of_known": W("heading", "Sustained, of those known"),
    "area": W("heading", "Area"),
    "pairs": W("heading", "Pairs"),
    "improved": W("heading", "Improved"),
    "worse": W("heading", "Worse"),
    "mean_before": W("heading", "Before"),
    "mean_after": W("heading", "After"),
    "mean_change": W("heading", "Change"),
    "spread": W("heading", "Spread"),
    "after_days": W("heading", "After"),
}
