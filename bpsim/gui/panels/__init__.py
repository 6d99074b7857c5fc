"""The side panels and the transport bar, each handed Steps and documents, none knowing another."""
