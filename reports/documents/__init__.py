"""Papers that an office edits before it issues them: DOCX in the layout of Decree 30/2020."""
