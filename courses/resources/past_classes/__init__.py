"""Past classes from workbooks: read, judged row by row, approved by a second person, recorded, undone."""
