"""The nouns that every room speaks in: frozen plain data, no behaviour beyond reading itself.

This room imports nothing of the house.
"""
