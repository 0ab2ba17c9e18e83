"""The roster wizard without scripts: mend rows, say columns, ask a second person, apply, undo; and every refusal."""
