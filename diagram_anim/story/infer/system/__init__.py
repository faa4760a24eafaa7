"""How a drawn system works: where requests go, who is down, who comes in, what is shared out, what is released."""
