"""What joins views and document: one file per panel."""
