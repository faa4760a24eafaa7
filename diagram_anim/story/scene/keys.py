"""Keys of a scene file that several of its readers know."""

FROM = "from"
"""The key of `system:` that names manifests; a part of this name has a mapping under it."""
