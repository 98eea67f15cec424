"""The editors' page: decisions about lines, kept as a history, and the recap made from them."""
