"""What the product is measured against: the least that Wagtail, Django and reportlab need."""
