"""What surveys are made of, below the services: items, ready forms, and results that give nobody away."""
