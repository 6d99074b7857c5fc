"""Files of SNNS and JavaNNS: networks (.net) and patterns (.pat)."""
