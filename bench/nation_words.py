"""What docs/scale.md says around its figures."""

HEAD = FOOT = INTRO = ""
