"""Stories of systems at work: requests flow, and something happens to them."""
