"""Which mistake did I make? One's own numbers held against the right ones and every mistake's."""
