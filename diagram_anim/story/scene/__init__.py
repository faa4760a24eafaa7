"""Scene files: a storyboard as YAML 1.2, read and written so that both are the same."""
