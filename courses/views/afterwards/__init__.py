"""Pages after a class: report, costs, evidence folder."""
