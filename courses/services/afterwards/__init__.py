"""What is done after a class: the report, the folder for the inspection."""
