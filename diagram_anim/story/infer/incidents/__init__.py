"""What befalls parts of a chart in the course of a film, added to whatever tells the rest of it."""
