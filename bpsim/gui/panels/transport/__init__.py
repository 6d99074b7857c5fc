"""The transport bar: step, play, how far and how fast, which example, and the timeline."""
