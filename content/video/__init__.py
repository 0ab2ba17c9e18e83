"""Video: look inside, plan the outputs, convert, publish; knows files and processes, no requests."""
