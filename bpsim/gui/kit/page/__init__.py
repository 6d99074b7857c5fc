"""What a panel that explains is made of, besides formulas: page, cards, heading, words, remarks."""
