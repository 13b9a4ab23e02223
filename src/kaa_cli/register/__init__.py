"""What is remembered: tables, questions, changes, migrations. Never imports the screen."""
