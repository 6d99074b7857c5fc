"""What bpsim is measured against; each module's ``iteration(document)`` returns ``work(n)``."""
