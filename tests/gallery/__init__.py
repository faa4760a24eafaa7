"""One page with a picture of everything that can be drawn, by night and by day: `python -m tests.gallery`."""
