"""Pages of classes in halls: for HR and trainers, and for those who come."""
