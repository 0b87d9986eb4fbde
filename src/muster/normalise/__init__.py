"""From words to values, in plain text and without a parser: dates, figures, places, names."""
