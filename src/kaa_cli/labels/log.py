"""The words over columns about the log and the care of the register."""

from kaa_cli.labels.word import W

LOG = {
    "entry": W("heading", "Entry"),
    "command": W("heading", "Command"),
    "undone": W("heading", "Undone"),
    "login": W("heading", "Login"),
    "youths": W("heading", "Youths"),
    "listed": W("heading", "Listed"),
    "fields": W("heading", "Fields"),
    "said": W("heading", "In words"),
    "entries": W("heading", "Entries"),
    "head": W("heading", "State"),
    "whole": W("heading", "Whole"),
    "broken": W("heading", "Broken at"),
    "cut": W("heading", "Cut short"),
    "misses": W("heading", "Does not pass by"),
}
