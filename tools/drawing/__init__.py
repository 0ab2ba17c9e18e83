"""Drawing of slides, phone mock-ups and illustrations in the product's design language."""
