"""What a caseworker does: gather facts, ask the rules, remember. No SQL text, no Rich, no Typer."""
