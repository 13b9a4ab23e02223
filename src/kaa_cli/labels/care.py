"""The words over columns about the care of the register: findings, settings, backups."""

from kaa_cli.labels.word import W

CARE = {
    "finding": W("heading", "Finding"),
    "says": W("heading", "What is wrong"),
    "setting": W("heading", "Setting"),
    "value": W("heading", "Value"),
    "decides": W("heading", "What it decides"),
    "register": W("heading", "Register"),
    "exists": W("heading", "Is there"),
    "reckoned": W("heading", "Reckoned"),
    "late": W("heading", "Late"),
    "bytes": W("heading", "Bytes"),
    "encrypted": W("heading", "Encrypted"),
    "closed": W("heading", "Closed to others"),
    "removed": W("heading", "Removed"),
    "backups": W("heading", "Backups"),
    "latest": W("heading", "Latest backup"),
    "restored": W("heading", "Restored"),
    "lost_commands": W("heading", "Commands lost"),
    "lost_looks": W("heading", "Look-ups, lists and files lost"),
    "lost_youths": W("heading", "Youths they were about"),
    "kept": W("heading", "Kept as"),
    "purged_again": W("heading", "Purged again"),
    "protected_again": W("heading", "Protected again"),
    "check": W("heading", "Check"),
    "from": W("heading", "From"),
    "findings": W("heading", "Findings"),
    "copied": W("heading", "Copied"),
}
