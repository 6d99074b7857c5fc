"""Programs in other languages and libraries that rebuild a network and print J and D."""
